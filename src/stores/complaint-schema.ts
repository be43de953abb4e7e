import { type Connection, type Model, Schema } from 'mongoose';
import {
  type Complaint,
  complaintChannels,
  complaintClasses,
  complaintStates,
  severities,
  topics,
} from '../domain/complaint.ts';
import { languages } from '../domain/language.ts';
import { eventKinds } from '../domain/trail-event.ts';

/** A case as it lies in the store, with what it is found by. */
export interface ComplaintDocument extends Omit<Complaint, 'id'> {
  readonly _id: string;
  readonly trackingHash: string;
  readonly openerHash: string;
  readonly fingerprint: string;
  /** The length of the trail: a change is written only upon the trail that it was decided on. */
  readonly revision: number;
  /** When the clock alone brings something; absent when nothing is due. */
  readonly alarmAt?: Date;
  /** True while a deadline runs or stands, which a changed calendar would move. */
  readonly ticking: boolean;
  /** `purge`: what lies outside a purged case may still be there. */
  readonly owes: readonly ('route' | 'purge')[];
}

const mixed = Schema.Types.Mixed;

const complaintSchema = new Schema<ComplaintDocument>(
  {
    _id: { type: String, required: true },
    trackingHash: { type: String, required: true },
    openerHash: { type: String, required: true },
    fingerprint: { type: String, required: true },
    class: { type: String, enum: complaintClasses, required: true },
    topic: { type: String, enum: topics, required: true },
    severity: { type: String, enum: severities, required: true },
    agency: { type: String, required: true },
    procedure: String,
    day: { type: String, required: true },
    time: String,
    place: String,
    dossierCode: String,
    content: String,
    sealed: String,
    receivedAt: { type: Date, required: true },
    channel: { type: String, enum: complaintChannels, required: true },
    language: { type: String, enum: languages, required: true },
    consent: { purpose: String, textVersion: String, at: Date, channel: String },
    nameKept: { type: Boolean, required: true },
    attachments: { type: Number, required: true },
    contact: String,
    state: { type: String, enum: complaintStates, required: true },
    checked: { type: Boolean, required: true },
    handlers: [String],
    watchers: [String],
    proposed: [String],
    rule: { type: { version: Number, code: String }, _id: false },
    policy: { type: String, required: true },
    claim: { type: { account: String, until: Date }, _id: false },
    clocks: [mixed],
    extension: mixed,
    waitingUntil: Date,
    resolvedAt: Date,
    reopenUntil: Date,
    closedAt: Date,
    reopenings: { type: Number, required: true },
    confirmedAt: Date,
    handlingScore: Number,
    links: [String],
    findings: [mixed],
    publication: mixed,
    guardLifted: Boolean,
    custodian: String,
    noticesStopped: { type: Boolean, required: true },
    basis: { type: Number, required: true },
    trail: [
      {
        _id: false,
        seq: Number,
        at: Date,
        kind: { type: String, enum: eventKinds },
        by: mixed,
        changes: mixed,
        about: mixed,
        text: String,
        textDigest: String,
        previous: String,
        hash: String,
      },
    ],
    notices: [mixed],
    revision: { type: Number, required: true },
    alarmAt: Date,
    ticking: { type: Boolean, required: true },
    owes: { type: [String], enum: ['route', 'purge'] },
  },
  { collection: 'complaints', versionKey: false, minimize: false },
);
complaintSchema.index({ trackingHash: 1 }, { unique: true });
complaintSchema.index({ openerHash: 1 }, { unique: true });
complaintSchema.index({ receivedAt: 1 }, { name: 'owes-route', partialFilterExpression: { owes: 'route' } });
complaintSchema.index({ receivedAt: 1 }, { name: 'owes-purge', partialFilterExpression: { owes: 'purge' } });
complaintSchema.index({ 'notices.dueAt': 1 });
complaintSchema.index({ alarmAt: 1 }, { partialFilterExpression: { alarmAt: { $exists: true } } });
complaintSchema.index({ basis: 1 }, { name: 'ticking', partialFilterExpression: { ticking: true } });
complaintSchema.index({ handlers: 1, state: 1, receivedAt: 1 });
complaintSchema.index({ watchers: 1, state: 1, receivedAt: 1 });
complaintSchema.index({ agency: 1, receivedAt: -1 });
complaintSchema.index({ state: 1, receivedAt: 1 });
complaintSchema.index({ custodian: 1, receivedAt: -1 }, { partialFilterExpression: { class: 'denunciation' } });
complaintSchema.index({ contact: 1 }, { partialFilterExpression: { contact: { $exists: true } } });
complaintSchema.index({ dossierCode: 1 }, { partialFilterExpression: { dossierCode: { $exists: true } } });
complaintSchema.index({ receivedAt: -1, _id: 1 });
complaintSchema.index(
  { resolvedAt: -1 },
  { name: 'published', partialFilterExpression: { 'publication.text': { $exists: true } } },
);

/** The collection of cases; a connection has one model of it, however many ways it is read. */
export const complaintModel = (connection: Connection): Model<ComplaintDocument> =>
  (connection.models['Complaint'] as Model<ComplaintDocument> | undefined) ??
  connection.model<ComplaintDocument>('Complaint', complaintSchema);
