import { type CaseSummary, isLate } from './case-summary.ts';

/** The ages by which open cases are counted: up to so many days since they came, the last without end. */
const ageLimits = [2, 5, 10, 15, Number.POSITIVE_INFINITY] as const;

/** What is counted of some cases, as things stand at an instant. Rates are computed from these where they are shown. */
export interface ComplaintFigures {
  /** = doneInTime + doneLate + openInTime + openLate */
  readonly received: number;
  readonly doneInTime: number;
  readonly doneLate: number;
  readonly openInTime: number;
  readonly openLate: number;
  /** Open cases by `ageLimits`. */
  readonly openByAge: readonly number[];
  readonly forwarded: number;
  readonly forwardedInTime: number;
  readonly reopened: number;
  /** Put right as the agency says; of these, as the resident says too. */
  readonly answered: number;
  readonly confirmed: number;
  /** Residents who rated the handling, and those who gave it 4 or 5. */
  readonly rated: number;
  readonly satisfied: number;
  /** From receipt to the answer, in days; absent when nothing was answered. */
  readonly medianDays?: number;
  /** From receipt to the first forwarding, in minutes. */
  readonly medianForwardMinutes?: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

export function complaintFigures(cases: readonly CaseSummary[], asOf: Date): ComplaintFigures {
  const count = (holds: (one: CaseSummary) => boolean): number => cases.reduce((n, one) => n + (holds(one) ? 1 : 0), 0);
  const isOpen = ({ outcome }: CaseSummary): boolean => outcome === undefined;
  const ages = cases.filter(isOpen).map(({ receivedAt }) => (asOf.getTime() - receivedAt.getTime()) / day);
  const answered = cases.filter(({ outcome }) => outcome === 'answered');
  const medianDays = median(spans(answered, day, ({ doneAt }) => doneAt));
  const medianForwardMinutes = median(spans(cases, minute, ({ forwardedAt }) => forwardedAt));
  return {
    received: cases.length,
    doneInTime: count((one) => !isOpen(one) && !isLate(one, asOf)),
    doneLate: count((one) => !isOpen(one) && isLate(one, asOf)),
    openInTime: count((one) => isOpen(one) && !isLate(one, asOf)),
    openLate: count((one) => isOpen(one) && isLate(one, asOf)),
    openByAge: ageLimits.map(
      (limit, index) =>
        ages.filter((age) => age <= limit && age > (ageLimits[index - 1] ?? Number.NEGATIVE_INFINITY)).length,
    ),
    forwarded: count(({ forwardedAt }) => forwardedAt !== undefined),
    forwardedInTime: count(({ forwardedInTime }) => forwardedInTime === true),
    reopened: count(({ reopened }) => reopened > 0),
    answered: answered.length,
    confirmed: answered.filter(({ confirmed }) => confirmed).length,
    rated: count(({ handlingScore }) => handlingScore !== undefined),
    satisfied: count(({ handlingScore = 0 }) => handlingScore >= 4),
    ...(medianDays === undefined ? {} : { medianDays }),
    ...(medianForwardMinutes === undefined ? {} : { medianForwardMinutes }),
  };
}

function spans(cases: readonly CaseSummary[], unit: number, end: (one: CaseSummary) => Date | undefined): number[] {
  return cases.flatMap((one) => {
    const at = end(one);
    return at ? [(at.getTime() - one.receivedAt.getTime()) / unit] : [];
  });
}

/** The middle value, the mean of the middle two of an even number; absent when there is none. */
function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.length === 0 ? undefined : middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** A part of a whole, kept as counts; `percent` of it is theirs who show it. */
export interface Part {
  readonly part: number;
  readonly of: number;
}

/** Every rate of some figures, by name: what is counted, and out of what. */
export function partsOf(figures: ComplaintFigures) {
  const { received, doneInTime, doneLate, openInTime, openLate, answered } = figures;
  const done = doneInTime + doneLate;
  return {
    done: { part: done, of: received },
    open: { part: openInTime + openLate, of: received },
    late: { part: doneLate + openLate, of: received },
    // Cases still open within their deadline are not decided yet.
    onTime: { part: doneInTime, of: done + openLate },
    forwardedInTime: { part: figures.forwardedInTime, of: figures.forwarded },
    reopened: { part: figures.reopened, of: received },
    confirmed: { part: figures.confirmed, of: answered },
    satisfied: { part: figures.satisfied, of: figures.rated },
  } as const satisfies Record<string, Part>;
}

/** The share that a part is; absent when there is nothing to be a part of. */
export const shareOf = ({ part, of }: Part): number | undefined => (of === 0 ? undefined : part / of);

export interface FigureGroup {
  readonly key: string;
  readonly cases: readonly CaseSummary[];
}

/** The cases by a key, in the order of the keys. */
export function grouped(cases: readonly CaseSummary[], keyOf: (one: CaseSummary) => string): FigureGroup[] {
  const groups = new Map<string, CaseSummary[]>();
  for (const one of cases) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups].map(([key, members]) => ({ key, cases: members })).sort((a, b) => (a.key < b.key ? -1 : 1));
}
