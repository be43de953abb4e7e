import type { Response } from 'express';
import { topics } from '../domain/complaint.ts';
import { contactLimit, contentLimit } from '../domain/complaint-input.ts';
import type { Fault } from '../domain/errors.ts';
import { type ItemAnswer, isLow } from '../domain/questionnaire.ts';
import { commentLimit } from '../domain/response.ts';
import type { Interview } from '../domain/survey-case.ts';
import { overallItem } from '../domain/survey-case.ts';
import { accountOf } from './guards/role.ts';
import { lastStep, type Manner, stepOf, stepsOf } from './interview-answer-form.ts';
import { contactChoices } from './interview-end-form.ts';
import { caseAddress, type InterviewFrame, subjectOf } from './interview-frame.ts';
import { questionRows } from './interview-questions.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { showStaff } from './staff-shell.ts';

interface Shown {
  readonly by: Manner;
  /** The step to be shown; the first that is not answered when absent. */
  readonly step?: string;
  /** What was typed at the end, and what is wrong with it. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly faults?: readonly Fault[];
}

/** The whole interview, one step of it in sight: so that nothing has to be loaded while somebody is on the line. */
export function showInterview(parts: WebParts, res: Response, frame: InterviewFrame, shown: Shown): void {
  const { t, language } = res.locals;
  const { surveyCase, questionnaire, catalogue } = frame;
  const interview = surveyCase.interview as Interview;
  const { by, values = {}, faults = [] } = shown;
  const steps = stepsOf(questionnaire, by);
  const rows = questionRows(questionnaire, interview, { t, language });
  const next = rows.find(({ chosen }) => chosen === undefined)?.code ?? lastStep;
  const step = faults.length > 0 ? lastStep : (shown.step ?? stepOf(questionnaire, by, next));
  const index = steps.indexOf(step);
  const now = parts.now();
  showStaff(
    res,
    'interviews/interview',
    {
      title: t('interview:interview'),
      room: 'interviews',
      scripts: ['interview-queue.js', 'interview-keys.js', 'interview.js'],
      account: accountOf(res).id,
      timeZone: parts.config.TIME_ZONE,
      id: surveyCase.id,
      address: caseAddress(surveyCase.id),
      ...subjectOf(surveyCase, catalogue, language),
      now: now.toISOString(),
      startedAt: interview.startedAt,
      started: interview.startedAt.toISOString(),
      minutes: Math.max(0, Math.floor((now.getTime() - interview.startedAt.getTime()) / 60_000)),
      spoken: interview.language,
      by,
      otherManner: by === 'factor' ? undefined : 'factor',
      step,
      before: steps[index - 1],
      isEnd: step === lastStep,
      questions: rows.map((row) => ({ ...row, inSight: stepOf(questionnaire, by, row.code) === step })),
      total: rows.length,
      left: rows.filter(({ chosen }) => chosen === undefined).length,
      isLow: Object.values(interview.answers).some(({ value }) => isLowAnswer(value)),
      isOverallLow: isLowAnswer(interview.answers[overallItem]?.value),
      reasons: questionnaire.reasons.map(({ code, texts }) => ({
        ...{ code, words: texts[interview.language] },
        isChosen: [values['reason']].flat().includes(code),
      })),
      values: { contact: 'none', ...values },
      topics: topics.map((code) => ({ code, words: t(`complaint:topic-${code}`) })),
      contacts: contactChoices.map((code) => ({ code, words: t(`interview:contact-${code}`) })),
      limits: { comment: commentLimit, content: contentLimit, contact: contactLimit },
      faults: shownFaults(t, faults),
    },
    faults.length > 0 ? 422 : 200,
  );
}

const isLowAnswer = (value: ItemAnswer | undefined): boolean => typeof value === 'number' && isLow(value);
