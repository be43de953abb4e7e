import type { Connection, QueryFilter } from 'mongoose';
import { nextAlarm } from '../domain/case-clock.ts';
import { type Complaint, liveClock, openStates } from '../domain/complaint.ts';
import type { Sighted } from '../domain/sight.ts';
import { type CaseFilter, type ListOptions, order, queryOf } from './case-query.ts';
import { type ComplaintDocument, complaintModel } from './complaint-schema.ts';

/** What makes a case arrive once, and findable by who opened it. */
export interface ComplaintKeys {
  readonly trackingHash: string;
  readonly openerHash: string;
  /** Hash of what was sent, by which a repeat is told from another complaint under the same key. */
  readonly fingerprint: string;
}

/** What a repeat is compared with, and answered by. */
export type StandingCase = Pick<ComplaintKeys, 'fingerprint'> & Pick<Complaint, 'receivedAt'>;

export interface ComplaintStore {
  /** Keeps a new case; gives the one that stands under the same tracking code, if there is one. */
  insert(complaint: Complaint, keys: ComplaintKeys): Promise<StandingCase | undefined>;
  /** The case that stands under a tracking code. */
  standing(trackingHash: string): Promise<StandingCase | undefined>;
  find(id: string): Promise<Complaint | undefined>;
  findByOpener(openerHash: string): Promise<Complaint | undefined>;
  /** Writes what became of a case, its events and notices in one write; `undefined` when somebody was first. */
  append(before: Complaint, after: Complaint): Promise<Complaint | undefined>;
  /** Cases received up to an instant that nobody routed. */
  owedRoutes(before: Date, limit: number): Promise<string[]>;
  /** Purged cases received up to an instant of which something may still lie elsewhere. */
  owedPurges(before: Date, limit: number): Promise<string[]>;
  /** Notes that nothing of a purged case lies elsewhere any more. */
  emptied(id: string): Promise<void>;
  /** Cases to which the clock alone has brought something. */
  dueAlarms(now: Date, limit: number): Promise<string[]>;
  /** Cases whose running deadline was computed from an older calendar or policy. */
  outdated(basis: number, limit: number): Promise<string[]>;
  /** Notes that the deadlines of a case are the right ones under `basis`, when its trail is still that long. */
  upToDate(id: string, revision: number, basis: number): Promise<void>;
  /** Open cases handled or watched by any of these agencies. */
  heldBy(agencies: readonly string[], limit: number): Promise<string[]>;
  /** Denunciations that are kept by nobody or by another account. */
  entrustedElsewhere(custodian: string | undefined, limit: number): Promise<string[]>;
  list(filter: CaseFilter, options: ListOptions): Promise<Complaint[]>;
  count(filter: CaseFilter): Promise<number>;
  /** All cases of a filter, with what it takes to tell who may see them. */
  sighted(filter: CaseFilter): Promise<(Sighted & { readonly id: string })[]>;
  /** Every case there is, one after the other. */
  each(): AsyncIterable<Complaint>;
  /** Cases that the queries for what is due would not find as what they are. */
  misfiled(): AsyncIterable<string>;
  ensureIndexes(): Promise<void>;
}

export function complaintStore(connection: Connection): ComplaintStore {
  const model = complaintModel(connection);
  const idsOf = async (filter: QueryFilter<ComplaintDocument>, limit: number, sort: Record<string, 1> = {}) =>
    (await model.find(filter, { _id: 1 }).sort(sort).limit(limit).lean()).map(({ _id }) => _id);
  const standing = async (trackingHash: string): Promise<StandingCase | undefined> =>
    (await model.findOne({ trackingHash }, { fingerprint: 1, receivedAt: 1 }).lean()) ?? undefined;
  return {
    standing,
    async insert(complaint, keys) {
      const { id, ...rest } = complaint;
      try {
        await model.create([{ _id: id, ...rest, ...keys, ...findable(complaint) }]);
        return undefined;
      } catch (error) {
        const found = await standing(keys.trackingHash);
        if (!found) throw error;
        return found;
      }
    },
    find: async (id) => complaintOf(await model.findById(id).lean()),
    findByOpener: async (openerHash) => complaintOf(await model.findOne({ openerHash }).lean()),
    async append(before, after) {
      const { set, unset } = difference({ ...before, ...findable(before) }, { ...after, ...findable(after) });
      // Texts that were sealed or purged are taken out of events that stand already.
      const rewritten = before.trail.some(({ text }, index) => text !== after.trail[index]?.text);
      const found = await model
        .findOneAndUpdate(
          { _id: before.id, revision: before.trail.length },
          {
            $set: { ...set, ...(rewritten ? { trail: after.trail } : {}) },
            ...(unset.length > 0 ? { $unset: Object.fromEntries(unset.map((key) => [key, 1])) } : {}),
            $push: {
              ...(rewritten ? {} : { trail: { $each: after.trail.slice(before.trail.length) } }),
              notices: { $each: after.notices.slice(before.notices.length) },
            },
          },
          { returnDocument: 'after' },
        )
        .lean();
      return complaintOf(found);
    },
    owedRoutes: (before, limit) => idsOf({ owes: 'route', receivedAt: { $lte: before } }, limit, { receivedAt: 1 }),
    owedPurges: (before, limit) => idsOf({ owes: 'purge', receivedAt: { $lte: before } }, limit, { receivedAt: 1 }),
    emptied: async (id) => void (await model.updateOne({ _id: id }, { $pull: { owes: 'purge' } })),
    dueAlarms: (now, limit) => idsOf({ alarmAt: { $exists: true, $lte: now } }, limit, { alarmAt: 1 }),
    outdated: (basis, limit) => idsOf({ ticking: true, basis: { $lt: basis } }, limit, { basis: 1 }),
    upToDate: async (id, revision, basis) => void (await model.updateOne({ _id: id, revision }, { $set: { basis } })),
    heldBy: (agencies, limit) =>
      idsOf(
        {
          state: { $in: openStates },
          $or: [{ handlers: { $in: [...agencies] } }, { watchers: { $in: [...agencies] } }],
        },
        limit,
      ),
    entrustedElsewhere: (custodian, limit) =>
      idsOf({ class: 'denunciation', state: 'quarantined', custodian: { $ne: custodian ?? null } } as never, limit),
    list: async (filter, { sort, limit, skip = 0 }) =>
      (
        await model
          .find(queryOf(filter))
          .sort(order[sort] as never)
          .skip(skip)
          .limit(limit)
          .lean()
      ).map((document) => complaintOf(document) as Complaint),
    count: (filter) => model.countDocuments(queryOf(filter)),
    sighted: async (filter) =>
      (await model.find(queryOf(filter), sightFields).lean()).map(({ _id, ...found }) => ({ id: _id, ...found })),
    async *each() {
      for await (const document of model.find().sort({ _id: 1 }).lean().cursor({ batchSize: 200 }))
        yield complaintOf(document) as Complaint;
    },
    async *misfiled() {
      for await (const document of model.find().sort({ _id: 1 }).lean().cursor({ batchSize: 200 }))
        if (!isFiled(document)) yield document._id;
    },
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

const sightFields = {
  class: 1,
  topic: 1,
  agency: 1,
  day: 1,
  state: 1,
  handlers: 1,
  watchers: 1,
  custodian: 1,
} as const;

/** What a case is found by, drawn from it. */
const findable = (complaint: Complaint) => {
  const alarmAt = nextAlarm(complaint)?.at;
  return {
    revision: complaint.trail.length,
    ticking: liveClock(complaint) !== undefined,
    owes: owedBy(complaint),
    ...(alarmAt ? { alarmAt } : {}),
  };
};

function isFiled(document: ComplaintDocument): boolean {
  // What somebody broke so that it cannot be read is told by the audit of its trail.
  if (!Array.isArray(document.trail) || !Array.isArray(document.clocks)) return true;
  const right = findable(complaintOf(document) as Complaint);
  return (
    document.revision === right.revision &&
    document.ticking === right.ticking &&
    document.alarmAt?.getTime() === right.alarmAt?.getTime() &&
    (document.state !== 'received' || document.owes.includes('route'))
  );
}

const owedBy = ({ state, class: itsClass }: Complaint): ComplaintDocument['owes'] => {
  if (state === 'received') return ['route'];
  return itsClass === 'denunciation' && state === 'handed_over' ? ['purge'] : [];
};

function difference(before: object, after: object): { set: Record<string, unknown>; unset: string[] } {
  const { id: _id, trail: _trail, notices: _notices, ...wanted } = after as Record<string, unknown>;
  const unset = Object.keys(before).filter((key) => !(key in after));
  const set = Object.entries(wanted).filter(([key, value]) => (before as Record<string, unknown>)[key] !== value);
  return { set: Object.fromEntries(set), unset };
}

function complaintOf(document: ComplaintDocument | null): Complaint | undefined {
  if (!document) return undefined;
  const { _id, trackingHash: _code, openerHash: _opener, fingerprint: _print, ...found } = document;
  const { revision: _revision, alarmAt: _alarm, ticking: _ticking, owes: _owes, ...rest } = found;
  return { id: _id, ...rest };
}
