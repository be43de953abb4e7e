import { nextAlarm, nextEscalation, resumed, withLive } from './case-clock.ts';
import { type Clock, type Complaint, liveClock } from './complaint.ts';
import { Refusal } from './errors.ts';
import { above, homeAffairs, isUnbiased, lawfulPair } from './routing.ts';
import { mustBe, type Step, type Surroundings, systemOnly } from './step.ts';

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
