import { type CaseSummary, isLate } from './case-summary.ts';

/**
 * The satisfaction group of Decision 766/QĐ-TTg: three rates worth 6 points each. A rate without anything to count is
 * absent. Shares are 0 to 1.
 */
export interface Rates766 {
  /** (a) Feedback handled on time. */
  readonly onTime?: number;
  /** (b) Satisfaction with how feedback is handled. */
  readonly handling?: number;
  /** (c) Satisfaction with how procedures are handled. */
  readonly procedures?: number;
}

/** What (a) and (b) are computed from. */
export interface Feedback766 {
  /** Within competence and accepted, each case once. */
  readonly all: number;
  /** Answered by the deadline, or still in hand with the deadline ahead. */
  readonly onTime: number;
  /** Late, reopened, or marked dissatisfied by the resident; each case once. */
  readonly faulty: number;
}

/** What (c) is computed from. */
export interface Dossiers766 {
  readonly all: number;
  readonly late: number;
  /** Complained about or disliked. */
  readonly disliked: number;
}

/** The points that each rate is worth at most. */
const worth = 6;

const feedback: ReadonlySet<string> = new Set(['feedback_policy', 'feedback_conduct']);

/** The counts behind (a) and (b) as things stand at an instant. Only feedback counts, and only what was accepted. */
export function feedback766(cases: readonly CaseSummary[], asOf: Date): Feedback766 {
  const accepted = cases.filter(
    (one) => feedback.has(one.class) && one.outcome !== 'refused' && one.outcome !== 'handed_over',
  );
  const dissatisfied = ({ handlingScore }: CaseSummary): boolean => handlingScore !== undefined && handlingScore <= 2;
  return {
    all: accepted.length,
    onTime: accepted.filter((one) => !isLate(one, asOf)).length,
    faulty: accepted.filter((one) => isLate(one, asOf) || one.reopened > 0 || dissatisfied(one)).length,
  };
}

export function rates766(feedback: Feedback766, dossiers: Dossiers766 | undefined): Rates766 {
  return {
    ...(feedback.all === 0
      ? {}
      : { onTime: feedback.onTime / feedback.all, handling: (feedback.all - feedback.faulty) / feedback.all }),
    ...(dossiers === undefined || dossiers.all === 0
      ? {}
      : { procedures: 1 - (dossiers.late + dossiers.disliked) / dossiers.all }),
  };
}

/** Points of each rate and of the group; the group has none while one of its rates is absent. */
export interface Points766 extends Rates766 {
  readonly total?: number;
}

/**
 * The points, two decimals, half up; rounded at the end only, so that the total need not be the sum of what is shown.
 * `target` is the share of (c) that the programme of the day demands: from there on (c) is worth all its points, and
 * without one it has none.
 */
export function points766({ onTime, handling, procedures }: Rates766, target: number | undefined): Points766 {
  const exact = {
    ...(onTime === undefined ? {} : { onTime: onTime * worth }),
    ...(handling === undefined ? {} : { handling: handling * worth }),
    ...(procedures === undefined || target === undefined
      ? {}
      : { procedures: Math.max(0, Math.min(1, procedures / target)) * worth }),
  };
  const parts = Object.values(exact);
  const all = parts.length === 3 ? { ...exact, total: parts.reduce((sum, part) => sum + part, 0) } : exact;
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, hundredths(value)]));
}

/** Half up to two decimals; the hair makes good what binary fractions lose. */
export const hundredths = (value: number): number => Math.floor(value * 100 + 0.5 + 1e-9) / 100;
