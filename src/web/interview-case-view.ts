import type { Response } from 'express';
import type { Account } from '../domain/account.ts';
import type { Mode } from '../domain/campaign.ts';
import {
  consentScriptOf,
  minutesFor,
  type Opening,
  openings,
  type SpokenNames,
  spokenScript,
} from '../domain/consent-script.ts';
import type { Language } from '../domain/language.ts';
import { outcomeOf } from '../domain/outcome.ts';
import type { SurveyCase } from '../domain/survey-case.ts';
import type { Translate } from '../locales.ts';
import { day } from './figures.ts';
import { accountOf } from './guards/role.ts';
import { caseAddress, type InterviewFrame, interviewFrame, subjectOf } from './interview-frame.ts';
import { outcomesAsNeeded } from './outcome-order.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';

interface Choice {
  readonly mode?: Mode;
  /** The language to be spoken. */
  readonly spoken?: Language;
  readonly conflict?: string;
  readonly isFull?: boolean;
}

/** The case as it is before the questions. */
export async function showInterviewCase(
  parts: WebParts,
  res: Response,
  surveyCase: SurveyCase,
  choice: Choice,
): Promise<void> {
  const { t, language } = res.locals;
  const who = accountOf(res);
  const frame = await interviewFrame(parts, surveyCase);
  const { campaign, catalogue } = frame;
  const isHeld = surveyCase.lease?.by === who.id;
  const respondent = isHeld ? await parts.actions.interviews.respondent(surveyCase.id, who) : undefined;
  const modes = campaign.modes.filter((mode) => mode !== 'post');
  const mode = modes.find((one) => one === choice.mode) ?? modes[0] ?? 'phone';
  const spoken = choice.spoken ?? surveyCase.language;
  const opening = openingOf(mode, surveyCase);
  const script = consentScriptOf(campaign.consent);
  const say = (said: Opening) => script && spokenScript(script, said, spoken, spokenNames(frame, who, spoken));
  showStaff(
    res,
    'interviews/case',
    {
      title: t('interview:case'),
      room: 'interviews',
      scripts: ['interview-queue.js', 'interview-keys.js'],
      account: who.id,
      timeZone: parts.config.TIME_ZONE,
      id: surveyCase.id,
      address: caseAddress(surveyCase.id),
      conflict: choice.conflict,
      isFull: choice.isFull,
      isHeld,
      respondent: respondent && {
        ...respondent,
        ...(respondent.phone
          ? { dialled: respondent.phone.replace(/\s/g, ''), grouped: grouped(respondent.phone) }
          : {}),
      },
      ...subjectOf(surveyCase, catalogue, language),
      finishedOn: surveyCase.finishedOn,
      result: t(`interview:result-${surveyCase.result}`),
      campaign: campaign.title,
      ...(isHeld ? { until: surveyCase.lease?.until } : {}),
      appointment: surveyCase.appointment,
      attempts: surveyCase.attempts.map(({ at, name, outcome, note }) => ({
        ...{ at, name, note },
        words: t(`outcome:outcome-${outcome}`),
      })),
      unfinished: surveyCase.interview && Object.keys(surveyCase.interview.answers).length,
      mode,
      modes: modes.length > 1 ? modes.map((one) => ({ mode: one, words: t(`interview:mode-${one}`) })) : undefined,
      spoken,
      consent: campaign.consent,
      opening: t(`interview:opening-${opening}`),
      paragraphs: say(opening),
      machine: mode === 'phone' ? say('answering_machine') : undefined,
      ...outcomeLists(mode, t),
    },
    choice.conflict ? 409 : 200,
  );
}

/** Somebody who was spoken to before is told that we call again. */
const openingOf = (mode: Mode, { attempts }: SurveyCase): Opening =>
  mode === 'phone' && attempts.some(({ outcome }) => outcomeOf(outcome).contacted)
    ? 'call_back'
    : (openings.find((opening) => opening === mode) ?? 'phone');

const spokenNames = (
  { surveyCase, catalogue, questionnaire }: InterviewFrame,
  { name }: Account,
  language: Language,
): SpokenNames => ({
  ...(name === undefined ? {} : { interviewer: name }),
  ...subjectOf(surveyCase, catalogue, language),
  day: day(surveyCase.finishedOn),
  minutes: minutesFor(questionnaire),
});

/** What else may come of it: those after which one tries again, and the others. */
function outcomeLists(mode: Mode, t: Translate) {
  const rows = outcomesAsNeeded(mode).map(({ code, key, stage, needsNote, needsAppointment }) => ({
    ...{ code, key, stage, words: t(`outcome:outcome-${code}`) },
    asksMore: needsNote || needsAppointment,
  }));
  return {
    again: rows.filter(({ stage }) => stage === 'interim'),
    over: rows.filter(({ stage }) => stage === 'final'),
  };
}

/** A number as it is read aloud and dialled: 0903 555 777, 028 3829 1234. */
function grouped(phone: string): string {
  const shape = phone.length === 11 ? /^(\d{3})(\d{4})(\d{4})$/ : /^(\d{4})(\d{3})(\d{3})$/;
  return shape.exec(phone)?.slice(1).join(' ') ?? phone;
}
