import { type Connection, Schema } from 'mongoose';
import type { Procedure } from '../domain/procedure.ts';
import { type CatalogueRecords, catalogueRecords } from './catalogue-records.ts';

const schema = new Schema<Procedure>(
  {
    code: { type: String, required: true },
    names: { vi: String, en: String },
    field: { type: String, required: true },
    agencyKinds: [String],
    agencyCodes: [String],
    levels: [{ _id: false, level: Number, from: String }],
    onlineScopes: [{ _id: false, scope: { type: String, enum: ['full', 'partial'] }, from: String }],
    timeLimitWorkingDays: Number,
    feeVnd: Number,
  },
  { collection: 'procedures', versionKey: false },
);
schema.index({ code: 1 }, { unique: true });

export type ProcedureStore = CatalogueRecords<Procedure>;

export const procedureStore = (connection: Connection): ProcedureStore =>
  catalogueRecords(connection.model<Procedure>('Procedure', schema), ({ code }) => ({ code }));
