import { type Connection, Schema } from 'mongoose';
import type { Agency } from '../domain/agency.ts';
import { agencyKinds } from '../domain/agency.ts';
import { type CatalogueRecords, catalogueRecords } from './catalogue-records.ts';

const schema = new Schema<Agency>(
  {
    code: { type: String, required: true },
    kind: { type: String, enum: agencyKinds, required: true },
    names: [{ _id: false, vi: String, en: String, from: String }],
    parents: [{ _id: false, code: String, from: String }],
    validFrom: { type: String, required: true },
    validTo: String,
    successors: [String],
  },
  { collection: 'agencies', versionKey: false },
);
schema.index({ code: 1 }, { unique: true });

export type AgencyStore = CatalogueRecords<Agency>;

export const agencyStore = (connection: Connection): AgencyStore =>
  catalogueRecords(connection.model<Agency>('Agency', schema), ({ code }) => ({ code }));
