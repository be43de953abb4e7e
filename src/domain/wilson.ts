export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The two-sided 95 % point of the standard normal distribution. */
const z95 = 1.959963984540054;

/**
 * Wilson's score interval for a proportion, without continuity correction: 95 % confidence, simple random sampling.
 * `n` > 0, 0 <= successes <= n. (E. B. Wilson 1927; Newcombe 1998, method 3.)
 */
export function wilson(successes: number, n: number, z = z95): Interval {
  const p = successes / n;
  const z2 = z * z;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}

/** The normal interval of a mean with sample variance `variance` (n - 1 in its denominator). */
export function meanInterval(mean: number, variance: number, n: number, z = z95): Interval {
  const half = z * Math.sqrt(variance / n);
  return { low: mean - half, high: mean + half };
}
