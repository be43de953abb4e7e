import type { AttemptInput } from '../actions/interview-end.ts';
import type { Account } from '../domain/account.ts';
import { cityInstant } from '../domain/city-time.ts';
import type { OutcomeCode } from '../domain/outcome.ts';
import type { SurveyCase, SurveyCaseState } from '../domain/survey-case.ts';
import type { Tracking } from '../domain/tracking.ts';
import { onOurClock } from './field-clock.ts';
import type { FieldEntry } from './field-entry.ts';
import type { WebParts } from './parts.ts';

/** What a tablet is told of an entry that was taken in, the first time and every other. */
export interface Standing {
  readonly state: SurveyCaseState;
  readonly outcome?: OutcomeCode;
  /** Whether the case stays with this tablet. */
  readonly held: boolean;
  /** To be told to the respondent who asked for a complaint. */
  readonly complaint?: Tracking;
}

type Attempted = Extract<FieldEntry, { kind: 'attempt' }>;

/**
 * Does what an entry says was done, at the times it says. The same entry again gives the same and changes nothing:
 * the attempt that a visit is stands in its case with the visit's time.
 */
export async function takenIn(parts: WebParts, who: Account, entry: FieldEntry): Promise<Standing> {
  const { interviews } = parts.actions;
  const ours = onOurClock(entry.clock, parts.now());
  const at = ours(entry.at);
  const before = await interviews.find(entry.case, who);
  const isIn = before.attempts.some((attempt) => attempt.by === who.id && attempt.at.getTime() === at.getTime());
  if (isIn && entry.kind === 'attempt') return standing(before, entry);
  // An earlier visit of the day let the case go; this one was made all the same.
  if (!isIn && before.state !== 'held') await interviews.take(entry.case, who);
  if (!isIn && entry.interview) {
    const { language, consent, startedAt, answers } = entry.interview;
    const beginning = { mode: 'face_to_face', language, consent } as const;
    await interviews.begin(entry.case, who, beginning, { at: ours(startedAt) });
    for (const { item, value, at: given } of answers)
      await interviews.answer(entry.case, who, { [item]: value }, { at: ours(given) });
  }
  if (entry.kind === 'attempt') {
    const attempt = attemptOf(entry.attempt, who, parts.config.TIME_ZONE);
    return standing(await interviews.attempt(entry.case, who, attempt, { at }), entry);
  }
  const { surveyCase, complaint } = await interviews.finish(entry.case, who, entry.finishing, { at });
  return standing(surveyCase, entry, complaint);
}

/** An appointment is a promise in the city's time, whatever the tablet takes for now; it is made by who will keep it. */
function attemptOf({ appointment, ...attempt }: Attempted['attempt'], who: Account, timeZone: string): AttemptInput {
  if (appointment === undefined) return attempt;
  const [day = '', time = ''] = appointment.split('T');
  return { ...attempt, appointment: { at: cityInstant(day, time, timeZone), with: who.id } };
}

const standing = ({ state, outcome, lease }: SurveyCase, { device }: FieldEntry, complaint?: Tracking): Standing => ({
  state,
  held: state === 'held' && lease?.device === device,
  ...(outcome ? { outcome } : {}),
  ...(complaint ? { complaint } : {}),
});
