import type { Account } from '../domain/account.ts';
import { type Campaign, type Mode, stratumOf } from '../domain/campaign.ts';
import { type ComplaintInput, complaintFaults } from '../domain/complaint-input.ts';
import { type Fault, invalid, Refusal } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import { type OutcomeCode, outcomeOf } from '../domain/outcome.ts';
import { type ItemAnswer, isItemAnswer } from '../domain/questionnaire.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import type { Respondent } from '../domain/respondent.ts';
import { commentLimit } from '../domain/response.ts';
import { type Appointment, type Interview, overallItem, type SurveyCase } from '../domain/survey-case.ts';
import {
  afterAttempt,
  afterInterview,
  answered,
  laidDown,
  outcomeOfInterview,
  queueFor,
  without,
} from '../domain/survey-steps.ts';
import type { Tracking } from '../domain/tracking.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';
import type { Seal } from '../seal.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { RespondentStore } from '../stores/respondents.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import { createCaseHands, nameOf, owing, paid, withPlace } from './case-hands.ts';
import type { Complaints } from './complaints.ts';
import type { Deadlines } from './deadlines.ts';
import { createInterviewRecord, sealedComplaint } from './interview-record.ts';
import { createNextCase, type NothingToCall } from './next-case.ts';
import type { Responses } from './responses.ts';

/** What an interviewer says of an attempt that was no interview. */
export interface AttemptInput {
  readonly outcome: OutcomeCode;
  /** How she was tried; else as the interview or the tablet says, or by the campaign's first way of asking. */
  readonly mode?: Mode;
  readonly note?: string;
  readonly appointment?: Appointment;
}

/** An interview that begins: the language it is held in and the script that was agreed to. */
export interface Beginning {
  readonly mode: Mode;
  readonly language: Language;
  readonly consent: number;
}

export interface Finishing {
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

/** When something was done that arrives later, from a tablet; now when absent. */
export interface When {
  readonly at?: Date;
}

/**
 * What interviewers do. Every verb throws Refusal `not-found` when there is no such case or it is not hers to see,
 * `conflict` when somebody else holds it by now, `invalid` with faults. Each may be repeated: the second time changes
 * nothing.
 */
export interface Interviews {
  /**
   * The case to be called now, held for this interviewer; the one she holds already before any other. Due appointments
   * come first, then those promised to her, then strata with the emptiest quota, there the least tried in this window.
   */
  next(who: Account, campaign: string): Promise<SurveyCase | NothingToCall>;
  /** Takes a case by hand, from the call-back calendar or an assignment. */
  take(id: string, who: Account): Promise<SurveyCase>;
  /** The cases she holds. */
  held(who: Account): Promise<SurveyCase[]>;
  /** A case that she holds or has just finished with. */
  find(id: string, who: Account): Promise<SurveyCase>;
  /** Name, phone and address; only for who holds the case. */
  respondent(id: string, who: Account): Promise<Respondent>;
  /** Gives the case back untouched. */
  release(id: string, who: Account): Promise<void>;
  /** Takes a place of the quota and begins. Throws `conflict` `interview:conflict-full` when none is left. */
  begin(id: string, who: Account, beginning: Beginning, when?: When): Promise<SurveyCase>;
  /** Keeps answers as they are given; `null` takes one back. Keys are item codes, or `overall`. */
  answer(
    id: string,
    who: Account,
    answers: Readonly<Record<string, ItemAnswer | null>>,
    when?: When,
  ): Promise<SurveyCase>;
  /** Ends the interview: complete, partial or broken off by what was answered. Records the response and opens the case asked for. */
  finish(id: string, who: Account, finishing: Finishing, when?: When): Promise<Finished>;
  /** Notes an attempt that did not end an interview, also one that broke an interview off. */
  attempt(id: string, who: Account, attempt: AttemptInput, when?: When): Promise<SurveyCase>;
  /** Takes cases along on a tablet: held for this device until the campaign ends. Gives all that the device holds. */
  takeAlong(who: Account, campaign: string, device: string, count: number): Promise<SurveyCase[]>;
  /** Lays down what nobody was heard from about, wakes what has rested, gives back places, records what is owed. */
  settle(before: Date): Promise<number>;
}

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly surveyCases: SurveyCaseStore;
  readonly quotas: QuotaStore;
  readonly respondents: Pick<RespondentStore, 'find'>;
  readonly responses: Pick<Responses, 'record'>;
  readonly complaints: Pick<Complaints, 'trackingFor' | 'file'>;
  readonly deadlines: Pick<Deadlines, 'current'>;
  readonly seal: Seal;
  readonly timeZone: string;
  now(): Date;
}

/** A second saying of the same outcome within this is a double click, not a second call. */
const sameMinutes = 10;
const atOnce = 500;
export const respondentPurpose = (field: string): string => `respondent-${field}`;

const notFound = (): Refusal => new Refusal('not-found', 'page-not-found');

export function createInterviews(parts: Parts): Interviews {
  const { campaigns, surveyCases, quotas, respondents, responses, complaints, deadlines, seal, timeZone, now } = parts;
  const hands = createCaseHands({ surveyCases, quotas, now });
  const { read, change, inHand, layDown, takePlace, refusePlace, leaseFor } = hands;
  const record = createInterviewRecord({ campaigns, responses, hands, seal });
  const { next, takeAlong, tidy } = createNextCase({ campaigns, surveyCases, quotas, deadlines, hands, timeZone, now });

  const calendar = async (): Promise<WorkingCalendar> => (await deadlines.current()).calendar;

  const campaignFor = async (id: string, who: Account): Promise<Campaign> => {
    const campaign = await campaigns.find(id);
    if (!campaign?.team.some(({ account }) => account === who.id)) throw notFound();
    return campaign;
  };

  const made = (who: Account, at: Date, mode: Mode, outcome: OutcomeCode, note?: string) => ({
    at,
    by: who.id,
    name: nameOf(who),
    mode,
    outcome,
    ...(note === undefined ? {} : { note }),
  });

  const filed = async ({ id, stratum }: SurveyCase, { mode, language }: Interview, complaint: ComplaintInput) => {
    const filing = { ...complaint, ...stratumOf(stratum), channel: mode, language };
    const { trackingCode, pin } = await complaints.file(filing, `interview ${id}`);
    return { trackingCode, pin };
  };

  const self: Interviews = {
    next,

    async take(id, who) {
      const found = await read(id);
      const campaign = await campaignFor(found.campaign, who);
      return change(id, (one) => {
        if (one.state === 'held' || one.state === 'final') return inHand(one, who, campaign);
        const isAnothers = one.queue.startsWith('to:') && one.queue !== queueFor('', who.id);
        if (isAnothers || campaign.state !== 'open' || owing(one, 'place'))
          throw new Refusal('conflict', 'interview:conflict-not-held');
        return { ...one, state: 'held', lease: leaseFor(who, campaign) };
      });
    },

    held: (who) => surveyCases.heldBy(who.id),

    async find(id, who) {
      const found = await read(id);
      await campaignFor(found.campaign, who);
      const isHers =
        found.lease?.by === who.id || found.interview?.by === who.id || found.attempts.some(({ by }) => by === who.id);
      if (!isHers) throw notFound();
      return found;
    },

    async respondent(id, who) {
      const found = await self.find(id, who);
      if (found.lease?.by !== who.id && found.interview?.by !== who.id) throw notFound();
      const sealed = found.respondent === undefined ? undefined : await respondents.find(found.respondent);
      if (!sealed) return { id };
      const opened = (field: 'name' | 'phone' | 'address') =>
        sealed[field] === undefined ? {} : { [field]: seal.open(sealed[field], respondentPurpose(field)) };
      return {
        id: sealed.id,
        ...opened('name'),
        ...opened('phone'),
        ...opened('address'),
        ...(sealed.language ? { language: sealed.language } : {}),
      };
    },

    async release(id, who) {
      await layDown(id, (one) => (one.state === 'held' && one.lease?.by === who.id ? laidDown(one, now()) : one));
    },

    async begin(id, who, { mode, language, consent }, { at = now() } = {}) {
      const found = await read(id);
      const campaign = await campaignFor(found.campaign, who);
      if (isFinishedBy(found, who)) return found;
      let before: string | undefined;
      const begun = await change(id, (one) => {
        const held = inHand(one, who, campaign);
        const { device } = held.lease ?? {};
        before = one.place;
        const interview: Interview = {
          ...(one.interview ?? { startedAt: at, answers: {} }),
          ...{
            by: who.id,
            name: nameOf(who),
            mode,
            language,
            consent: one.interview?.consent ?? { version: consent, at },
          },
          ...(device === undefined ? {} : { device }),
        };
        return one.state === 'held' && owing(one, 'place') ? { ...held, interview } : withPlace({ ...held, interview });
      });
      if (!(await takePlace(begun, before))) {
        if (found.interview === undefined)
          await change(id, (one) => (one.interview?.finishedAt ? one : without(one, 'interview')));
        return refusePlace(id);
      }
      return begun;
    },

    async answer(id, who, answers, { at = now() } = {}) {
      const found = await read(id);
      const campaign = await campaignFor(found.campaign, who);
      const faults = faultsOf(answers, campaign);
      if (faults.length > 0) throw invalid(faults);
      let regained: SurveyCase | undefined;
      const after = await change(id, (one) => {
        if (!one.interview) throw new Refusal('conflict', 'interview:conflict-not-begun');
        if (isFinishedBy(one, who)) return one;
        const held = inHand(one, who, campaign);
        const interview = answered(one.interview, answers, at);
        regained = one.state === 'held' && owing(one, 'place') ? undefined : one;
        return regained ? withPlace({ ...held, interview }) : { ...held, interview };
      });
      // What she was told is kept even when the quota was filled meanwhile; the end of the interview will say so.
      if (regained) await takePlace(after, regained.place);
      return after;
    },

    async finish(id, who, { comment, seconds, complaint }, { at = now() } = {}) {
      const found = await read(id);
      const campaign = await campaignFor(found.campaign, who);
      if (!isFinishedBy(found, who)) {
        const faults = [
          ...((comment?.length ?? 0) > commentLimit
            ? [{ pointer: '/comment', code: 'comment-too-long', params: { limit: commentLimit } }]
            : []),
          ...(complaint ? complaintFaults(complaint, '/complaint') : []),
        ];
        if (faults.length > 0) throw invalid(faults);
        const { interview } = found;
        if (!interview) throw new Refusal('conflict', 'interview:conflict-not-begun');
        const outcome = ofInterview(interview, campaign);
        if (outcome === 'break_off') {
          const surveyCase = await self.attempt(id, who, { outcome }, { at });
          // Answers of an interview that broke off are not recorded: what is to be put right goes by itself.
          return complaint ? { surveyCase, complaint: await filed(surveyCase, interview, complaint) } : { surveyCase };
        }
        let before: string | undefined;
        const held = await change(id, (one) => {
          if (isFinishedBy(one, who)) return one;
          before = one.place;
          const mine = inHand(one, who, campaign);
          return one.state === 'held' && owing(one, 'place') ? mine : withPlace(mine);
        });
        if (!isFinishedBy(held, who) && !(await takePlace(held, before))) return refusePlace(id);
        const days = await calendar();
        const worked = seconds ?? Math.round((at.getTime() - interview.startedAt.getTime()) / 1000);
        await change(id, (one) => {
          if (isFinishedBy(one, who) || !one.interview) return one;
          const mine = inHand(one, who, campaign);
          const finished: Interview = {
            ...one.interview,
            ...{ finishedAt: at, seconds: Math.max(0, worked) },
            ...(comment ? { comment } : {}),
            ...(complaint ? { complaint: sealedComplaint(seal, complaint) } : {}),
          };
          const after = afterInterview(mine, finished, made(who, at, finished.mode, outcome), days);
          return { ...paid(after, 'place'), owes: ['response'] };
        });
      }
      // One that cannot be counted now stays owed, and is no fault of hers.
      const surveyCase = await record(await read(id)).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        return read(id);
      });
      const { response } = surveyCase.interview ?? {};
      return {
        surveyCase,
        ...(complaint && response !== undefined ? { complaint: complaints.trackingFor(response) } : {}),
      };
    },

    async attempt(id, who, { outcome, mode: given, note, appointment }, { at = now() } = {}) {
      const found = await read(id);
      const campaign = await campaignFor(found.campaign, who);
      const kind = outcomeOf(outcome);
      const faults: Fault[] = [
        ...(kind.group === 'complete' || kind.group === 'partial'
          ? [{ pointer: '/outcome', code: 'interview:fault-outcome' }]
          : []),
        ...(kind.needsNote && !note ? [{ pointer: '/note', code: 'interview:fault-note-missing' }] : []),
        ...((note?.length ?? 0) > commentLimit
          ? [{ pointer: '/note', code: 'too-long', params: { limit: commentLimit } }]
          : []),
        ...(kind.needsAppointment && !appointment
          ? [{ pointer: '/appointment', code: 'interview:fault-appointment-missing' }]
          : []),
        ...(appointment && appointment.at <= at
          ? [{ pointer: '/appointment', code: 'interview:fault-appointment-past' }]
          : []),
      ];
      if (faults.length > 0) throw invalid(faults);
      const { interview } = found;
      // Broken off late enough, it is a partial interview and counts.
      if (
        outcome === 'break_off' &&
        interview &&
        !interview.finishedAt &&
        ofInterview(interview, campaign) !== 'break_off'
      )
        return (await self.finish(id, who, {}, { at })).surveyCase;
      const days = await calendar();
      return layDown(id, (one) => {
        const last = one.attempts.at(-1);
        const isSaid =
          last?.by === who.id &&
          last.outcome === outcome &&
          Math.abs(at.getTime() - last.at.getTime()) < sameMinutes * 60_000;
        if (isSaid && one.lease?.by !== who.id) return one;
        const mine = inHand(one, who, campaign);
        const mode =
          given ??
          one.interview?.mode ??
          (mine.lease?.device ? 'face_to_face' : (campaign.modes.find((each) => each !== 'post') ?? 'phone'));
        const said = { ...made(who, at, mode, outcome, note), ...(appointment ? { appointment } : {}) };
        const after = afterAttempt(mine, said, campaign.calling, days);
        // What was taken along stays on the tablet until it is done with or given back: she may knock again today.
        return mine.lease?.device !== undefined && after.state !== 'final'
          ? { ...after, state: 'held', lease: mine.lease }
          : after;
      });
    },

    takeAlong: async (who, id, device, count) => takeAlong(who, await campaignFor(id, who), device, count),

    async settle() {
      const failures: unknown[] = [];
      let moved = await tidy();
      for (const id of await surveyCases.owing('response', atOnce)) {
        await read(id)
          .then(record)
          .catch((error: unknown) => failures.push(error));
        moved += 1;
      }
      if (failures.length > 0)
        throw new AggregateError(failures, `${failures.length} interviews could not be recorded`);
      return moved;
    },
  };
  return self;
}

function ofInterview(interview: Interview, { id, questionnaire: { code, version } }: Campaign) {
  const questionnaire = questionnaireOf(code, version);
  if (!questionnaire) throw new Error(`no questionnaire of campaign ${id}`);
  return outcomeOfInterview(interview, questionnaire);
}

const isFinishedBy = ({ interview }: SurveyCase, who: Account): boolean =>
  interview?.finishedAt !== undefined && interview.by === who.id;

/** What is wrong with answers: items that the campaign's version does not have, values off its scale. */
function faultsOf(answers: Readonly<Record<string, unknown>>, { questionnaire: { code, version } }: Campaign): Fault[] {
  const items = new Set([overallItem, ...(questionnaireOf(code, version)?.items.map((item) => item.code) ?? [])]);
  return Object.entries(answers).flatMap(([item, value]): Fault[] => {
    const pointer = `/answers/${item}`;
    if (!items.has(item)) return [{ pointer, code: 'item-unknown', params: { item } }];
    return value === null || isItemAnswer(value) ? [] : [{ pointer, code: 'item-level', params: { item } }];
  });
}
