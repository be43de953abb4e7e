import { KeyWriter } from '../keys/key-writer.ts';
import { partValues } from '../keys/part-values.ts';
import { writeValue } from '../keys/value-key.ts';
import type { Query } from '../planner/query.ts';
import { collationOrder } from '../semantics/collation.ts';
import { compareValues } from '../semantics/compare.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { Allowance, sizeOf } from '../semantics/memory.ts';
import type { Collection } from '../storage/collection.ts';
import { documents } from './documents.ts';
import type { Patience } from './patience.ts';

const MOST_BYTES = 16 * 1024 * 1024;

/** The values that a field has in the documents of a query, each once and in order. */
export function distinctValues(collection: Collection, query: Query, field: string, patience: Patience): unknown[] {
  const path = field.split('.');
  const found = new Map<string, unknown>();
  const allowance = new Allowance(tooBig, MOST_BYTES);
  for (const doc of documents(collection, query, patience, new Set([path[0] as string]))) {
    for (const [value] of partValues(doc, [path]).rows) {
      if (value === undefined || typeof value === 'symbol') continue;
      const key = keyOf(value);
      if (found.has(key)) continue;
      allowance.take(sizeOf(value));
      found.set(key, value);
    }
  }
  return apart([...found.values()].sort(compareValues), query.collation);
}

function tooBig(): MongoServerFault {
  return new MongoServerFault(17217, 'Location17217', 'distinct too big, 16mb cap');
}

/** Of texts that a collation takes for equal, the first. */
function apart(values: unknown[], collation: Doc | undefined): unknown[] {
  const order = collationOrder(collation);
  if (!order) return values;
  const kept: unknown[] = [];
  for (const value of values) {
    const isKept = (other: unknown) =>
      typeof value === 'string' && typeof other === 'string' && order(value, other) === 0;
    if (!kept.some(isKept)) kept.push(value);
  }
  return kept;
}

const writer = new KeyWriter();

/** Equal values have equal keys, whatever their BSON type: 1 and 1.0 are one value. */
function keyOf(value: unknown): string {
  writer.length = 0;
  writeValue(writer, value);
  return writer.bytes.toString('latin1', 0, writer.length);
}
