import { type Connection, type Model, Schema } from 'mongoose';
import { callingWindows, type SurveyCase, surveyCaseStates, surveyDebts } from '../domain/survey-case.ts';

/** A case as it lies in the store. */
export type SurveyCaseDocument = Omit<SurveyCase, 'id'> & { readonly _id: string };

const text = { type: String, required: true };
const mixed = Schema.Types.Mixed;
const schema = new Schema<SurveyCaseDocument>(
  {
    _id: text,
    ...{ campaign: text, stratum: text, frameKey: text, result: text, finishedOn: text, language: text },
    ...{ lot: String, queue: text, respondent: String, place: String, outcome: String },
    state: { type: String, enum: surveyCaseStates, required: true },
    ...{ attempts: [mixed], attemptCount: Number, tried: mixed, appointment: mixed, lease: mixed, interview: mixed },
    ...{ callableFrom: Date, finalAt: Date, endedBy: mixed, decided: mixed },
    owes: { type: [String], enum: surveyDebts },
    revision: { type: Number, required: true },
  },
  { collection: 'survey-cases', versionKey: false },
);
schema.index({ campaign: 1, frameKey: 1 }, { unique: true });
schema.index({ campaign: 1, state: 1, stratum: 1 });
for (const window of callingWindows)
  schema.index(
    { campaign: 1, queue: 1, stratum: 1, [`tried.${window}`]: 1, attemptCount: 1, lot: 1 },
    { name: `next-${window}`, partialFilterExpression: { state: 'ready' } },
  );
schema.index(
  { campaign: 1, 'appointment.at': 1 },
  { name: 'appointments', partialFilterExpression: { 'appointment.at': { $exists: true } } },
);
schema.index({ campaign: 1, 'attempts.at': 1 });
schema.index({ callableFrom: 1 }, { name: 'rested', partialFilterExpression: { state: 'resting' } });
schema.index({ 'lease.until': 1 }, { name: 'lapsed', partialFilterExpression: { state: 'held' } });
schema.index({ 'lease.by': 1 }, { name: 'held-by', partialFilterExpression: { state: 'held' } });
for (const debt of surveyDebts)
  schema.index({ finalAt: 1 }, { name: `owes-${debt}`, partialFilterExpression: { owes: debt } });

export const surveyCaseModel = (connection: Connection): Model<SurveyCaseDocument> =>
  connection.model<SurveyCaseDocument>('SurveyCase', schema);
