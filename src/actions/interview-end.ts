import type { Account } from '../domain/account.ts';
import type { Campaign, Mode } from '../domain/campaign.ts';
import { type ComplaintInput, complaintFaults } from '../domain/complaint-input.ts';
import { type Fault, invalid, Refusal } from '../domain/errors.ts';
import { type OutcomeCode, outcomeOf } from '../domain/outcome.ts';
import { type Questionnaire, reasonFaults } from '../domain/questionnaire.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import { commentLimit } from '../domain/response.ts';
import {
  type Appointment,
  type Attempt,
  type Interview,
  isFinishedBy,
  type SurveyCase,
} from '../domain/survey-case.ts';
import { afterAttempt, afterInterview, outcomeOfInterview } from '../domain/survey-steps.ts';
import type { Tracking } from '../domain/tracking.ts';
import type { Barring } from './barring.ts';
import { type CaseHands, nameOf, paid } from './case-hands.ts';
import type { Deadlines } from './deadlines.ts';
import { hers, notLaterThan, type When } from './interview-answers.ts';
import type { InterviewRecord } from './interview-record.ts';

/** What an interviewer says of an attempt that was no interview. */
export interface AttemptInput {
  readonly outcome: OutcomeCode;
  /** How she was tried; else as the interview or the tablet says, or by the campaign's first way of asking. */
  readonly mode?: Mode;
  readonly note?: string;
  readonly appointment?: Appointment;
  /** She asked never to be called again, in any campaign. */
  readonly neverAgain?: true;
}

export interface Finishing {
  /** Why she is dissatisfied, by the codes of the questionnaire. */
  readonly reasons?: readonly string[];
  readonly comment?: string;
  /** Seconds at work on it, as the interviewer's page counted them; else from the beginning until now. */
  readonly seconds?: number;
  /** What the respondent wants put right, with the respondent's yes. */
  readonly complaint?: ComplaintInput;
}

export interface Finished {
  readonly surveyCase: SurveyCase;
  readonly complaint?: Tracking;
}

/** How an interview ends, and what came of a try that was none. */
export interface InterviewEnd {
  /** Ends the interview: complete, partial or broken off by what was answered. Records the response and opens the case asked for. */
  finish(id: string, who: Account, finishing: Finishing, when?: When): Promise<Finished>;
  /** Notes an attempt that did not end an interview, also one that broke an interview off. */
  attempt(id: string, who: Account, attempt: AttemptInput, when?: When): Promise<SurveyCase>;
}

interface Parts {
  readonly hands: CaseHands;
  readonly barring: Pick<Barring, 'bar'>;
  readonly records: InterviewRecord;
  readonly deadlines: Pick<Deadlines, 'current'>;
  now(): Date;
}

/** A second saying of the same outcome within this is a double click, not a second call. */
const sameMinutes = 10;

export function createInterviewEnd(parts: Parts): InterviewEnd {
  const { hands, barring, records, deadlines, now } = parts;
  const { read, shown, change, inHand, withPlace, takePlace, layDown } = hands;

  /** Ends an interview that counts; once it is ended nothing changes it. */
  const end = async (id: string, who: Account, campaign: Campaign, finishing: Finishing, at: Date): Promise<void> => {
    const { calendar } = await deadlines.current();
    for (;;) {
      const held = await change(id, (one) => {
        if (isFinishedBy(one, who.id)) return one;
        const mine = withPlace(one, who, campaign);
        hers(mine, who);
        return mine;
      });
      if (isFinishedBy(held, who.id)) return;
      if (!(await takePlace(held))) throw new Refusal('conflict', 'interview:conflict-full');
      const after = await change(id, (one) => {
        // Whose place was taken away meanwhile takes another one first.
        if (isFinishedBy(one, who.id) || one.state !== 'held' || one.place !== held.place) return one;
        const mine = inHand(one, who, campaign);
        const interview = finished(hers(mine, who), finishing, at, records.sealed);
        const outcome = ofInterview(interview, campaign);
        if (outcome === 'break_off') throw new Refusal('conflict', 'interview:conflict-changed');
        const ended = afterInterview(mine, interview, made(who, at, interview.mode, outcome), calendar);
        return { ...paid(ended, 'place'), owes: ['response'] };
      });
      if (isFinishedBy(after, who.id)) return;
    }
  };

  const finish: InterviewEnd['finish'] = async (id, who, finishing, when) => {
    const at = notLaterThan(now(), when);
    const { surveyCase: found, campaign } = await shown(id, who);
    const faults = finishingFaults(finishing, questionnaireFor(campaign));
    if (faults.length > 0) throw invalid(faults);
    if (isUnderWay(found, who) && ofInterview(found.interview, campaign) === 'break_off')
      await attempt(id, who, { outcome: 'break_off' }, { at });
    else await end(id, who, campaign, finishing, at);
    // One that cannot be counted now stays owed, and is no fault of hers.
    const surveyCase = await records.record(await read(id)).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return read(id);
    });
    const { complaint } = finishing;
    return complaint ? { surveyCase, complaint: await records.open(surveyCase, complaint) } : { surveyCase };
  };

  const attempt: InterviewEnd['attempt'] = async (id, who, input, when) => {
    const at = notLaterThan(now(), when);
    const { surveyCase: found, campaign } = await shown(id, who);
    const faults = attemptFaults(input, campaign, at);
    if (faults.length > 0) throw invalid(faults);
    const { outcome, mode: given, note, appointment, neverAgain } = input;
    // Broken off late enough, it is a partial interview and counts.
    if (outcome === 'break_off' && isUnderWay(found, who) && ofInterview(found.interview, campaign) !== 'break_off')
      return (await finish(id, who, {}, { at })).surveyCase;
    const { calendar } = await deadlines.current();
    const after = await layDown(id, (one) => {
      if (isSaid(one, who, outcome, at)) return one;
      const mine = inHand(one, who, campaign);
      const mode =
        given ??
        one.interview?.mode ??
        (mine.lease?.device ? 'face_to_face' : (campaign.modes.find((each) => each !== 'post') ?? 'phone'));
      const said = { ...made(who, at, mode, outcome, note), ...(appointment ? { appointment } : {}) };
      const tried = afterAttempt(mine, said, campaign.calling, calendar);
      // What was taken along stays on the tablet until it is done with or given back: she may knock again today.
      return mine.lease?.device !== undefined && tried.state !== 'final'
        ? { ...tried, state: 'held', lease: mine.lease }
        : tried;
    });
    if (neverAgain) await barring.bar(found, who.id);
    return after;
  };

  return { finish, attempt };
}

const isUnderWay = (one: SurveyCase, who: Account): one is SurveyCase & { readonly interview: Interview } =>
  one.interview?.by === who.id && one.interview.finishedAt === undefined;

function made(who: Account, at: Date, mode: Mode, outcome: OutcomeCode, note?: string): Omit<Attempt, 'window'> {
  return { at, by: who.id, name: nameOf(who), mode, outcome, ...(note === undefined ? {} : { note }) };
}

/** Whether an attempt stands there already: to the instant, or as the last word a moment ago, or the final one. */
function isSaid({ attempts, state, lease }: SurveyCase, who: Account, outcome: OutcomeCode, at: Date): boolean {
  const alike = attempts.filter((one) => one.by === who.id && one.outcome === outcome);
  if (alike.some((one) => one.at.getTime() === at.getTime())) return true;
  const last = attempts.at(-1);
  if (last === undefined || !alike.includes(last) || lease?.by === who.id) return false;
  return state === 'final' || Math.abs(at.getTime() - last.at.getTime()) < sameMinutes * 60_000;
}

function finished(
  interview: Interview,
  { comment, seconds, reasons, complaint }: Finishing,
  at: Date,
  sealed: InterviewRecord['sealed'],
): Interview {
  const worked = seconds ?? Math.round((at.getTime() - interview.startedAt.getTime()) / 1000);
  return {
    ...interview,
    ...{ finishedAt: at, seconds: Math.max(0, worked) },
    ...(reasons?.length ? { reasons } : {}),
    ...(comment ? { comment } : {}),
    ...(complaint ? { complaint: sealed(complaint) } : {}),
  };
}

function questionnaireFor({ id, questionnaire: { code, version } }: Campaign): Questionnaire {
  const questionnaire = questionnaireOf(code, version);
  if (!questionnaire) throw new Error(`no questionnaire of campaign ${id}`);
  return questionnaire;
}

const ofInterview = (interview: Interview, campaign: Campaign) =>
  outcomeOfInterview(interview, questionnaireFor(campaign));

const finishingFaults = ({ reasons = [], comment, complaint }: Finishing, questionnaire: Questionnaire): Fault[] => [
  ...reasonFaults(questionnaire, reasons),
  ...((comment?.length ?? 0) > commentLimit
    ? [{ pointer: '/comment', code: 'comment-too-long', params: { limit: commentLimit } }]
    : []),
  ...(complaint ? complaintFaults(complaint, '/complaint') : []),
];

function attemptFaults({ outcome, note, appointment }: AttemptInput, campaign: Campaign, at: Date): Fault[] {
  const { group, modes, needsNote, needsAppointment } = outcomeOf(outcome);
  const isInterview = group === 'complete' || group === 'partial';
  return [
    // Nor what only the end of all attempts brings about.
    ...(isInterview || !modes.some((mode) => campaign.modes.includes(mode))
      ? [{ pointer: '/outcome', code: 'interview:fault-outcome' }]
      : []),
    ...(needsNote && !note ? [{ pointer: '/note', code: 'interview:fault-note-missing' }] : []),
    ...((note?.length ?? 0) > commentLimit
      ? [{ pointer: '/note', code: 'too-long', params: { limit: commentLimit } }]
      : []),
    ...(needsAppointment && !appointment
      ? [{ pointer: '/appointment', code: 'interview:fault-appointment-missing' }]
      : []),
    ...(appointment && appointment.at <= at
      ? [{ pointer: '/appointment', code: 'interview:fault-appointment-past' }]
      : []),
  ];
}
