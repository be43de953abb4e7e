import type { Allowance } from './allowance.ts';
import { dueAt, earlier, later } from './clock.ts';
import { type Clock, type Complaint, liveClock, type Stage } from './complaint.ts';
import { type DeadlinePolicy, policyOn } from './deadline-policy.ts';
import type { Surroundings } from './step.ts';

type Around = Pick<Surroundings, 'now' | 'today' | 'calendar' | 'policies'>;

const allowanceOf = ({ stages }: DeadlinePolicy, stage: Stage, several: boolean): Allowance =>
  stage === 'process' && several ? stages.processSeveral : stages[stage];

const warningOf = ({ warnBefore }: DeadlinePolicy, stage: Stage): Allowance =>
  stage === 'forward' ? warnBefore.forward : warnBefore.process;

/** A clock of a stage that begins now; `several` agencies together are given more time. */
export function started(code: string, stage: Stage, around: Around, { several = false } = {}): Clock {
  const policy = policyOn(around.policies, code, around.today);
  return timed(
    {
      stage,
      policy: { code, from: policy.from },
      startedAt: around.now,
      allowance: allowanceOf(policy, stage, several),
      pauses: [],
      level: 0,
    },
    around,
  );
}

/** The clock with its deadline and warning computed anew; what was warned of or missed stays so. */
export function timed(clock: Clock, { calendar, policies }: Pick<Around, 'calendar' | 'policies'>): Clock {
  const { dueAt: _due, warnAt: _warn, ...run } = clock;
  const due = dueAt(run, calendar);
  if (due === undefined) return run;
  const policy = policyOn(policies, clock.policy.code, clock.policy.from);
  const warn = earlier(due, warningOf(policy, clock.stage), calendar);
  return { ...run, dueAt: due, warnAt: warn < clock.startedAt ? clock.startedAt : warn };
}

/** All clocks, the live one replaced by what `change` makes of it. */
export function withLive({ clocks }: Pick<Complaint, 'clocks'>, change: (clock: Clock) => Clock): readonly Clock[] {
  const live = liveClock({ clocks });
  return live ? [...clocks.slice(0, -1), change(live)] : clocks;
}

/** All clocks, none running any more. A pause ends with its clock. */
export const stopped = (complaint: Pick<Complaint, 'clocks'>, now: Date): readonly Clock[] =>
  withLive(complaint, (clock) => ({ ...clock, pauses: endedPauses(clock, now), stoppedAt: now }));

export const paused = (complaint: Pick<Complaint, 'clocks'>, around: Around): readonly Clock[] =>
  withLive(complaint, (clock) => timed({ ...clock, pauses: [...clock.pauses, { from: around.now }] }, around));

export const resumed = (complaint: Pick<Complaint, 'clocks'>, around: Around): readonly Clock[] =>
  withLive(complaint, (clock) => timed({ ...clock, pauses: endedPauses(clock, around.now) }, around));

const endedPauses = ({ pauses }: Clock, now: Date): Clock['pauses'] =>
  pauses.map((pause) => (pause.to === undefined ? { ...pause, to: now } : pause));

/** When the next level is told, so long after the one before. */
export const nextEscalation = (
  clock: Clock,
  from: Date,
  { calendar, policies }: Pick<Around, 'calendar' | 'policies'>,
): Date => later(from, policyOn(policies, clock.policy.code, clock.policy.from).escalateEvery, calendar);

/** The policy that a case follows, as it stood when its last clock began. */
export const policyFor = (complaint: Complaint, around: Pick<Around, 'policies' | 'today'>): DeadlinePolicy => {
  const last = complaint.clocks.at(-1);
  return policyOn(around.policies, last?.policy.code ?? complaint.policy, last?.policy.from ?? around.today);
};

/** What time brings next to a case, and when. */
export type Alarm = 'warn' | 'breach' | 'escalate' | 'unanswered' | 'close' | 'finding';

/** The next thing that is to be done by the clock alone, or nothing. */
export function nextAlarm(complaint: Complaint): { readonly at: Date; readonly alarm: Alarm } | undefined {
  const alarms: { at: Date; alarm: Alarm }[] = [];
  const add = (alarm: Alarm, at: Date | undefined) => at && alarms.push({ at, alarm });
  const clock = liveClock(complaint);
  if (clock?.dueAt) {
    if (!clock.warnedAt && !clock.breachedAt) add('warn', clock.warnAt);
    if (!clock.breachedAt) add('breach', clock.dueAt);
  }
  if (clock?.breachedAt) add('escalate', clock.escalateAt);
  if (complaint.state === 'awaiting_information') add('unanswered', complaint.waitingUntil);
  if (complaint.state === 'resolved') add('close', complaint.reopenUntil);
  for (const { answerBy, answeredAt, remindedAt } of complaint.findings)
    if (!answeredAt && !remindedAt) add('finding', answerBy);
  return alarms.sort((a, b) => a.at.getTime() - b.at.getTime())[0];
}
