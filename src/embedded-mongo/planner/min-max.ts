import { writePart } from '../keys/index-part.ts';
import { KeyWriter } from '../keys/key-writer.ts';
import type { Doc } from '../semantics/document.ts';
import { location } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { type KeyRange, rangeOf } from '../storage/key-range.ts';
import { isHinted } from './hint.ts';
import { documentKeys, indexKeys, isUsable, type OrderedKeys } from './ordered-keys.ts';
import type { Query } from './query.ts';
import { sortOrder } from './sort-order.ts';

const NOTHING_SAID = {
  ranges: [],
  depth: 0,
  fixed: new Set<string>(),
  listed: new Set<string>(),
  said: new Set<never>(),
};

/** How to read the part of an index from `min` on and up to, but without, `max`. */
export function planBetween(collection: Collection, { hint, min, max, sort, collation }: Query) {
  if (hint === undefined) throw location(51173, 'When using min()/max() a hint of which index to use must be provided');
  if (min && max && Object.keys(min).join() !== Object.keys(max).join()) {
    throw location(51176, 'min and max must have the same field names');
  }
  const all = [documentKeys(collection), ...collection.indexes.filter(isUsable).map(indexKeys)];
  const keys = all.find(({ index }) =>
    isHinted(hint, index?.definition.name ?? '_id_', index?.definition.key ?? { _id: 1 }),
  );
  if (!keys || keys.fields.join() !== Object.keys(min ?? max ?? {}).join()) {
    throw location(51174, 'The index chosen is not compatible with min/max');
  }
  const range = between(keys, min, max);
  if (Buffer.compare(range.start, range.end) >= 0) {
    throw location(
      51175,
      'The value provided for min() does not come before the value provided for max() in the index',
    );
  }
  const order = sort && !collation ? sortOrder(keys, NOTHING_SAID, sort) : undefined;
  return {
    routes: [{ index: keys.index, ranges: [range], reverse: order === 'backwards' }],
    sorted: !sort || order !== undefined,
    exact: false,
  };
}

function between(keys: OrderedKeys, min: Doc | undefined, max: Doc | undefined): KeyRange {
  const whole = rangeOf(keys.id);
  return { start: min ? keyOf(keys, min) : whole.start, end: max ? keyOf(keys, max) : whole.end };
}

function keyOf(keys: OrderedKeys, values: Doc): Buffer {
  const writer = new KeyWriter();
  writer.uint32(keys.id);
  keys.fields.forEach((field, part) => {
    writePart(writer, values[field], keys.descending[part] as boolean, keys.limit);
  });
  return writer.copy();
}
