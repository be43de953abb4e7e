import type { Response } from 'express';
import { cityDay } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import { isOutcome, outcomeOf } from '../domain/outcome.ts';
import { accountOf } from './guards/role.ts';
import { caseAddress, type InterviewFrame, isUnderWay, subjectOf } from './interview-frame.ts';
import { noteLimit } from './interview-outcome-form.ts';
import { outcomesAsNeeded } from './outcome-order.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { showStaff } from './staff-shell.ts';

interface Filled {
  readonly values: Readonly<Record<string, unknown>>;
  readonly faults?: readonly Fault[];
}

/** The list of outcomes, or what one of them asks for besides: a note, an appointment. */
export function showOutcome(
  parts: WebParts,
  res: Response,
  { surveyCase, campaign, catalogue }: InterviewFrame,
  { values, faults = [] }: Filled,
): void {
  const { t, language } = res.locals;
  const { calling, period } = campaign;
  const modes = campaign.modes.filter((each) => each !== 'post');
  const mode = surveyCase.interview?.mode ?? modes.find((each) => each === values['mode']) ?? modes[0] ?? 'phone';
  const underWay = isUnderWay(surveyCase);
  // Somebody who is being asked has answered the call.
  const possible = outcomesAsNeeded(mode).filter(({ contacted }) => contacted || !underWay);
  const kind = isOutcome(values['outcome']) ? outcomeOf(values['outcome']) : undefined;
  showStaff(
    res,
    'interviews/outcome',
    {
      title: kind ? t(`outcome:outcome-${kind.code}`) : t('interview:outcome'),
      room: 'interviews',
      scripts: ['interview-queue.js', 'interview-keys.js'],
      account: accountOf(res).id,
      timeZone: parts.config.TIME_ZONE,
      id: surveyCase.id,
      address: caseAddress(surveyCase.id),
      ...subjectOf(surveyCase, catalogue, language),
      mode,
      isUnderWay: underWay,
      kind,
      isRefusal: kind?.group === 'refusal',
      choices: possible.map(({ code, key }) => ({ code, key, words: t(`outcome:outcome-${code}`) })),
      hours: t('interview:hours', { from: calling.from, to: calling.to }),
      today: cityDay(parts.now(), parts.config.TIME_ZONE),
      lastDay: period.to,
      noteLimit,
      values,
      faults: shownFaults(t, faults),
    },
    faults.length > 0 ? 422 : 200,
  );
}
