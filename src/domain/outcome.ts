import type { Mode } from './campaign.ts';
import {
  type FinalCode,
  type FinalRow,
  finalRows,
  type InterimRow,
  interimRows,
  type OutcomeGroup,
  type OutcomeRow,
} from './outcome-table.ts';

export type InterimCode = keyof typeof interimRows;
export type OutcomeCode = FinalCode | InterimCode;

/** What may come of an attempt, and what follows from it. */
export interface OutcomeKind extends OutcomeRow {
  readonly code: OutcomeCode;
  /** An interim outcome leaves the case open; a final one ends it. */
  readonly stage: 'interim' | 'final';
  /** Disposition code of AAPOR; of final outcomes. */
  readonly aapor?: string;
  /** The final outcome when nothing more follows; of interim outcomes. */
  readonly becomes?: FinalCode;
  readonly group: OutcomeGroup;
  readonly tryAgain: boolean;
  /** Rest before the next attempt; 0 when there is none, or when the appointment says. */
  readonly delayMinutes: number;
  readonly needsNote: boolean;
  readonly needsAppointment: boolean;
  readonly contacted: boolean;
}

const plain = { needsNote: false, needsAppointment: false, contacted: false, delayMinutes: 0 };

const interims = (Object.entries(interimRows) as [InterimCode, InterimRow][]).map(
  ([code, row]): OutcomeKind => ({
    ...plain,
    group: finalRows[row.becomes].group,
    ...row,
    ...{ code, stage: 'interim', tryAgain: true },
  }),
);
const finals = (Object.entries(finalRows) as [FinalCode, FinalRow][]).map(
  ([code, row]): OutcomeKind => ({ ...plain, ...row, code, stage: 'final', tryAgain: false }),
);

export const outcomes: readonly OutcomeKind[] = [...interims, ...finals];
const byCode: ReadonlyMap<unknown, OutcomeKind> = new Map(outcomes.map((kind) => [kind.code, kind]));

export const isOutcome = (value: unknown): value is OutcomeCode => byCode.has(value);
export const outcomeOf = (code: OutcomeCode): OutcomeKind => byCode.get(code) as OutcomeKind;

/** The outcomes an interviewer may choose from, interim ones first; the others follow from the interview. */
export const outcomeChoices = (mode: Mode): readonly OutcomeKind[] =>
  outcomes.filter((kind) => kind.key !== undefined && kind.modes.includes(mode));

/**
 * Of an interview that has ended, by the shares that AAPOR's Standard Definitions give as usual: 80 % of the items
 * that apply for a complete one, 50 % for a partial one, less is a break-off; and the overall question in any case.
 * "Don't know" is an answer, "refused" is none, and an item that does not apply is not asked.
 */
export function interviewOutcome(
  answeredItems: number,
  askedItems: number,
  overallAnswered: boolean,
): 'complete' | 'partial' | 'break_off' {
  if (!overallAnswered || answeredItems * 2 < askedItems) return 'break_off';
  return answeredItems * 5 < askedItems * 4 ? 'partial' : 'complete';
}

/**
 * The final outcome of a case whose attempts have ended, or would end now: that of the highest rank; `not_attempted`
 * when there is none.
 */
export function finalOutcome(attempts: readonly { readonly outcome: OutcomeCode }[]): FinalCode {
  const kinds = attempts.map(({ outcome }) => outcomeOf(outcome));
  const first = outcomeOf('not_attempted');
  const { becomes, code } = kinds.reduce((best, kind) => (kind.rank > best.rank ? kind : best), first);
  return becomes ?? (code as FinalCode);
}
