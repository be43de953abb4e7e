import type { Sizing } from './campaign.ts';

/** Millionths: margins are reckoned in whole numbers, so that 400 at 5 % is 200 and not a hair more, rounded up to 201. */
const unit = 1_000_000;

/**
 * How many of `population` must answer, by the ministry's formula n = N / (1 + N e²), rounded up. `margin` is e, a share
 * from 0 to 1 of at most six decimals. Throws a RangeError for anything that is no count or no share.
 */
export function sampleSize(population: number, margin = 0.05): number {
  if (!Number.isSafeInteger(population) || population < 0) throw new RangeError('a population is a count');
  if (!(margin >= 0 && margin <= 1)) throw new RangeError('a margin is a share');
  const whole = BigInt(unit) ** 2n;
  const divisor = whole + BigInt(population) * BigInt(Math.round(margin * unit)) ** 2n;
  return Number((BigInt(population) * whole + divisor - 1n) / divisor);
}

/** Completed interviews wanted in each stratum, of which `populations` says how many dossiers it has. */
export function wantedPerStratum(sizing: Sizing, populations: ReadonlyMap<string, number>): Map<string, number> {
  if (sizing.kind === 'formula' && sizing.within === 'campaign') {
    const total = [...populations.values()].reduce((sum, population) => sum + population, 0);
    return shared(sampleSize(total, sizing.margin), populations);
  }
  const wanted = (population: number): number =>
    sizing.kind === 'quota' ? Math.min(sizing.each, population) : sampleSize(population, sizing.margin);
  return new Map([...populations].map(([stratum, population]) => [stratum, wanted(population)]));
}

/**
 * Shares `size`, no more than all populations together, out in proportion to them by largest remainder (Hamilton), equal
 * remainders by the stratum's name. No stratum gets more than it has; none that has any goes without while there is one
 * for each: those whose share would be none get one beforehand.
 */
function shared(size: number, populations: ReadonlyMap<string, number>): Map<string, number> {
  const some = [...populations].filter(([, population]) => population > 0);
  const single = new Set<string>();
  for (;;) {
    const rest = new Map(some.filter(([stratum]) => !single.has(stratum)));
    const shares = byLargestRemainder(size - single.size, rest);
    const without = size < some.length ? [] : [...rest.keys()].filter((stratum) => shares.get(stratum) === 0);
    if (without.length === 0)
      return new Map(
        [...populations.keys()].map((stratum) => [stratum, single.has(stratum) ? 1 : (shares.get(stratum) ?? 0)]),
      );
    for (const stratum of without) single.add(stratum);
  }
}

function byLargestRemainder(size: number, populations: ReadonlyMap<string, number>): Map<string, number> {
  const total = [...populations.values()].reduce((sum, population) => sum + population, 0);
  const shares = [...populations].map(([stratum, population]) => {
    const seats = Math.floor((size * population) / total);
    return { stratum, seats, remainder: size * population - seats * total };
  });
  const left = size - shares.reduce((sum, { seats }) => sum + seats, 0);
  shares.sort((a, b) => b.remainder - a.remainder || (a.stratum < b.stratum ? -1 : 1));
  return new Map(shares.map(({ stratum, seats }, place) => [stratum, place < left ? seats + 1 : seats]));
}

/**
 * Cases to draw for so many completed interviews: `oversampling` (of at most six decimals) for each, rounded up, but
 * never more than the stratum has.
 */
export const drawSize = (wanted: number, oversampling: number, population: number): number =>
  Math.min(population, Math.ceil((wanted * Math.round(oversampling * unit)) / unit));
