import type { Account } from '../domain/account.ts';
import type { Campaign, Mode } from '../domain/campaign.ts';
import { type Fault, invalid, Refusal } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import { type ItemAnswer, isItemAnswer } from '../domain/questionnaire.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import { type Interview, isFinishedBy, overallItem, type SurveyCase } from '../domain/survey-case.ts';
import { answered, without } from '../domain/survey-steps.ts';
import { type CaseHands, nameOf } from './case-hands.ts';

/** An interview that begins: the language it is held in and the script that was agreed to. */
export interface Beginning {
  readonly mode: Mode;
  readonly language: Language;
  readonly consent: number;
}

/** When something was done that arrives later, from a tablet; now when absent. */
export interface When {
  readonly at?: Date;
}

/** An interview while it is made. */
export interface InterviewAnswers {
  /** Takes a place of the quota and begins. Throws `conflict` `interview:conflict-full` when none is left. */
  begin(id: string, who: Account, beginning: Beginning, when?: When): Promise<SurveyCase>;
  /** Keeps answers as they are given; `null` takes one back. Keys are item codes, or `overall`. */
  answer(
    id: string,
    who: Account,
    answers: Readonly<Record<string, ItemAnswer | null>>,
    when?: When,
  ): Promise<SurveyCase>;
}

interface Parts {
  readonly hands: CaseHands;
  now(): Date;
}

export function createInterviewAnswers({ hands, now }: Parts): InterviewAnswers {
  const { shown, change, withPlace, takePlace } = hands;

  return {
    async begin(id, who, beginning, when) {
      const { surveyCase: found, campaign } = await shown(id, who);
      if (isFinishedBy(found, who.id)) return found;
      const faults = beginningFaults(beginning, campaign);
      if (faults.length > 0) throw invalid(faults);
      const at = notLaterThan(now(), when);
      const begun = await change(id, (one) => begunBy(withPlace(one, who, campaign), who, beginning, at));
      if (await takePlace(begun)) return begun;
      // Nothing has begun, unless it had before. In her hand it keeps the name of its place: there may be one later.
      if (found.interview === undefined)
        await change(id, (one) => (one.revision === begun.revision ? without(one, 'interview') : one));
      throw new Refusal('conflict', 'interview:conflict-full');
    },

    async answer(id, who, answers, when) {
      const { campaign } = await shown(id, who);
      const faults = faultsOf(answers, campaign);
      if (faults.length > 0) throw invalid(faults);
      const at = notLaterThan(now(), when);
      const after = await change(id, (one) => {
        if (isFinishedBy(one, who.id)) return one;
        const held = withPlace(one, who, campaign);
        return { ...held, interview: answered(hers(held, who), answers, at) };
      });
      // What she was told is kept even when the quota was filled meanwhile; the end of the interview will say so.
      if (!isFinishedBy(after, who.id)) await takePlace(after);
      return after;
    },
  };
}

/** When something was done: never after now, or nothing said later could put it right. */
export const notLaterThan = (now: Date, { at = now }: When = {}): Date => (at > now ? now : at);

/** The interview that she has begun; one that somebody else left is begun anew first, to go on where it stopped. */
export function hers({ interview }: SurveyCase, who: Account): Interview {
  if (interview?.by !== who.id) throw new Refusal('conflict', 'interview:conflict-not-begun');
  return interview;
}

function begunBy(held: SurveyCase, who: Account, { mode, language, consent }: Beginning, at: Date): SurveyCase {
  const { device: _before, ...kept } = held.interview ?? {
    startedAt: at,
    answers: {},
    consent: { version: consent, at },
  };
  const { device } = held.lease ?? {};
  const interview = { ...kept, by: who.id, name: nameOf(who), mode, language };
  return { ...held, interview: { ...interview, ...(device === undefined ? {} : { device }) } };
}

/** The way of asking is one of the campaign's, and the script that was agreed to the one it reads. */
const beginningFaults = ({ mode, consent }: Beginning, campaign: Campaign): Fault[] => [
  ...(mode === 'post' || !campaign.modes.includes(mode) ? [{ pointer: '/mode', code: 'interview:fault-mode' }] : []),
  ...(consent === campaign.consent ? [] : [{ pointer: '/consent', code: 'interview:fault-consent' }]),
];

/** What is wrong with answers: items that the campaign's version does not have, values off its scale. */
function faultsOf(answers: Readonly<Record<string, unknown>>, { questionnaire: { code, version } }: Campaign): Fault[] {
  const items = new Set([overallItem, ...(questionnaireOf(code, version)?.items.map((item) => item.code) ?? [])]);
  return Object.entries(answers).flatMap(([item, value]): Fault[] => {
    const pointer = `/answers/${item}`;
    if (!items.has(item)) return [{ pointer, code: 'item-unknown', params: { item } }];
    return value === null || isItemAnswer(value) ? [] : [{ pointer, code: 'item-level', params: { item } }];
  });
}
