import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';

export type Sort = Record<string, 1 | -1>;

/** Reads a sort specification; undefined when it asks for no order. */
export function sortSpec(sort: Doc | undefined): Sort | undefined {
  const entries = Object.entries(sort ?? {}).filter(([name]) => name !== '$natural');
  if (!entries.length) return undefined;
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const direction = numberOf(value);
      if (direction !== 1 && direction !== -1) {
        throw new MongoServerFault(
          15975,
          'Location15975',
          '$sort key ordering must be 1 (for ascending) or -1 (for descending)',
        );
      }
      return [name, direction];
    }),
  );
}
