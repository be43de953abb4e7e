import { dueStep } from '../domain/alarm-steps.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import type { Complaint } from '../domain/complaint.ts';
import { Refusal } from '../domain/errors.ts';
import { type Notice, natureOf, owedNotice } from '../domain/notice.ts';
import { entrust } from '../domain/quarantine-steps.ts';
import { bookOn } from '../domain/routing-rule.ts';
import { isAccused, sees } from '../domain/sight.ts';
import { type Actor, doerOf, type Outcome, type Step, type Surroundings, type Telling } from '../domain/step.ts';
import { recompute, recomputed, route, succeed } from '../domain/system-steps.ts';
import { chained, changed } from '../domain/trail.ts';
import { lastTurn } from '../domain/trail-event.ts';
import type { Queue } from '../queue.ts';
import type { Seal } from '../seal.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { UserStore } from '../stores/users.ts';
import type { CatalogueActions } from './catalogue.ts';
import type { Deadlines } from './deadlines.ts';
import type { Routing } from './routing.ts';
import { lockedAway } from './sealed-texts.ts';

export interface Casework {
  /**
   * Does a step on a case: decides it on the case as it stands, and writes the change with its event and the letters it
   * owes in one write. When somebody else's write comes between, it is decided anew. `seen` is the length of the trail
   * that a person looked at: what was done since makes it a conflict. Throws what the step throws, `not-found` when
   * there is no such case.
   */
  perform(id: string, actor: Actor, step: Step, seen?: number): Promise<Complaint>;
  /** Gives a received case to the hotline; does nothing to one that was. */
  route(id: string): Promise<void>;
  /** What time alone has brought up to now, of at most 500 cases of each kind; gives how many were touched. */
  settle(): Promise<number>;
  /** The world as a step would find it now. */
  surroundings(): Promise<Surroundings>;
}

interface Parts {
  readonly complaints: ComplaintStore;
  readonly users: Pick<UserStore, 'caseworkers' | 'find'>;
  readonly catalogue: Pick<CatalogueActions, 'current'>;
  readonly deadlines: Pick<Deadlines, 'current'>;
  readonly routing: Pick<Routing, 'books' | 'custodian'>;
  readonly queue: Pick<Queue, 'tell'>;
  readonly seal: Seal;
  readonly timeZone: string;
  /** What lies outside the case and must go when it is purged. */
  purge(complaint: Complaint): Promise<void>;
  now(): Date;
}

const mostTries = 10;
const atOnce = 500;
const system: Actor = { kind: 'system' };

export function createCasework(parts: Parts): Casework {
  const { complaints, users, catalogue, deadlines, routing, queue, seal, timeZone, purge, now } = parts;
  let succeededOn = '';

  const surroundings = async (): Promise<Surroundings> => {
    const at = now();
    const today = cityDay(at, timeZone);
    const [known, { calendar, policies, basis }, books, custodian] = await Promise.all([
      catalogue.current(),
      deadlines.current(),
      routing.books(),
      routing.custodian(),
    ]);
    const around = { now: at, today, catalogue: known, calendar, policies, basis, book: bookOn(books, today) };
    return { ...around, ...(custodian ? { custodian } : {}) };
  };

  const owed = async (after: Complaint, tell: readonly Telling[], around: Surroundings): Promise<Notice[]> => {
    const step = after.trail.length;
    const notices = new Map<string, Notice>();
    const add = (notice: Notice): unknown => notices.set(notice.key, notice);
    for (const { kind, to } of tell) {
      if (after.class === 'denunciation' && !natureOf(kind).evenSealed) continue;
      if (to === 'resident') {
        if (after.contact !== undefined && !after.noticesStopped) add(owedNotice(kind, around.now, undefined, step));
        continue;
      }
      const accounts =
        'account' in to ? [await users.find(to.account)] : await users.caseworkers([...new Set(to.agencies)]);
      for (const account of accounts)
        if (account && sees(around.catalogue, account, after, around.today)) {
          // The minute of a letter would tell the agency complained about the minute of the case.
          const accused = isAccused(around.catalogue, account, after, around.today);
          add(owedNotice(kind, accused ? nextHour(around.now) : around.now, account.id, step));
        }
    }
    return [...notices.values()];
  };

  const happened = async (before: Complaint, outcome: Outcome, actor: Actor, around: Surroundings) => {
    const { texts, tell = [], ...happening } = outcome;
    const event = chained(seal.digest, before.id, before.trail, happening, around.now, doerOf(actor));
    // A case whose deadline was not computed anew goes on owing that, whatever else is done with it.
    const basis = outcome.kind === 'recomputed' ? around.basis : Math.min(before.basis, around.basis);
    const moved = { ...changed(before, happening.changes), trail: [...before.trail, event], basis };
    const after = texts ? lockedAway(seal, moved, texts) : moved;
    return { ...after, notices: [...before.notices, ...(await owed(after, tell, around))] };
  };

  /** Only once the case says that it was purged, or a step that lost to another would have destroyed what is needed. */
  const empty = async (complaint: Complaint): Promise<void> => {
    await purge(complaint);
    await complaints.emptied(complaint.id);
  };

  const perform = async (id: string, actor: Actor, step: Step, seen?: number): Promise<Complaint> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const before = await complaints.find(id);
      if (!before) throw new Refusal('not-found', 'page-not-found');
      const around = await surroundings();
      const outcome = step(before, actor, around);
      if (seen !== undefined && lastTurn(before.trail) > seen)
        throw new Refusal('conflict', 'complaint:conflict-changed');
      const after = await complaints.append(before, await happened(before, outcome, actor, around));
      if (!after) continue;
      if (outcome.texts === 'purge') await empty(after);
      queue.tell(after.state === 'received' ? 'route-complaint' : 'send-notices', { id });
      return after;
    }
    throw new Refusal('conflict', 'complaint:conflict-changed');
  };

  /** A step of the system; that somebody else did it first, or made it needless, is as good. */
  const attempt = async (id: string, step: Step): Promise<void> => {
    await perform(id, system, step).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  };

  const ring = async (id: string): Promise<void> => {
    // A case that nobody looked at for long may owe several steps; each is one event.
    for (let steps = 0; steps < 20; steps += 1) {
      const complaint = await complaints.find(id);
      const step = complaint && dueStep(complaint, now());
      if (!step) return;
      await attempt(id, step);
    }
  };

  const bringUpToDate = async (id: string): Promise<void> => {
    const complaint = await complaints.find(id);
    if (!complaint) return;
    const around = await surroundings();
    if (recomputed(complaint, around)) await attempt(id, recompute);
    else await complaints.upToDate(id, complaint.trail.length, around.basis);
  };

  /** Needed when a day begins or the register changes, not at every sweep; gives the mark of what was found. */
  const endedAgencies = async (today: CityDay): Promise<{ codes: string[]; mark: string }> => {
    const known = await catalogue.current();
    const ended = [...known.agencies.values()].filter(({ validTo }) => validTo !== undefined && validTo < today);
    const codes = ended.map(({ code }) => code);
    return { codes, mark: [today, ...ended.map(({ code, successors }) => `${code}>${successors}`)].join(' ') };
  };

  return {
    perform,
    surroundings,
    async route(id) {
      const complaint = await complaints.find(id);
      if (complaint?.state === 'received') await attempt(id, route);
      if (complaint) queue.tell('send-notices', { id });
    },
    async settle() {
      const failures: unknown[] = [];
      let touched = 0;
      const each = async (ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> => {
        for (const id of ids) await work(id).catch((error: unknown) => failures.push(error));
        touched += ids.length;
      };
      const { today, basis, custodian } = await surroundings();
      const ended = await endedAgencies(today);
      if (ended.mark !== succeededOn) {
        const held = await complaints.heldBy(ended.codes, atOnce);
        await each(held, (id) => attempt(id, succeed));
        // What is left over, or failed, is for the next sweep.
        if (held.length < atOnce && failures.length === 0) succeededOn = ended.mark;
      }
      await each(await complaints.outdated(basis, atOnce), bringUpToDate);
      await each(await complaints.owedPurges(now(), atOnce), async (id) => {
        const purged = await complaints.find(id);
        if (purged) await empty(purged);
      });
      await each(await complaints.dueAlarms(now(), atOnce), ring);
      await each(await complaints.entrustedElsewhere(custodian, atOnce), (id) => attempt(id, entrust));
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cases could not be moved on`);
      return touched;
    },
  };
}

const hour = 3_600_000;
const nextHour = (at: Date): Date => new Date((Math.floor(at.getTime() / hour) + 1) * hour);
