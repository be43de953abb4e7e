import type { Allowance } from './allowance.ts';
import { nextAlarm, nextEscalation, resumed, started, timed, withLive } from './case-clock.ts';
import { cityDay } from './city-day.ts';
import { type Clock, type Complaint, liveClock } from './complaint.ts';
import { policyOn } from './deadline-policy.ts';
import { Refusal } from './errors.ts';
import { above, heirsOf, homeAffairs, isUnbiased, lawfulPair, routed } from './routing.ts';
import { type Actor, mustBe, type Outcome, type Step, type Surroundings } from './step.ts';

function systemOnly(actor: Actor): void {
  if (actor.kind !== 'system') throw new Refusal('forbidden', 'account:fault-role');
}

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

/** What time alone brings to a case; `undefined` when nothing is due. */
export function dueStep(complaint: Complaint, now: Date): Step | undefined {
  const next = nextAlarm(complaint);
  if (!next || next.at > now) return undefined;
  switch (next.alarm) {
    case 'warn':
      return warn;
    case 'breach':
      return breach;
    case 'escalate':
      return escalate;
    case 'unanswered':
      return goOnWithoutAnswer;
    case 'close':
      return lapse;
    case 'finding':
      return remindOfFinding;
  }
}

const clockOf = (complaint: Complaint): Clock => {
  const clock = liveClock(complaint);
  if (!clock) throw new Refusal('conflict', 'complaint:conflict-moved', { state: complaint.state });
  return clock;
};

/** The hotline has its five minutes ticking before its eyes; letters about them would only come too late. */
const isMailed = ({ stage }: Clock): boolean => stage !== 'forward';

const warn: Step = (complaint, actor, around) => {
  systemOnly(actor);
  const clock = clockOf(complaint);
  return {
    kind: 'warned',
    about: { stage: clock.stage },
    changes: { clocks: withLive(complaint, (one) => ({ ...one, warnedAt: around.now })) },
    ...(isMailed(clock) ? { tell: [{ kind: 'warned', to: { agencies: complaint.handlers } }] } : {}),
  };
};

const breach: Step = (complaint, actor, around) => {
  systemOnly(actor);
  const clock = clockOf(complaint);
  const { handlers, watchers } = watchedBy(complaint, isMailed(clock) ? [homeAffairs] : [], around);
  return {
    kind: 'breached',
    about: { stage: clock.stage },
    changes: {
      watchers,
      clocks: withLive(complaint, (one) => ({
        ...one,
        ...(one.dueAt ? { breachedAt: one.dueAt } : {}),
        ...escalation(complaint, one, one.dueAt, around),
      })),
    },
    ...(isMailed(clock)
      ? {
          tell: [
            { kind: 'breached', to: { agencies: [...handlers, ...watchers.filter((code) => code === homeAffairs)] } },
            ...(clock.stage === 'process' ? [{ kind: 'late', to: 'resident' } as const] : []),
          ],
        }
      : {}),
  };
};

const watchedBy = (complaint: Complaint, more: readonly string[], { catalogue, today }: Surroundings) =>
  lawfulPair(catalogue, complaint, { handlers: complaint.handlers, watchers: [...complaint.watchers, ...more] }, today);

/** Tells one level more: first above the first handler, then above that, until there is nobody. */
const escalate: Step = (complaint, actor, around) => {
  systemOnly(actor);
  const clock = clockOf(complaint);
  const level = clock.level + 1;
  const more = levelsAbove(complaint, clock, around).slice(level - 1, level);
  return {
    kind: 'escalated',
    about: { level, to: more, stage: clock.stage },
    changes: {
      watchers: watchedBy(complaint, more, around).watchers,
      clocks: withLive(complaint, ({ escalateAt: past, ...one }) => ({
        ...one,
        level,
        ...escalation(complaint, { ...one, level }, past, around),
      })),
    },
    tell: [{ kind: 'escalated', to: { agencies: more } }],
  };
};

/** When the next level is told, counted from the deadline and not from when it was noticed; nothing after the last. */
const escalation = (complaint: Complaint, clock: Clock, from: Date | undefined, around: Surroundings) =>
  from && levelsAbove(complaint, clock, around)[clock.level] !== undefined
    ? { escalateAt: nextEscalation(clock, from, around) }
    : {};

/**
 * Whoever stands above the first handler, level by level; nobody who is party to the case. Home Affairs, which hears of
 * every missed answer at once, is the first to hear of what lay at the hotline.
 */
function levelsAbove(complaint: Complaint, clock: Clock, { catalogue, today }: Surroundings): string[] {
  const higher: string[] = [];
  let next = complaint.handlers[0];
  while (next !== undefined) {
    const [up]: string[] = above(catalogue, { ...complaint, agency: next, day: today }, today);
    if (up === undefined || higher.includes(up)) break;
    higher.push(up);
    next = up;
  }
  const wanted = isMailed(clock) ? higher : [...new Set([homeAffairs, ...higher])];
  return wanted.filter((code) => isUnbiased(catalogue, complaint, code, today));
}

/** The resident was waited for long enough: the clock goes on, and the agency answers with what it has. */
const goOnWithoutAnswer: Step = (complaint, actor, around) => {
  systemOnly(actor);
  mustBe(complaint, 'awaiting_information');
  return {
    kind: 'unanswered',
    changes: { state: 'in_progress', waitingUntil: null, clocks: resumed(complaint, around) },
    tell: [{ kind: 'waiting', to: { agencies: complaint.handlers } }],
  };
};

/** The time to reopen is over without a word from the resident. That is no confirmation, and none is counted. */
const lapse: Step = (complaint, actor, around) => {
  systemOnly(actor);
  mustBe(complaint, 'resolved');
  return { kind: 'closed', changes: { state: 'closed', closedAt: around.now } };
};

const remindOfFinding: Step = (complaint, actor, around) => {
  systemOnly(actor);
  const due = complaint.findings.find(
    ({ answerBy, answeredAt, remindedAt }) => !answeredAt && !remindedAt && answerBy <= around.now,
  );
  if (!due) throw new Refusal('conflict', 'complaint:conflict-moved', { state: complaint.state });
  return {
    kind: 'finding_due',
    about: { finding: due.id, agency: due.agency },
    changes: {
      findings: complaint.findings.map((one) => (one.id === due.id ? { ...one, remindedAt: around.now } : one)),
    },
    tell: [
      { kind: 'finding_due', to: { agencies: [due.agency] } },
      { kind: 'finding_due', to: { account: complaint.trail[due.id - 1]?.by.account ?? '' } },
    ],
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
