import type { CityDay } from './city-day.ts';
import { type Fault, invalid, Refusal } from './errors.ts';
import {
  type BatchEvent,
  type ControlTotals,
  countedIn,
  fates,
  openMatters,
  type PaperBatch,
  type SlipCounts,
  slipsIn,
} from './paper-batch.ts';
import { serialOf } from './paper-serial.ts';
import type { Clerk, PaperSlip } from './paper-slip.ts';

/** Who does a step, and when. */
export interface Doing {
  readonly by: Clerk;
  readonly now: Date;
  readonly today: CityDay;
}

/** What a step makes of a batch as it stands. Throws Refusal: `invalid` for wrong figures, `conflict` once it is locked. */
export type BatchStep = (batch: PaperBatch, doing: Doing) => PaperBatch;

type Change = Partial<Omit<PaperBatch, 'id' | 'events' | 'revision'>>;

function changed(
  batch: PaperBatch,
  change: Change,
  event: Omit<BatchEvent, 'at' | 'by'>,
  { by, now }: Pick<Doing, 'by' | 'now'>,
): PaperBatch {
  if (batch.state === 'locked') throw new Refusal('conflict', 'batch:fault-locked');
  const events = [...batch.events, { ...event, at: now, by }];
  return { ...batch, ...change, events, revision: batch.revision + 1 };
}

const refuse = (faults: readonly Fault[]): void => {
  if (faults.length > 0) throw invalid(faults);
};
const dayFault = (pointer: string, on: CityDay, today: CityDay): Fault[] =>
  on > today ? [{ pointer, code: 'batch:fault-future' }] : [];
const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;

/** Slips go to somebody at the post office; what goes out in parts is handed out several times. */
export const handOut =
  ({ to, on, count }: { readonly to: string; readonly on: CityDay; readonly count: number }): BatchStep =>
  (batch, doing) => {
    const left = batch.size - batch.handedOut;
    refuse([
      ...(to === '' ? [{ pointer: '/to', code: 'required' }] : []),
      ...dayFault('/handed-on', on, doing.today),
      ...(isCount(count) && count >= 1 && count <= left
        ? []
        : [{ pointer: '/count', code: 'batch:fault-count', params: { most: left } }]),
    ]);
    const state = batch.state === 'prepared' ? 'handed_out' : batch.state;
    return changed(batch, { state, handedOut: batch.handedOut + count }, { kind: 'handed_out', to, on, count }, doing);
  };

/** What became of the slips in all, up to a day; said again whenever more come back or something was miscounted. */
export const countSlips =
  ({
    on,
    counts,
    lost,
  }: {
    readonly on: CityDay;
    readonly counts: SlipCounts;
    readonly lost: readonly number[];
  }): BatchStep =>
  (batch, doing) => {
    const { size } = batch;
    const sum = countedIn(counts);
    const inBatch = lost.every((number) => number >= 1 && number <= size);
    refuse([
      ...dayFault('/returned-on', on, doing.today),
      ...fates
        .filter((fate) => !isCount(counts[fate]))
        .map((fate) => ({ pointer: `/${fate}`, code: 'batch:fault-whole' })),
      ...(sum > size ? [{ pointer: '/filled', code: 'batch:fault-too-many', params: { sum, size } }] : []),
      ...(!inBatch || lost.length > counts.lost ? [{ pointer: '/serials', code: 'batch:fault-lost' }] : []),
    ]);
    const returned = batch.state === 'entering' || batch.state === 'locked' ? batch.state : 'returned';
    const change: Change = { state: returned, counts, lost: [...new Set(lost)], returnedOn: on };
    return changed(batch, change, { kind: 'counted', on, counts }, doing);
  };

/** The totals in the clerk's hand, counted anew before anything is entered; with them the entry begins. */
export const setControl =
  (control: ControlTotals): BatchStep =>
  (batch, doing) => {
    if (batch.state === 'prepared' || batch.state === 'handed_out')
      throw new Refusal('conflict', 'batch:fault-not-back');
    const { filled, scores } = control;
    refuse([
      ...(isCount(filled) && filled <= batch.size ? [] : [{ pointer: '/control', code: 'batch:fault-whole' }]),
      ...(scores === undefined || (isCount(scores) && scores <= 5 * filled)
        ? []
        : [{ pointer: '/scores', code: 'batch:fault-scores', params: { most: 5 * filled } }]),
    ]);
    return changed(batch, { state: 'entering', control }, { kind: 'control', control }, doing);
  };

/** A slip that was reported lost lies on the table after all. */
export const findAgain =
  (number: number): BatchStep =>
  (batch, doing) => {
    if (!batch.lost.includes(number)) return batch;
    const { filled, lost } = batch.counts;
    const counts = { ...batch.counts, filled: filled + 1, lost: lost - 1 };
    const serial = serialOf({ code: batch.code, number });
    const change: Change = { counts, lost: batch.lost.filter((one) => one !== number) };
    return changed(batch, change, { kind: 'found', serial }, doing);
  };

/** Closes a batch over the slips that are in it. Throws Refusal `conflict` while anything is open. */
export const lock =
  (slips: readonly PaperSlip[]): BatchStep =>
  (batch, doing) => {
    if (batch.state !== 'locked' && openMatters(batch, slipsIn(batch, slips)).length > 0)
      throw new Refusal('conflict', 'batch:fault-open');
    const numbers = slips.map(({ number }) => number);
    return changed(batch, { state: 'locked', slips: numbers }, { kind: 'locked', count: numbers.length }, doing);
  };
