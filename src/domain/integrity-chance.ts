/**
 * P(Z > z) of the standard normal distribution, right to six digits also far out. (Numerical Recipes, erfcc.)
 */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const sum = terms.reduceRight((above, term) => above * t + term, 0);
  const tail = (t * Math.exp(-x * x + sum)) / 2;
  return z >= 0 ? tail : 1 - tail;
}

const logFactorials = [0];

function logFactorial(n: number): number {
  for (let k = logFactorials.length; k <= n; k += 1) logFactorials.push((logFactorials[k - 1] ?? 0) + Math.log(k));
  return logFactorials[n] ?? 0;
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

/** P(X >= count) of `n` trials that each come off with `chance`, more than 0 and less than 1. */
export function binomialTail(count: number, n: number, chance: number): number {
  let sum = 0;
  for (let k = n; k >= count; k -= 1)
    sum += Math.exp(logChoose(n, k) + k * Math.log(chance) + (n - k) * Math.log1p(-chance));
  return Math.min(1, sum);
}

/** Probabilities of the whole numbers from `from` on. */
export interface Distribution {
  readonly from: number;
  readonly chances: readonly number[];
}

/** How many of `marked` among `all` are found among `drawn` of them, drawn blindly. */
export function hypergeometric(all: number, marked: number, drawn: number): Distribution {
  const from = Math.max(0, drawn + marked - all);
  const to = Math.min(drawn, marked);
  const ways = logChoose(all, drawn);
  const chance = (k: number) => Math.exp(logChoose(marked, k) + logChoose(all - marked, drawn - k) - ways);
  return { from, chances: Array.from({ length: to - from + 1 }, (_, index) => chance(from + index)) };
}

/** Smaller than any probability that is looked at, so that what is far out costs nothing. */
const negligible = 1e-30;

/** The distribution of the sum of two independent counts. */
export function sumOf(one: Distribution, other: Distribution): Distribution {
  const sum = new Array<number>(one.chances.length + other.chances.length - 1).fill(0);
  one.chances.forEach((p, i) => {
    other.chances.forEach((q, j) => {
      sum[i + j] = (sum[i + j] ?? 0) + p * q;
    });
  });
  const first = sum.findIndex((p) => p > negligible);
  const last = sum.findLastIndex((p) => p > negligible);
  return { from: one.from + other.from + first, chances: sum.slice(first, last + 1) };
}

/** P(X >= count). */
export const upperTail = ({ from, chances }: Distribution, count: number): number =>
  Math.min(
    1,
    chances.slice(Math.max(0, count - from)).reduce((sum, p) => sum + p, 0),
  );

/** P(X <= count). */
export const lowerTail = ({ from, chances }: Distribution, count: number): number =>
  Math.min(
    1,
    chances.slice(0, Math.max(0, count - from + 1)).reduce((sum, p) => sum + p, 0),
  );

/** 0 for none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length / 2;
  const at = (index: number): number => sorted[index] ?? 0;
  return Number.isInteger(middle) ? (at(middle - 1) + at(middle)) / 2 : at(Math.floor(middle));
}

/** Standard deviations of a normal distribution in one median of the distances from its median. */
const perMad = 1.4826;

/** The spread of values in the manner of a standard deviation, however wild a few of them are. */
export function robustSpread(values: readonly number[], centre = median(values)): number {
  return perMad * median(values.map((value) => Math.abs(value - centre)));
}
