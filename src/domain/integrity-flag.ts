export const flagKinds = [
  'overlap',
  'near_duplicates',
  'too_fast',
  'straight_lined',
  'outlier',
  'odd_pattern',
  'outside_hours',
] as const;
export type FlagKind = (typeof flagKinds)[number];

/** What a flag may rest on, and the flag it raises; each has a sentence `integrity:because-…` over its figures. */
export const grounds = {
  overlapping: 'overlap',
  crowded_hours: 'overlap',
  near_duplicates: 'near_duplicates',
  many_fast: 'too_fast',
  usually_fast: 'too_fast',
  straight_lined: 'straight_lined',
  satisfied_above: 'outlier',
  satisfied_below: 'outlier',
  items_above: 'outlier',
  items_below: 'outlier',
  spread_above: 'odd_pattern',
  spread_below: 'odd_pattern',
  outside_hours: 'outside_hours',
} as const satisfies Record<string, FlagKind>;
export type Ground = keyof typeof grounds;

/** Something a supervisor should look at, never a judgement. */
export interface Flag {
  readonly kind: FlagKind;
  readonly ground: Ground;
  /**
   * What the sentence tells. Names ending in `Share` are shares of 1, in `Seconds` seconds, in `Mean` and `Spread`
   * levels of the scale; the rest are counts.
   */
  readonly figures: Readonly<Record<string, number>>;
  /** How likely one honest interviewer among all would stand so far apart by chance; 0 where it cannot be at all. */
  readonly chance: number;
  /** The cases that show it most, worst first; not all of them. */
  readonly cases: readonly string[];
}

export const flagged = (ground: Ground, flag: Omit<Flag, 'kind' | 'ground'>): Flag => ({
  kind: grounds[ground],
  ground,
  ...flag,
});
