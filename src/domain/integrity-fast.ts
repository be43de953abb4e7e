import { median, normalTail, robustSpread } from './integrity-chance.ts';
import { type Flag, flagged, type Ground } from './integrity-flag.ts';
import { paces, secondsPerQuestion, secondsTaken } from './integrity-pace.ts';
import { byInterviewer, type InterviewRecord, isSpoken, worstFirst } from './integrity-record.ts';
import { alpha, standingApart } from './integrity-standing.ts';

/** Nobody reads a question aloud and hears the answer in less. */
const leastSecondsPerQuestion = 2.5;

/** An interview is fast below this part of the usual time, if it is as many spreads from it too. */
const fastPart = 0.5;
const fastSpreads = 3;
/** How many more of an interviewer's interviews than of the others' must be fast. */
const leastShare = 0.15;

/** An interviewer is fast when her median is below this part of the others'; some people do talk fast. */
const usuallyPart = 0.6;
const fewestForMedian = 10;
/** Honest interviewers differ in the logarithm of their medians by this at least. */
const leastSpread = 0.1;

/** Who held many interviews faster than they can be held, or nearly all of them in a hurry. */
export function tooFast(records: readonly InterviewRecord[]): Map<string, Flag> {
  const held = records.filter(isSpoken);
  const pace = paces(held);
  const paceOf = (record: InterviewRecord): number => pace.get(record) ?? 0;
  const limit = Math.min(Math.log(fastPart), -fastSpreads * robustSpread([...pace.values()], 0));
  const isFast = (record: InterviewRecord): boolean =>
    paceOf(record) < limit || secondsPerQuestion(record) < leastSecondsPerQuestion;
  const interviewers = byInterviewer(held);
  const flag = (ground: Ground, interviewer: string, chance: number, shares = {}): [string, Flag] => {
    const own = interviewers.get(interviewer) ?? [];
    const others = held.filter((record) => record.interviewer !== interviewer);
    const figures = { ownSeconds: median(own.map(secondsTaken)), othersSeconds: median(others.map(secondsTaken)) };
    const cases = worstFirst(own.map((record) => ({ case: record.case, by: -paceOf(record) })));
    return [
      interviewer,
      flagged(ground, { figures: { interviews: own.length, ...figures, ...shares }, chance, cases }),
    ];
  };
  const measure = {
    cell: ({ mode }: InterviewRecord) => mode,
    value: (record: InterviewRecord) => Number(isFast(record)),
    kind: 'share' as const,
  };
  const many = standingApart(held, measure, { least: leastShare, onlyAbove: true });
  return new Map([
    ...usuallyFast(interviewers, paceOf).map(([code, chance]) => flag('usually_fast', code, chance)),
    ...many.map(({ interviewer, own, others, chance }) =>
      flag('many_fast', interviewer, chance, { ownShare: own, othersShare: others }),
    ),
  ]);
}

/** Those whose median pace is far from the medians of the others, with the chance of it. */
function usuallyFast(
  interviewers: ReadonlyMap<string, readonly InterviewRecord[]>,
  paceOf: (record: InterviewRecord) => number,
): [string, number][] {
  const medians = [...interviewers]
    .filter(([, own]) => own.length >= fewestForMedian)
    .map(([code, own]) => ({ code, own, at: median(own.map(paceOf)) }));
  const centre = median(medians.map(({ at }) => at));
  const spread = Math.max(
    leastSpread,
    robustSpread(
      medians.map(({ at }) => at),
      centre,
    ),
  );
  return medians
    .filter(({ at }) => at - centre < Math.log(usuallyPart))
    .map(({ code, own, at }): [string, number] => {
      // The standard error of a median is a quarter larger than that of a mean.
      const error = (1.2533 * robustSpread(own.map(paceOf), at)) / Math.sqrt(own.length);
      return [code, medians.length * normalTail((centre - at) / Math.hypot(spread, error))];
    })
    .filter(([, chance]) => chance < alpha);
}
