import { existsOn } from './agency.ts';
import { started, stopped } from './case-clock.ts';
import {
  type Complaint,
  type ComplaintClass,
  concernsConduct,
  isOpen,
  liveClock,
  type Severity,
  type Topic,
} from './complaint.ts';
import { Refusal } from './errors.ts';
import { quarantined } from './quarantine-steps.ts';
import { reopenUntil } from './resolution.ts';
import { heirsOf, lawful, lawfulPair, rerouted } from './routing.ts';
import type { Viewer } from './sight.ts';
import { type Actor, fault, handlerOf, mustBe, type Step, type Surroundings, staffOf, written } from './step.ts';

/** How long a case stays with who claimed it, in milliseconds; doing something with it begins the time anew. */
export const claimLease = 15 * 60_000;

const claimFor = ({ id }: Viewer, { now }: Surroundings) => ({
  account: id,
  until: new Date(now.getTime() + claimLease),
});

const isHeldByOther = ({ claim }: Complaint, { id }: Viewer, { now }: Surroundings): boolean =>
  claim !== undefined && claim.account !== id && claim.until > now;

/** Who holds the case and nobody else may act on it. */
function holderOf(actor: Actor, complaint: Complaint, around: Surroundings): Viewer {
  const viewer = handlerOf(actor, complaint, around);
  mustBe(complaint, 'routed');
  if (isHeldByOther(complaint, viewer, around)) throw new Refusal('conflict', 'complaint:conflict-claimed');
  if (complaint.claim?.account !== viewer.id) throw new Refusal('conflict', 'complaint:conflict-not-claimed');
  return viewer;
}

/** Takes a case so that nobody else works on it. Of two at once one gets it. */
export const claim: Step = (complaint, actor, around) => {
  const viewer = handlerOf(actor, complaint, around);
  mustBe(complaint, 'routed');
  if (isHeldByOther(complaint, viewer, around)) throw new Refusal('conflict', 'complaint:conflict-claimed');
  return { kind: 'claimed', changes: { claim: claimFor(viewer, around) } };
};

/** Gives a claimed case back to the queue. */
export const release: Step = (complaint, actor, around) => {
  holderOf(actor, complaint, around);
  return { kind: 'released', changes: { claim: null } };
};

export interface Reclassification {
  readonly class: ComplaintClass;
  readonly topic: Topic;
  readonly severity?: Severity;
  /** The unit and procedure that it is really about. */
  readonly agency?: string;
  readonly procedure?: string;
  readonly reason?: string;
}

/**
 * A person's word on class and topic. Where it differs from what stood there, the resident is told, and the case takes
 * the way that the rules give it now; whoever watched it goes on watching.
 */
export const classify =
  ({ class: to, topic, severity, agency, procedure, reason = '' }: Reclassification): Step =>
  (complaint, actor, around) => {
    const viewer = holderOf(actor, complaint, around);
    if (
      concernsConduct({ class: 'feedback_policy', topic }) &&
      !['feedback_conduct', 'legal_complaint', 'denunciation'].includes(to)
    )
      throw fault('/class', 'complaint:fault-class-topic');
    if (concernsConduct(complaint) && !concernsConduct({ class: to, topic }) && !complaint.guardLifted)
      throw fault('/class', 'complaint:fault-guarded');
    const subject = {
      class: to,
      topic,
      severity: severity ?? (topic === 'harassment' ? 'grave' : complaint.severity),
      agency: agency ?? complaint.agency,
      ...(procedure === '' ? {} : { procedure: procedure ?? complaint.procedure }),
    } as const;
    if (!around.catalogue.agencies.has(subject.agency))
      throw fault('/agency', 'agency-unknown', { agency: subject.agency });
    const held = claimFor(viewer, around);
    const same = (['class', 'topic', 'severity', 'agency', 'procedure'] as const).every(
      (key) => subject[key] === complaint[key],
    );
    if (same) return { kind: 'checked', changes: { checked: true, claim: held } };
    const text = written(reason, 1000);
    if (to === 'denunciation') return { ...quarantined(complaint, around, topic), text };
    const way = rerouted(around.catalogue, around.book, complaint, { ...complaint, ...subject }, around.today);
    const stays = viewer.agency !== undefined && way.handlers.includes(viewer.agency);
    const knew = new Set([...complaint.handlers, ...complaint.watchers]);
    return {
      kind: 'reclassified',
      text,
      about: { from: complaint.class, to, fromTopic: complaint.topic, toTopic: topic },
      changes: {
        ...subject,
        procedure: subject.procedure ?? null,
        checked: true,
        ...way,
        claim: stays ? held : null,
      },
      tell: [
        { kind: 'reclassified', to: 'resident' },
        { kind: 'waiting', to: { agencies: [...way.handlers, ...way.watchers].filter((code) => !knew.has(code)) } },
      ],
    };
  };

/**
 * A second person's word that a case is not about conduct after all, so that no operator alone can show it to the unit
 * that it may be about. Class and topic stay the operator's to change.
 */
export const liftGuard =
  (reason: string): Step =>
  (complaint, actor, around) => {
    if (!mayLiftGuard(complaint, staffOf(actor, complaint, around)))
      throw new Refusal('forbidden', 'complaint:fault-not-yours');
    return { kind: 'guard_lifted', text: written(reason, 1000), changes: { guardLifted: true } };
  };

export const mayLiftGuard = (complaint: Complaint, { role }: Viewer): boolean =>
  (role === 'home_affairs' || role === 'monitor') &&
  isOpen(complaint.state) &&
  complaint.class !== 'denunciation' &&
  concernsConduct(complaint) &&
  !complaint.guardLifted;

/** Sends a checked case to those who shall handle it; without a choice, where the rules propose. */
export const forward =
  (chosen: readonly string[] = [], remark = ''): Step =>
  (complaint, actor, around) => {
    holderOf(actor, complaint, around);
    if (!complaint.checked) throw new Refusal('conflict', 'complaint:conflict-not-checked');
    if (complaint.class === 'legal_complaint') throw fault('/handlers', 'complaint:fault-legal-is-handed-over');
    const { catalogue, today } = around;
    const proposed = complaint.proposed.flatMap((code) => heirsOf(catalogue, code, today));
    const handlers = [...new Set(chosen.length > 0 ? chosen : proposed)];
    for (const code of handlers) {
      const agency = catalogue.agencies.get(code);
      if (!agency || !existsOn(agency, today)) throw fault('/handlers', 'agency-unknown', { agency: code });
    }
    const allowed = lawful(catalogue, complaint, handlers, today);
    if (handlers.length === 0 || handlers.some((code) => !allowed.includes(code)))
      throw fault('/handlers', 'complaint:fault-conflict-of-interest');
    const pair = lawfulPair(catalogue, complaint, { handlers, watchers: complaint.watchers }, today);
    // A case that came back because its handler was dissolved keeps the clock that it had.
    const running = liveClock(complaint);
    const goesOn = running?.stage === 'process';
    const process = started(complaint.policy, 'process', around, { several: handlers.length > 1 });
    return {
      kind: 'forwarded',
      ...(remark.trim() === '' ? {} : { text: written(remark, 1000) }),
      about: { handlers: pair.handlers },
      changes: {
        state: 'forwarded',
        ...pair,
        claim: null,
        clocks: goesOn ? complaint.clocks : [...stopped(complaint, around.now), process],
      },
      tell: [
        { kind: 'forwarded', to: 'resident' },
        { kind: 'waiting', to: { agencies: pair.handlers } },
      ],
    };
  };

/** Does not accept a case; the reason goes to the resident, who may have it opened again. */
export const refuse =
  (reason: string): Step =>
  (complaint, actor, around) => {
    holderOf(actor, complaint, around);
    return {
      kind: 'refused',
      text: written(reason),
      changes: {
        state: 'refused',
        checked: true,
        claim: null,
        clocks: stopped(complaint, around.now),
        reopenUntil: reopenUntil(complaint, around),
      },
      tell: [{ kind: 'refused', to: 'resident' }],
    };
  };

/** A legal complaint has its own law and its own offices: the resident is told which, and the case ends here. */
export const handOver =
  (guidance: string): Step =>
  (complaint, actor, around) => {
    holderOf(actor, complaint, around);
    if (complaint.class !== 'legal_complaint') throw fault('/class', 'complaint:fault-only-legal');
    return {
      kind: 'handed_over',
      text: written(guidance),
      changes: {
        state: 'handed_over',
        checked: true,
        claim: null,
        clocks: stopped(complaint, around.now),
        reopenUntil: reopenUntil(complaint, around),
      },
      tell: [{ kind: 'handed_over', to: 'resident' }],
    };
  };
