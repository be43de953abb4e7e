import type { Campaign } from '../domain/campaign.ts';
import { type OutcomeCode, outcomeOf } from '../domain/outcome.ts';
import type { SurveyCase } from '../domain/survey-case.ts';
import { type CampaignWords, stratumNames } from './campaign-shell.ts';

/** An appointment is missed a quarter of an hour after its time. */
const graceMs = 15 * 60_000;

const cutKey = /^cut:/;

const outcomeWords = (code: OutcomeCode | undefined, { t }: CampaignWords): string | undefined =>
  code && t(`outcome:outcome-${code}`);

/** A case as a line of a list: nothing in it tells who the respondent is. */
export function surveyCaseRow(surveyCase: SurveyCase, words: CampaignWords) {
  const { id, frameKey, stratum, state, attempts, appointment, lease, interview, outcome, queue } = surveyCase;
  const last = attempts.at(-1);
  return {
    ...{ id, state, attempts: attempts.length, appointment: appointment?.at },
    key: cutKey.test(frameKey) ? words.t('campaign:key-cut') : frameKey,
    ...stratumNames(stratum, words),
    stateWords: words.t(`campaign:case-${state}`),
    outcome: outcomeWords(outcome ?? last?.outcome, words),
    isFinal: state === 'final',
    who: lease?.name ?? interview?.name ?? last?.name,
    isPromised: queue.startsWith('to:'),
  };
}

export const appointmentRows = (due: readonly SurveyCase[], now: Date, words: CampaignWords) =>
  due.flatMap((one) =>
    one.appointment ? [{ ...surveyCaseRow(one, words), at: one.appointment.at, missed: isMissed(one, now) }] : [],
  );

/** Its time is over, and nobody has the case in hand. */
const isMissed = ({ appointment, state }: SurveyCase, now: Date): boolean =>
  appointment !== undefined && state !== 'held' && appointment.at.getTime() + graceMs < now.getTime();

/** Everything about a case but whom it is about and what was answered. */
export function surveyCaseView(surveyCase: SurveyCase, campaign: Campaign, words: CampaignWords) {
  const { attempts, lease, interview, queue, appointment } = surveyCase;
  const { t } = words;
  const nameOf = (account: string | undefined): string | undefined =>
    account && (campaign.team.find((member) => member.account === account)?.name ?? t('campaign:somebody-else'));
  const promisedTo = queue.startsWith('to:') ? queue.slice('to:'.length) : undefined;
  return {
    ...surveyCaseRow(surveyCase, words),
    result: t(`campaign:result-${surveyCase.result}`),
    finishedOn: surveyCase.finishedOn,
    language: t(`campaign:language-${surveyCase.language}`),
    promisedTo: nameOf(promisedTo),
    lease,
    callableFrom: surveyCase.callableFrom,
    promise: appointment && { at: appointment.at, with: nameOf(appointment.with), note: appointment.note },
    interview: interview && {
      ...{ name: interview.name, startedAt: interview.startedAt, finishedAt: interview.finishedAt },
      mode: t(`campaign:mode-${interview.mode}`),
      minutes: interview.seconds === undefined ? undefined : interview.seconds / 60,
      answered: Object.keys(interview.answers).length,
      isExcluded: surveyCase.decided?.kind === 'excluded',
    },
    ended: surveyCase.endedBy,
    tries: attempts.toReversed().map((attempt) => ({
      ...attempt,
      words: outcomeWords(attempt.outcome, words),
      mode: t(`campaign:mode-${attempt.mode}`),
      stage: t(`campaign:stage-${outcomeOf(attempt.outcome).stage}`),
    })),
    team: campaign.team.map(({ account, name }) => ({ account, name, chosen: account === promisedTo })),
  };
}
