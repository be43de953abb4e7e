import type { Response } from 'express';
import type { OpenedCheck } from '../actions/back-checks.ts';
import { unreachedOutcomes } from '../domain/back-check-call.ts';
import type { Fault } from '../domain/errors.ts';
import { isItemAnswer } from '../domain/questionnaire.ts';
import { noteLimit } from './back-check-form.ts';
import { interviewFrame, subjectOf } from './interview-frame.ts';
import { questionRows } from './interview-questions.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { showStaff } from './staff-shell.ts';

interface Filled {
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults: readonly Fault[];
}

/** Whom to call, what to say and what to ask again; nothing of what was answered the first time. */
export async function showBackCheck(
  parts: WebParts,
  res: Response,
  { surveyCase, tries, respondent, items }: OpenedCheck,
  { values, faults }: Filled,
): Promise<void> {
  const { t, language } = res.locals;
  const { questionnaire, catalogue } = await interviewFrame(parts, surveyCase);
  const { language: spoken } = surveyCase.interview;
  const answers = Object.fromEntries(
    items.flatMap((item) => {
      const word = values[`answer-${item}`];
      const value = /^\d$/.test(String(word)) ? Number(word) : word;
      return isItemAnswer(value) ? [[item, { value, at: parts.now() }]] : [];
    }),
  );
  const asked = questionRows(questionnaire, { answers, language: spoken }, { t, language });
  const subject = subjectOf(surveyCase, catalogue, spoken);
  showStaff(
    res,
    'interviews/check',
    {
      title: t('integrity:check'),
      room: 'interviews',
      path: `/staff/interviews/checks/${surveyCase.id}`,
      respondent: { ...respondent, dialled: respondent.phone?.replace(/\s/g, '') },
      finishedOn: surveyCase.finishedOn,
      ...{ spoken, ...subject, tries: tries.length },
      yesNo: ['held', 'samePerson', 'sameService'].map((name) => ({
        name,
        words: t(`integrity:ask-${name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`)}`, {
          lng: spoken,
          ...subject,
        }),
        // Whether it was held at all has to be said.
        choices: (name === 'held' ? ['yes', 'no'] : ['yes', 'no', '']).map((value) => ({
          value,
          words: t(`integrity:${value || 'not-said'}`),
          isChosen: values[name] === value,
        })),
        error:
          name === 'held' && faults.some(({ pointer }) => pointer === '/held') ? t('integrity:fault-held') : undefined,
      })),
      questions: asked.filter(({ code }) => items.includes(code)),
      unreached: unreachedOutcomes.map((outcome) => ({ outcome, words: t(`integrity:unreached-${outcome}`) })),
      ...{ values, limit: noteLimit, faults: shownFaults(t, faults) },
    },
    faults.length > 0 ? 422 : 200,
  );
}
