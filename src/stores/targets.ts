import { type Connection, Schema } from 'mongoose';
import { agencyKinds } from '../domain/agency.ts';
import { indicators, type Target } from '../domain/target.ts';
import { type CatalogueRecords, catalogueRecords } from './catalogue-records.ts';

const schema = new Schema<Target>(
  {
    indicator: { type: String, enum: indicators, required: true },
    value: { type: Number, required: true },
    agencyCode: String,
    agencyKind: { type: String, enum: agencyKinds },
    from: { type: String, required: true },
    to: String,
  },
  { collection: 'targets', versionKey: false },
);
schema.index({ indicator: 1, agencyCode: 1, agencyKind: 1, from: 1 }, { unique: true });

export type TargetStore = CatalogueRecords<Target>;

export const targetStore = (connection: Connection): TargetStore =>
  catalogueRecords(
    connection.model<Target>('Target', schema),
    ({ indicator, agencyCode = null, agencyKind = null, from }) => ({ indicator, agencyCode, agencyKind, from }),
  );
