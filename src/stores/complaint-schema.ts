import { Schema } from 'mongoose';
import { channels } from '../domain/channel.ts';
import { type Complaint, complaintClasses, complaintStates, topics } from '../domain/complaint.ts';
import { languages } from '../domain/language.ts';

/** A case as it lies in the store. */
export interface ComplaintDocument extends Omit<Complaint, 'id'> {
  readonly _id: string;
  readonly trackingHash: string;
  readonly openerHash: string;
  readonly fingerprint: string;
  readonly owes: readonly 'route'[];
}

export const complaintSchema = new Schema<ComplaintDocument>(
  {
    _id: { type: String, required: true },
    trackingHash: { type: String, required: true },
    openerHash: { type: String, required: true },
    fingerprint: { type: String, required: true },
    class: { type: String, enum: complaintClasses, required: true },
    topic: { type: String, enum: topics, required: true },
    agency: { type: String, required: true },
    procedure: String,
    day: { type: String, required: true },
    content: { type: String, required: true },
    receivedAt: { type: Date, required: true },
    channel: { type: String, enum: channels, required: true },
    language: { type: String, enum: languages, required: true },
    consent: { textVersion: String, at: Date, channel: String },
    state: { type: String, enum: complaintStates, required: true },
    handlers: [String],
    watchers: [String],
    history: [{ _id: false, at: Date, kind: { type: String, enum: complaintStates }, by: String }],
    notices: [
      {
        _id: false,
        key: String,
        kind: { type: String, enum: ['acknowledgement', 'waiting'] },
        account: String,
        state: { type: String, enum: ['owed', 'sent', 'failed'] },
        attempts: Number,
        dueAt: Date,
        settledAt: Date,
        error: String,
      },
    ],
    contact: String,
    owes: { type: [String], enum: ['route'] },
  },
  { collection: 'complaints', versionKey: false },
);
complaintSchema.index({ trackingHash: 1 }, { unique: true });
complaintSchema.index({ openerHash: 1 }, { unique: true });
complaintSchema.index({ receivedAt: 1 }, { name: 'owes-route', partialFilterExpression: { owes: 'route' } });
complaintSchema.index({ 'notices.dueAt': 1 });
complaintSchema.index({ handlers: 1, receivedAt: 1 });
complaintSchema.index({ watchers: 1, receivedAt: 1 });
complaintSchema.index({ class: 1, receivedAt: -1 });
complaintSchema.index({ receivedAt: -1, _id: 1 });
