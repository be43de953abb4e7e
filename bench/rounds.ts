/** Five rounds of every kind in turn (A B C A B C …), so that whatever else the machine does meets all kinds alike. */
const rounds = 5;

/** What each kind measured, by round. `measure` is called for one kind after the other, never for two at once. */
export async function interleaved<Kind extends string, Result>(
  kinds: readonly Kind[],
  measure: (kind: Kind, round: number) => Promise<Result>,
): Promise<Record<Kind, Result[]>> {
  const results = Object.fromEntries(kinds.map((kind) => [kind, [] as Result[]])) as Record<Kind, Result[]>;
  for (let round = 1; round <= rounds; round += 1)
    for (const kind of kinds) results[kind].push(await measure(kind, round));
  return results;
}

/** The middle value; of an even number, the upper of the two. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The median over the rounds of one thing that was measured. */
export const medianOf = <Result>(results: readonly Result[], value: (result: Result) => number): number =>
  median(results.map(value));
