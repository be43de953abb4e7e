import { callableAt, windowAt } from './calling.ts';
import type { CallingRules, Mode } from './campaign.ts';
import { addDays, cityDay } from './city-day.ts';
import { cityInstant } from './city-time.ts';
import { finalOutcome, interviewOutcome, type OutcomeCode, outcomeOf } from './outcome.ts';
import type { ItemAnswer, Questionnaire } from './questionnaire.ts';
import {
  type Appointment,
  type Attempt,
  type GivenAnswer,
  type Interview,
  overallItem,
  type SurveyCase,
} from './survey-case.ts';
import type { WorkingCalendar } from './working-calendar.ts';

export const without = <K extends keyof SurveyCase>(surveyCase: SurveyCase, ...fields: readonly K[]): SurveyCase =>
  Object.fromEntries(
    Object.entries(surveyCase).filter(([field]) => !(fields as readonly string[]).includes(field)),
  ) as unknown as SurveyCase;

/** Who may be given a case: whoever speaks its language, or one person. */
export const queueFor = (language: string, to?: string): string => (to === undefined ? language : `to:${to}`);

/** The case back in nobody's hand: at rest until its appointment or time, or until its place is given back; else ready. */
export function laidDown(surveyCase: SurveyCase, now: Date): SurveyCase {
  const { appointment, callableFrom, owes } = surveyCase;
  const waits =
    appointment !== undefined || owes.includes('place') || (callableFrom !== undefined && callableFrom > now);
  return { ...without(surveyCase, 'lease'), state: waits ? 'resting' : 'ready' };
}

/** The case with its appointment, if there is one, promised to another interviewer, or to nobody in particular. */
export function promisedTo(surveyCase: SurveyCase, account: string | undefined): SurveyCase {
  if (!surveyCase.appointment) return surveyCase;
  const { with: _before, ...appointment } = surveyCase.appointment;
  return { ...surveyCase, appointment: { ...appointment, ...(account === undefined ? {} : { with: account }) } };
}

/** A case with an outcome after which nobody tries again. */
export const ended = (surveyCase: SurveyCase, outcome: OutcomeCode, at: Date): SurveyCase => ({
  ...without(surveyCase, 'lease', 'appointment', 'callableFrom'),
  state: 'final',
  outcome,
  finalAt: at,
});

interface Made {
  readonly at: Date;
  readonly by: string;
  readonly name: string;
  readonly mode: Mode;
  readonly outcome: OutcomeCode;
  readonly note?: string;
}

const noted = (surveyCase: SurveyCase, made: Made, timeZone: string): SurveyCase => {
  const window = windowAt(made.at, timeZone);
  const attempt: Attempt = { ...made, window };
  return {
    ...without(surveyCase, 'appointment'),
    attempts: [...surveyCase.attempts, attempt],
    attemptCount: surveyCase.attemptCount + 1,
    tried: { ...surveyCase.tried, [window]: surveyCase.tried[window] + 1 },
  };
};

/** How often somebody may say softly that she does not want to, before it counts as no. */
const softRefusals = 2;

/**
 * What an attempt that was no finished interview makes of a case: it ends, waits for an appointment, or rests until it
 * may be tried again within the rules. An appointment is kept even when the attempts are used up: it was promised.
 */
export function afterAttempt(
  surveyCase: SurveyCase,
  made: Made & { readonly appointment?: Appointment },
  rules: CallingRules,
  calendar: WorkingCalendar,
): SurveyCase {
  const { appointment, ...attempt } = made;
  const kind = outcomeOf(made.outcome);
  const after = noted(surveyCase, attempt, calendar.timeZone);
  // A number that is dead at last does not undo a refusal before it.
  if (kind.stage === 'final') return ended(after, finalOutcome(after.attempts), made.at);
  if (appointment) return laidDown({ ...after, appointment, callableFrom: appointment.at }, made.at);
  const refusals = after.attempts.filter(({ outcome }) => outcomeOf(outcome).group === 'refusal').length;
  const next = nextTry(after, made.at, kind.delayMinutes, rules, calendar);
  const isOver = !kind.tryAgain || after.attemptCount >= rules.attempts || refusals >= softRefusals;
  if (isOver || next === undefined) return ended(after, finalOutcome(after.attempts), made.at);
  return laidDown({ ...after, callableFrom: next }, made.at);
}

/** When a case may be tried again: after its rest, on another day when it was tried often enough on this one. */
function nextTry(
  { attempts }: SurveyCase,
  at: Date,
  delayMinutes: number,
  rules: CallingRules,
  calendar: WorkingCalendar,
): Date | undefined {
  const { timeZone } = calendar;
  const today = cityDay(at, timeZone);
  const onToday = attempts.filter((attempt) => cityDay(attempt.at, timeZone) === today).length;
  const rested = new Date(at.getTime() + delayMinutes * 60_000);
  const tomorrow = cityInstant(addDays(today, 1), '00:00', timeZone);
  return callableAt(rules, calendar, onToday >= rules.attemptsPerDay && rested < tomorrow ? tomorrow : rested);
}

/** The answers with some more; of two for the same item the one given later stands, `null` takes one back. */
export function answered(
  interview: Interview,
  answers: Readonly<Record<string, ItemAnswer | null>>,
  at: Date,
): Interview {
  const kept: Record<string, GivenAnswer> = { ...interview.answers };
  const takenBack: Record<string, Date> = { ...interview.takenBack };
  for (const [item, value] of Object.entries(answers)) {
    const before = kept[item]?.at ?? takenBack[item];
    if (before && before > at) continue;
    delete kept[item];
    delete takenBack[item];
    if (value === null) takenBack[item] = at;
    else kept[item] = { value, at };
  }
  const { takenBack: _before, ...rest } = interview;
  return { ...rest, answers: kept, ...(Object.keys(takenBack).length > 0 ? { takenBack } : {}) };
}

/** What the answers make of an interview that ends now. */
export function outcomeOfInterview(
  { answers }: Interview,
  questionnaire: Questionnaire,
): ReturnType<typeof interviewOutcome> {
  const values = new Map(Object.entries(answers).map(([code, { value }]) => [code, value]));
  const asked = questionnaire.items.map(({ code }) => code).filter((code) => values.get(code) !== 'no_experience');
  // "Don't know" is an answer, a refusal to answer is none.
  const given = asked.filter((code) => values.has(code) && values.get(code) !== 'refused').length;
  return interviewOutcome(given, asked.length, typeof values.get(overallItem) === 'number');
}

/** The attempt that a finished interview is, and its final outcome. */
export function afterInterview(
  surveyCase: SurveyCase,
  interview: Interview,
  made: Made,
  calendar: WorkingCalendar,
): SurveyCase {
  return ended({ ...noted(surveyCase, made, calendar.timeZone), interview }, made.outcome, made.at);
}
