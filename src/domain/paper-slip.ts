import type { CityDay } from './city-day.ts';
import type { ItemAnswer, Level, Questionnaire } from './questionnaire.ts';
import { overallItem } from './survey-case.ts';

/** The part of a staff account that stands beside what it did. */
export interface Clerk {
  readonly account: string;
  readonly name: string;
}

/** What somebody typed in from a slip. */
export interface SlipAnswers {
  /** By the item's code, with `overall` for the overall question. What was left blank or cannot be read is absent. */
  readonly marks: Readonly<Record<string, ItemAnswer>>;
  /** The day written on the slip. */
  readonly day?: CityDay;
  readonly comment?: string;
}

export interface SlipEntry extends SlipAnswers {
  readonly by: Clerk;
  readonly at: Date;
}

/** The word of a third person over two entries that differ. */
export interface Adjudication extends SlipEntry {
  readonly note?: string;
}

/** A slip that was typed in at least once. Slips that were not are known by the size of their batch. */
export interface PaperSlip {
  readonly serial: string;
  readonly batch: string;
  readonly number: number;
  /** Drawn by lot to be entered by two people. */
  readonly twice: boolean;
  /** When its batch had come back, which is its day when none is written on it. */
  readonly returnedOn: CityDay;
  readonly first: SlipEntry;
  readonly second?: SlipEntry;
  readonly adjudication?: Adjudication;
}

/** The questions of a slip in their order: the items, then the overall question. */
export const slipItems = ({ items }: Pick<Questionnaire, 'items'>): string[] => [
  ...items.map(({ code }) => code),
  overallItem,
];

/** What one person may do with a slip now. `own`: it waits for somebody else; `done`: nothing is left to do. */
export type SlipTurn = 'first' | 'second' | 'adjudication' | 'own' | 'done';

export function turnOf(slip: PaperSlip | undefined, account: string): SlipTurn {
  if (!slip) return 'first';
  const state = slipState(slip);
  if (state === 'complete') return 'done';
  if (account === slip.first.by.account || account === slip.second?.by.account) return 'own';
  return state === 'second' ? 'second' : 'adjudication';
}

/** `second`: waits for its second entry; `differing`: for a third person. */
export type SlipState = 'second' | 'differing' | 'complete';

export function slipState({ twice, first, second, adjudication }: PaperSlip): SlipState {
  if (adjudication || !twice) return 'complete';
  if (!second) return 'second';
  return differences(first, second).length === 0 ? 'complete' : 'differing';
}

/**
 * The questions at which two entries differ, and `day` when the days do. Comments are not compared: no two people type
 * the same hand alike, and nothing is counted from them. That of the first entry stands.
 */
export function differences(one: SlipAnswers, other: SlipAnswers): string[] {
  const codes = new Set([...Object.keys(one.marks), ...Object.keys(other.marks)]);
  const differing = [...codes].filter((code) => one.marks[code] !== other.marks[code]);
  return one.day === other.day ? differing : [...differing, 'day'];
}

/** What the third person says of the differences, over what the two agree on. */
export function decided({ first, second }: PaperSlip, ruling: SlipAnswers): SlipAnswers {
  const differing = second ? differences(first, second) : [];
  const agreed = Object.entries(first.marks).filter(([code]) => !differing.includes(code));
  const day = differing.includes('day') ? ruling.day : first.day;
  return {
    marks: { ...Object.fromEntries(agreed), ...ruling.marks },
    ...(day ? { day } : {}),
    ...(first.comment ? { comment: first.comment } : {}),
  };
}

/** What stands of a slip: the third person's word, or the only entry, or the first of two that agree. */
export const settledAnswers = (slip: PaperSlip): SlipAnswers | undefined =>
  slipState(slip) === 'complete' ? (slip.adjudication ?? slip.first) : undefined;

/** The overall answer; a slip without one is kept and counted as invalid, and is no response. */
export function scoreOf({ marks }: SlipAnswers): Level | undefined {
  const mark = marks[overallItem];
  return typeof mark === 'number' ? mark : undefined;
}
