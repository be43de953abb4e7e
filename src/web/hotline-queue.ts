import { type Complaint, liveClock } from '../domain/complaint.ts';
import { isPhone } from '../domain/complaint-input.ts';
import { Refusal } from '../domain/errors.ts';
import { claim } from '../domain/hotline-steps.ts';
import { sees } from '../domain/sight.ts';
import type { Actor } from '../domain/step.ts';
import { lastTurn } from '../domain/trail-event.ts';
import type { CaseFilter } from '../stores/case-query.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';
import { caseRow } from './case-view.ts';
import { countdown, spanWords } from './countdown.ts';
import { instant } from './figures.ts';
import type { WebParts } from './parts.ts';

type Parts = Pick<WebParts, 'stores' | 'actions'>;

/** The lists of the hotline's desk: everything that waits, and of that what came back from an agency or a resident. */
export const queues = ['waiting', 'returned', 'reopened'] as const;
export type QueueName = (typeof queues)[number];

export const queuePage = 50;
/** So many cases a search shows of each way to find them. */
export const mostFound = 50;

/** What brought back the cases of a list. */
const turnOf = { returned: 'handed_back', reopened: 'reopened' } as const;

/** What waits at the desk of the operator's agency. */
export function filterOf(queue: QueueName, { viewer }: Pick<CaseFrame, 'viewer'>): CaseFilter {
  const waiting = { handler: viewer.agency ?? '', states: ['routed'] } as const;
  return queue === 'waiting' ? waiting : { ...waiting, happened: turnOf[queue] };
}

/** Who works on a case just now. */
function holderOf({ claim: held }: Complaint, { viewer, around }: CaseFrame): 'nobody' | 'me' | 'other' {
  if (!held || held.until <= around.now) return 'nobody';
  return held.account === viewer.id ? 'me' : 'other';
}

const turnings = { handed_back: 'hotline:came-back', reopened: 'hotline:came-reopened' } as const;

/** Why a case lies here again: who sent it back since it was last forwarded, and in which words. */
export function cameBack({ trail }: Complaint, frame: CaseFrame) {
  const since = trail.slice(trail.findLastIndex(({ kind }) => kind === 'forwarded') + 1);
  const event = since.findLast(({ kind }) => kind in turnings);
  if (!event) return undefined;
  const who = event.by.agency === undefined ? '' : agencyName(event.by.agency, frame);
  return { words: frame.t(turnings[event.kind as keyof typeof turnings], { who }), text: event.text };
}

/** A case as a line of the desk. */
export function deskRow(complaint: Complaint, frame: CaseFrame) {
  const { around, t } = frame;
  const clock = liveClock(complaint);
  return {
    ...caseRow(complaint, frame),
    seen: lastTurn(complaint.trail),
    waits: clock && spanWords(around.now.getTime() - clock.startedAt.getTime(), t),
    countdown: clock?.dueAt && countdown(clock.dueAt, around.now, t),
    holder: holderOf(complaint, frame),
    until: complaint.claim && instant(complaint.claim.until, around.calendar.timeZone).slice(0, 5),
    back: cameBack(complaint, frame),
  };
}

/** The cases that this person may see among those found. */
const seen = (found: readonly Complaint[], { around, viewer }: CaseFrame): Complaint[] =>
  found.filter((complaint) => sees(around.catalogue, viewer, complaint, around.today));

/** The cases that the operator holds, oldest first. */
export async function ownCases({ stores }: Parts, frame: CaseFrame): Promise<Complaint[]> {
  const filter = { ...filterOf('waiting', frame), claimedBy: frame.viewer.id };
  const found = await stores.complaints.list(filter, { sort: 'oldest', limit: queuePage });
  return seen(found, frame).filter((complaint) => holderOf(complaint, frame) === 'me');
}

/** How many of what the operator holds would stand in a queue, were it not held. */
export const heldOf = (queue: QueueName, own: readonly Complaint[]): number =>
  queue === 'waiting' ? own.length : own.filter(({ trail }) => trail.some(({ kind }) => kind === turnOf[queue])).length;

/** One page (from 0) of a queue, without what the operator holds herself. */
export async function queued(
  { stores }: Parts,
  frame: CaseFrame,
  queue: QueueName,
  page: number,
): Promise<Complaint[]> {
  const options = { sort: 'oldest', limit: queuePage, skip: page * queuePage } as const;
  const found = await stores.complaints.list(filterOf(queue, frame), options);
  return seen(found, frame).filter((complaint) => holderOf(complaint, frame) !== 'me');
}

/** The cases with this reference, dossier code or phone number, newest first. */
export async function casesFor({ stores, actions }: Parts, frame: CaseFrame, asked: string): Promise<Complaint[]> {
  const filters: CaseFilter[] = [{ reference: asked }, { dossierCode: asked }];
  if (isPhone(asked)) filters.push({ contacts: await actions.complaints.contactsWith(asked) });
  const lists = filters.map((filter) => stores.complaints.list(filter, { sort: 'newest', limit: mostFound }));
  const found = new Map((await Promise.all(lists)).flat().map((complaint) => [complaint.id, complaint]));
  return seen([...found.values()], frame);
}

/** Claims the oldest case that nobody holds; whoever is second goes on to the next. `undefined` when none is left. */
export async function takeNext(parts: Parts, frame: CaseFrame, actor: Actor): Promise<string | undefined> {
  for (let page = 0; ; page += 1) {
    const options = { sort: 'oldest', limit: queuePage, skip: page * queuePage } as const;
    const found = await parts.stores.complaints.list(filterOf('waiting', frame), options);
    for (const complaint of seen(found, frame)) {
      if (holderOf(complaint, frame) !== 'nobody') continue;
      const taken = await parts.actions.complaints
        .perform(complaint.id, actor, claim, complaint.trail.length)
        .catch((error: unknown) => {
          if (error instanceof Refusal) return undefined;
          throw error;
        });
      if (taken) return taken.id;
    }
    if (found.length < queuePage) return undefined;
  }
}
