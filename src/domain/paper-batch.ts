import type { Campaign } from './campaign.ts';
import type { CityDay } from './city-day.ts';
import { mostSlips } from './paper-serial.ts';
import { type Clerk, type PaperSlip, scoreOf, settledAnswers, slipState } from './paper-slip.ts';

export const batchStates = ['prepared', 'handed_out', 'returned', 'entering', 'locked'] as const;
export type BatchState = (typeof batchStates)[number];

/** What became of slips. Those of which nobody said are still out. */
export const fates = ['filled', 'blank', 'spoiled', 'lost'] as const;
export type Fate = (typeof fates)[number];
export type SlipCounts = Readonly<Record<Fate, number>>;

/** What the clerks count in their hands before anything is entered. */
export interface ControlTotals {
  readonly filled: number;
  /** Sum of the overall scores over all slips, when somebody added them up. */
  readonly scores?: number;
}

/** What was done with a batch, oldest first. */
export interface BatchEvent {
  readonly kind: 'prepared' | 'handed_out' | 'counted' | 'control' | 'found' | 'locked' | 'recorded';
  readonly at: Date;
  /** Absent for what the system did. */
  readonly by?: Clerk;
  /** The day it happened, where it was written down later. */
  readonly on?: CityDay;
  /** To whom slips were handed out. */
  readonly to?: string;
  readonly count?: number;
  readonly counts?: SlipCounts;
  readonly control?: ControlTotals;
  readonly serial?: string;
}

/** Printed slips of one agency that go through one post office together. */
export interface PaperBatch {
  readonly id: string;
  /** The first part of every serial in it; unique. */
  readonly code: string;
  readonly title: string;
  readonly campaign: string;
  readonly questionnaire: Campaign['questionnaire'];
  readonly agency: string;
  readonly procedure?: string;
  /** The post office, by name. */
  readonly post: string;
  /** Slips printed; their numbers are 1 to `size`. */
  readonly size: number;
  /** Share of the slips that is entered twice, and the seed by which they are drawn. */
  readonly doubleEntry: number;
  readonly seed: string;
  readonly state: BatchState;
  readonly handedOut: number;
  readonly counts: SlipCounts;
  /** The last day on which slips came back. */
  readonly returnedOn?: CityDay;
  /** Numbers of the slips that were reported lost one by one; `counts.lost` may hold more. */
  readonly lost: readonly number[];
  readonly control?: ControlTotals;
  /** Numbers of the slips that were in when the batch was locked: no other ever counts. */
  readonly slips?: readonly number[];
  readonly createdAt: Date;
  /** Grows with every change, and with every entry. */
  readonly revision: number;
  readonly events: readonly BatchEvent[];
}

export const isBatchSize = (size: number): boolean => Number.isInteger(size) && size >= 1 && size <= mostSlips;

export const countedIn = (counts: SlipCounts): number => fates.reduce((sum, fate) => sum + counts[fate], 0);

/** Slips of which nobody has said yet what became of them. */
export const stillOut = ({ size, counts }: Pick<PaperBatch, 'size' | 'counts'>): number => size - countedIn(counts);

/** The slips that belong to a batch: once it is locked, those that were in then. */
export const slipsIn = ({ slips: locked }: Pick<PaperBatch, 'slips'>, slips: readonly PaperSlip[]): PaperSlip[] =>
  slips.filter(({ number }) => locked?.includes(number) ?? true);

/** What the entries of a batch come to. */
export interface EntryTotals {
  readonly entered: number;
  readonly toSecond: number;
  readonly differing: number;
  readonly complete: number;
  /** Complete ones without an answer to the overall question. */
  readonly invalid: number;
  /** Sum of the overall scores. */
  readonly scores: number;
}

export function entryTotals(slips: readonly PaperSlip[]): EntryTotals {
  const states = slips.map(slipState);
  const inState = (state: string): number => states.filter((one) => one === state).length;
  const scores = slips.map((slip) => scoreOf(settledAnswers(slip) ?? slip.first));
  const settled = slips.flatMap((slip) => settledAnswers(slip) ?? []);
  return {
    entered: slips.length,
    toSecond: inState('second'),
    differing: inState('differing'),
    complete: inState('complete'),
    invalid: settled.filter((answers) => scoreOf(answers) === undefined).length,
    scores: scores.reduce<number>((sum, score) => sum + (score ?? 0), 0),
  };
}

/** Something that keeps a batch from being locked; `code` names a message. */
export interface OpenMatter {
  readonly code: string;
  readonly params: Readonly<Record<string, number>>;
}

/** All that must be in order before a batch is locked: nothing out, totals that agree, every difference decided. */
export function openMatters(batch: PaperBatch, slips: readonly PaperSlip[]): OpenMatter[] {
  const { counts, control } = batch;
  const totals = entryTotals(slips);
  const out = stillOut(batch);
  const matter = (is: boolean, code: string, params: OpenMatter['params'] = {}): OpenMatter[] =>
    is ? [{ code: `batch:open-${code}`, params }] : [];
  return [
    ...matter(out > 0, 'out', { count: out }),
    ...matter(!control, 'control'),
    ...matter(control !== undefined && control.filled !== counts.filled, 'filled', {
      control: control?.filled ?? 0,
      filled: counts.filled,
    }),
    ...matter(control !== undefined && control.filled !== totals.entered, 'entered', {
      control: control?.filled ?? 0,
      entered: totals.entered,
    }),
    ...matter(totals.toSecond > 0, 'second', { count: totals.toSecond }),
    ...matter(totals.differing > 0, 'differing', { count: totals.differing }),
    ...matter(control?.scores !== undefined && control.scores !== totals.scores, 'scores', {
      control: control?.scores ?? 0,
      entered: totals.scores,
    }),
  ];
}
