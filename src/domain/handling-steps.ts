import { paused, policyFor, started, stopped } from './case-clock.ts';
import { dueAt } from './clock.ts';
import { type Complaint, concernsConduct, liveClock } from './complaint.ts';
import { Refusal } from './errors.ts';
import { reopenUntil, waitingUntil } from './resolution.ts';
import { routed } from './routing.ts';
import { mayOpenContact } from './sight.ts';
import { fault, handlerOf, mustBe, type Step, type Surroundings, staffOf, written } from './step.ts';

/** Takes a forwarded case in hand. */
export const accept: Step = (complaint, actor, around) => {
  handlerOf(actor, complaint, around);
  mustBe(complaint, 'forwarded');
  return { kind: 'accepted', changes: { state: 'in_progress' } };
};

/** When an allowance of the case's policy is over, counted from the start of the running clock; nothing when none runs. */
function allowedUntil(complaint: Complaint, stage: 'handBack' | 'ask', around: Surroundings): Date | undefined {
  const clock = liveClock(complaint);
  const allowance = policyFor(complaint, around).stages[stage];
  return clock && dueAt({ startedAt: clock.startedAt, allowance, pauses: [] }, around.calendar);
}

/** Until when a case may be handed back; nothing when no clock runs. */
export const handBackUntil = (complaint: Complaint, around: Surroundings): Date | undefined =>
  allowedUntil(complaint, 'handBack', around);

/** More time that was asked for falls with the clock that it was asked for. */
const undecided = ({ extension }: Complaint) => (extension?.state === 'asked' ? { extension: null } : {});

/** Gives a case back that is not one's own to handle; only within the days that the policy leaves for it. */
export const handBack =
  (reason: string): Step =>
  (complaint, actor, around) => {
    handlerOf(actor, complaint, around);
    mustBe(complaint, 'forwarded', 'in_progress');
    const until = handBackUntil(complaint, around);
    if (!until || until < around.now) throw new Refusal('conflict', 'complaint:conflict-too-late-to-hand-back');
    const way = routed(around.catalogue, around.book, complaint, around.today);
    return {
      kind: 'handed_back',
      text: written(reason, 1000),
      about: { from: complaint.handlers },
      changes: {
        state: 'routed',
        handlers: way.handlers,
        claim: null,
        ...undecided(complaint),
        clocks: [...stopped(complaint, around.now), started(complaint.policy, 'forward', around)],
      },
      tell: [{ kind: 'handed_back', to: { agencies: way.handlers } }],
    };
  };

/** True when a question asked now makes the clock stand: the first since the case was forwarded, and no late one. */
export function stopsClock(complaint: Complaint, around: Surroundings): boolean {
  const { trail } = complaint;
  const sinceForwarded = trail.slice(
    trail.findLastIndex(({ kind }) => kind === 'forwarded' || kind === 'reopened') + 1,
  );
  const until = allowedUntil(complaint, 'ask', around);
  return until !== undefined && around.now <= until && !sinceForwarded.some(({ kind }) => kind === 'asked');
}

/**
 * Asks the resident for what is missing. The first time the clock stands until the answer comes; asking late or again
 * is at the agency's own expense (the rules of Decision 766 for a first and a second request).
 */
export const ask =
  (question: string): Step =>
  (complaint, actor, around) => {
    handlerOf(actor, complaint, around);
    mustBe(complaint, 'forwarded', 'in_progress');
    const pauses = stopsClock(complaint, around);
    return {
      kind: 'asked',
      text: written(question),
      about: { pauses },
      changes: {
        state: 'awaiting_information',
        waitingUntil: waitingUntil(complaint, around),
        ...(pauses ? { clocks: paused(complaint, around) } : {}),
      },
      tell: [{ kind: 'asked', to: 'resident' }],
    };
  };

/** The agency's answer: it says that the matter is settled. Whether it is, the resident says. */
export const resolve =
  (answer: string): Step =>
  (complaint, actor, around) => {
    const viewer = handlerOf(actor, complaint, around);
    if (complaint.state === 'routed') {
      // The hotline may answer what needs no agency, but nothing about conduct, and only who holds the case.
      if (complaint.claim?.account !== viewer.id) throw new Refusal('conflict', 'complaint:conflict-not-claimed');
      if (concernsConduct(complaint)) throw new Refusal('forbidden', 'complaint:fault-not-yours');
      if (!complaint.checked) throw new Refusal('conflict', 'complaint:conflict-not-checked');
    } else mustBe(complaint, 'forwarded', 'in_progress', 'awaiting_information');
    const publishes = complaint.class === 'feedback_policy' && complaint.policy === 'portal' && !complaint.publication;
    const over = stopped(complaint, around.now);
    return {
      kind: 'resolved',
      text: written(answer),
      changes: {
        state: 'resolved',
        claim: null,
        waitingUntil: null,
        ...undecided(complaint),
        clocks: publishes ? [...over, started(complaint.policy, 'publish', around)] : over,
        resolvedAt: around.now,
        reopenUntil: reopenUntil(complaint, around),
      },
      tell: [{ kind: 'resolved', to: 'resident' }],
    };
  };

/** Lets the public read what was done, in words that name nobody, or says why it may not. */
export const publish =
  ({ text = '', withheld = '' }: { readonly text?: string; readonly withheld?: string }): Step =>
  (complaint, actor, around) => {
    handlerOf(actor, complaint, around);
    mustBe(complaint, 'resolved', 'closed');
    if (concernsConduct(complaint) && text.trim() !== '') throw fault('/text', 'complaint:fault-not-published');
    const publication = text.trim() ? { text: written(text) } : { withheld: written(withheld, 500) };
    return {
      kind: 'published',
      changes: {
        publication,
        ...(liveClock(complaint)?.stage === 'publish' ? { clocks: stopped(complaint, around.now) } : {}),
      },
    };
  };

/** The same note again within this time is the same click, in milliseconds. */
const sameClick = 60_000;

/** A note among those who work on the case; the resident does not read it. */
export const note =
  (text: string): Step =>
  (complaint, actor, around) => {
    const { id } = staffOf(actor, complaint, around);
    const words = written(text);
    const last = complaint.trail.findLast(({ kind, by }) => kind === 'noted' && by.account === id);
    const moments = last ? around.now.getTime() - last.at.getTime() : Number.POSITIVE_INFINITY;
    if (last?.text === words && moments < sameClick) throw new Refusal('conflict', 'complaint:conflict-said');
    return { kind: 'noted', text: words };
  };

/** Says that another case is about the same matter. Both go on; neither swallows the other. */
export const link =
  (other: string): Step =>
  (complaint, actor, around) => {
    staffOf(actor, complaint, around);
    if (other === complaint.id) throw fault('/other', 'complaint:fault-link-itself');
    if (complaint.links.includes(other)) throw new Refusal('conflict', 'complaint:conflict-linked');
    return { kind: 'linked', about: { other }, changes: { links: [...complaint.links, other] } };
  };

/** Opens the sealed name and contact, for a reason that the resident will read. */
export const openContact =
  (reason: string): Step =>
  (complaint, actor, around) => {
    const viewer = staffOf(actor, complaint, around);
    if (!mayOpenContact(around.catalogue, viewer, complaint, around.today))
      throw new Refusal('forbidden', 'complaint:fault-contact-sealed');
    const isPurged = complaint.class === 'denunciation' && complaint.state !== 'quarantined';
    if (complaint.contact === undefined || isPurged) throw new Refusal('not-found', 'complaint:fault-no-contact');
    return { kind: 'contact_opened', text: written(reason, 500) };
  };
