import type { Allowance } from './allowance.ts';
import { resumed, started, timed, withLive } from './case-clock.ts';
import { cityDay } from './city-day.ts';
import { type Clock, type Complaint, liveClock } from './complaint.ts';
import { policyOn } from './deadline-policy.ts';
import { Refusal } from './errors.ts';
import { heirsOf, lawfulPair, routed } from './routing.ts';
import { mustBe, type Outcome, type Step, type Surroundings, systemOnly } from './step.ts';

/** Gives an arrived case to the hotline, with what the rules propose, and lets those see it who must at once. */
export const route: Step = (complaint, actor, around) => {
  systemOnly(actor);
  mustBe(complaint, 'received');
  const { rule, policy, ...way } = routed(around.catalogue, around.book, complaint, around.today);
  // The five minutes begin when it arrived; for what came out of quarantine, when it came out.
  const now = complaint.trail.findLast(({ kind }) => kind === 'unsealed')?.at ?? complaint.receivedAt;
  const from = { ...around, now, today: cityDay(now, around.calendar.timeZone) };
  return {
    kind: 'routed',
    about: { rule: rule.code },
    changes: {
      ...way,
      state: 'routed',
      rule,
      policy,
      clocks: [...complaint.clocks, started(policy, 'forward', from)],
    },
    tell: [{ kind: 'waiting', to: { agencies: [...way.handlers, ...way.watchers] } }],
  };
};

/** True when the running clock began with several agencies. Whoever took over from them since does not change it. */
function beganWithSeveral({ trail, handlers }: Complaint, { startedAt }: Clock): boolean {
  const began = trail.findLast(({ at, changes }) => changes?.clocks && at.getTime() === startedAt.getTime());
  return (began?.changes?.handlers ?? handlers).length > 1;
}

const sameAllowance = (a: Allowance, b: Allowance): boolean => a.amount === b.amount && a.unit === b.unit;

/**
 * Deadlines by the calendar and the policy as they are now; `undefined` when they stay what they were. A deadline that
 * turns out not to have been missed is not missed. One that stands still follows the new policy when it goes on.
 */
export function recomputed(complaint: Complaint, around: Surroundings): Outcome | undefined {
  const clock = liveClock(complaint);
  if (!clock) return undefined;
  const policy = policyOn(around.policies, clock.policy.code, cityDay(clock.startedAt, around.calendar.timeZone));
  const { process, processSeveral } = policy.stages;
  const allowance =
    clock.stage === 'process'
      ? beganWithSeveral(complaint, clock)
        ? processSeveral
        : process
      : policy.stages[clock.stage];
  const { breachedAt, escalateAt, warnedAt, level, ...run } = clock;
  const anew = timed({ ...run, allowance, policy: { ...clock.policy, from: policy.from }, level: 0 }, around);
  const same = anew.dueAt?.getTime() === clock.dueAt?.getTime();
  if (same && sameAllowance(allowance, clock.allowance)) return undefined;
  const missed = breachedAt !== undefined && anew.dueAt !== undefined && anew.dueAt <= around.now;
  const kept: Clock = missed
    ? { ...anew, breachedAt, level, ...(warnedAt ? { warnedAt } : {}), ...(escalateAt ? { escalateAt } : {}) }
    : anew;
  return {
    kind: 'recomputed',
    about: {
      ...(clock.dueAt ? { from: clock.dueAt } : {}),
      ...(anew.dueAt ? { to: anew.dueAt } : {}),
      basis: around.basis,
    },
    changes: { clocks: withLive(complaint, () => kept) },
  };
}

export const recompute: Step = (complaint, actor, around) => {
  systemOnly(actor);
  const outcome = recomputed(complaint, around);
  if (!outcome) throw new Refusal('conflict', 'complaint:conflict-moved', { state: complaint.state });
  return outcome;
};

/**
 * Handlers and watchers that are no more give way to their successors, the clock unchanged. Where several took over
 * from a handler, or nobody, a person at the hotline chooses, and the case no longer waits for the resident.
 */
export const succeed: Step = (complaint, actor, around) => {
  systemOnly(actor);
  const { catalogue, today } = around;
  const heirs = (code: string): string[] => heirsOf(catalogue, code, today);
  const choices = complaint.handlers.flatMap(heirs);
  const toDesk = choices.length === 0 || complaint.handlers.some((code) => heirs(code).length > 1);
  const desk = routed(catalogue, around.book, complaint, today).handlers;
  const wanted = { handlers: toDesk ? desk : choices, watchers: complaint.watchers.flatMap(heirs) };
  const pair = lawfulPair(catalogue, complaint, wanted, today);
  const waited = complaint.state === 'awaiting_information';
  const waiting = waited ? { waitingUntil: null, clocks: resumed(complaint, around) } : {};
  return {
    kind: 'succeeded',
    about: { from: complaint.handlers, to: toDesk && choices.length > 0 ? choices : pair.handlers },
    changes: {
      ...pair,
      proposed: toDesk ? choices : complaint.proposed.flatMap(heirs),
      ...(toDesk ? { state: 'routed', claim: null, ...waiting } : {}),
    },
    tell: [{ kind: 'waiting', to: { agencies: pair.handlers.filter((code) => !complaint.handlers.includes(code)) } }],
  };
};
