import type { Campaign } from '../domain/campaign.ts';
import { doubleEntryReport } from '../domain/double-entry.ts';
import { type BatchEvent, entryTotals, fates, openMatters, type PaperBatch, stillOut } from '../domain/paper-batch.ts';
import { serialOf } from '../domain/paper-serial.ts';
import { type PaperSlip, slipItems, slipState, turnOf } from '../domain/paper-slip.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';
import { number } from './figures.ts';
import { questionGroups, questionnaireFor } from './slip-view.ts';

/** A line of the list of batches. */
export const batchRow = (batch: PaperBatch, frame: CaseFrame) => ({
  ...batch,
  agencyName: agencyName(batch.agency, frame),
  stateWords: frame.t(`batch:state-${batch.state}`),
  out: stillOut(batch),
});

/** A batch as its page shows it to one reader; `slips` are those that belong to it. */
export function batchView(
  batch: PaperBatch,
  slips: readonly PaperSlip[],
  campaign: Campaign | undefined,
  frame: CaseFrame,
) {
  const { t, language, viewer, around } = frame;
  const isLocked = batch.state === 'locked';
  return {
    ...batchRow(batch, frame),
    campaignTitle: campaign?.title ?? batch.campaign,
    procedureName: batch.procedure && around.catalogue.procedures.get(batch.procedure)?.names[language],
    firstSerial: serialOf({ code: batch.code, number: 1 }),
    lastSerial: serialOf({ code: batch.code, number: batch.size }),
    left: batch.size - batch.handedOut,
    fates: fates.map((fate) => ({ fate, words: t(`batch:fate-${fate}`), count: batch.counts[fate] })),
    isBack: batch.state === 'returned' || batch.state === 'entering',
    isOpen: batch.state === 'entering',
    isLocked,
    isRecorded: batch.events.some(({ kind }) => kind === 'recorded'),
    totals: entryTotals(slips),
    open: isLocked ? [] : openMatters(batch, slips).map(({ code, params }) => t(code, shownNumbers(params, frame))),
    differing: slips
      .filter((slip) => slipState(slip) === 'differing')
      .map((slip) => ({ serial: slip.serial, isMine: turnOf(slip, viewer.id) === 'adjudication' })),
    events: batch.events.map((event) => eventView(event, frame)).toReversed(),
  };
}

const shownNumbers = (params: Readonly<Record<string, number>>, { language }: CaseFrame) =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, number(value, language)]));

const eventView = (
  { kind, at, by, on, to, count, counts, control, serial }: BatchEvent,
  { t, language }: CaseFrame,
) => ({
  at,
  by: by?.name,
  on,
  words: t(`batch:event-${kind}`, {
    ...(counts ?? {}),
    ...{ to, serial, control: control?.filled },
    count: count === undefined ? undefined : number(count, language),
  }),
});

/** How far two people agree who entered the same slips: in all, by question and by clerk. */
export function agreementView(batch: PaperBatch, slips: readonly PaperSlip[], { language }: CaseFrame) {
  const questionnaire = questionnaireFor(batch);
  const { total, byItem, byClerk } = doubleEntryReport(slips, slipItems(questionnaire));
  const share = ({ agreed, compared }: { agreed: number; compared: number }) => agreed / compared;
  if (total.compared === 0) return undefined;
  const questions = questionGroups(questionnaire, language).flatMap((group) => group.questions);
  return {
    ...total,
    share: share(total),
    items: questions.flatMap(({ code, words }) => {
      const one = byItem.get(code);
      return one ? [{ ...one, words, share: share(one) }] : [];
    }),
    clerks: [...byClerk.values()].map((one) => ({ ...one, share: share(one) })),
  };
}
