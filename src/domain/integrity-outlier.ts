import type { Measure } from './integrity-cells.ts';
import { type Flag, flagged, type Ground } from './integrity-flag.ts';
import { type InterviewRecord, levelsOf } from './integrity-record.ts';
import { standingApart, type Threshold } from './integrity-standing.ts';

const fewestItems = 4;

const cell = ({ stratum, mode }: InterviewRecord): string => `${mode} ${stratum}`;

function itemMean(record: InterviewRecord): number | undefined {
  const levels = levelsOf(record);
  return levels.length < fewestItems ? undefined : mean(levels);
}

/** Mean distance of the items from their mean within one interview. */
function itemSpread(record: InterviewRecord): number | undefined {
  const levels = levelsOf(record);
  const centre = mean(levels);
  return levels.length < fewestItems ? undefined : mean(levels.map((level) => Math.abs(level - centre)));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const satisfied: Measure = { cell, value: ({ score }) => Number(score >= 4), kind: 'share' };
const items: Measure = { cell, value: itemMean, kind: 'number' };
const spread: Measure = { cell, value: itemSpread, kind: 'number' };

function apart(
  records: readonly InterviewRecord[],
  measure: Measure,
  threshold: Threshold,
  [above, below]: readonly [Ground, Ground],
  names: readonly [string, string],
): Map<string, Flag> {
  return new Map(
    standingApart(records, measure, threshold).map(({ interviewer, interviews, own, others, chance, cases }) => {
      const figures = { interviews, [names[0]]: own, [names[1]]: others };
      return [interviewer, flagged(own > others ? above : below, { figures, chance, cases })];
    }),
  );
}

/**
 * Whose people are far more or far less satisfied than those whom others asked on the same strata and by the same
 * mode, in the overall answer or else in the items. Who was given hard strata is compared on them.
 */
export function outliers(records: readonly InterviewRecord[]): Map<string, Flag> {
  return new Map([
    ...apart(records, items, { least: 0.5 }, ['items_above', 'items_below'], ['ownMean', 'othersMean']),
    ...apart(records, satisfied, { least: 0.05 }, ['satisfied_above', 'satisfied_below'], ['ownShare', 'othersShare']),
  ]);
}

/**
 * Whose people answer the items of one interview far more alike, or far more at odds, than the others' on the same
 * strata: answers that are clicked at random, changed afterwards or thought up do not hang together as people's do.
 */
export const oddPatterns = (records: readonly InterviewRecord[]): Map<string, Flag> =>
  apart(records, spread, { least: 0.4 }, ['spread_above', 'spread_below'], ['ownSpread', 'othersSpread']);
