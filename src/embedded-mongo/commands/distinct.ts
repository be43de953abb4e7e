import { KeyWriter } from '../keys/key-writer.ts';
import { partValues } from '../keys/part-values.ts';
import { writeValue } from '../keys/value-key.ts';
import { collationOf } from '../planner/collation.ts';
import { hintOf } from '../planner/hint.ts';
import { planQuery } from '../planner/plan.ts';
import { breath, KEYS_PER_TURN } from '../query/breath.ts';
import { documentTest } from '../query/document-test.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { collationOrder } from '../semantics/collation.ts';
import { compareValues } from '../semantics/compare.ts';
import type { Doc } from '../semantics/document.ts';
import { Scan } from '../storage/scan.ts';
import { collectionName, documentOf, textOf } from './arguments.ts';
import type { Handler } from './command.ts';

export const distinct: Handler = async ({ database, command }, { store }) => {
  const collection = store.catalog.get(database, collectionName(command, 'distinct'));
  const path = textOf(command, 'key').split('.');
  if (!collection) return { values: [] };
  const collation = collationOf(documentOf(command, 'collation'));
  const query = { filter: documentOf(command, 'query') ?? {}, hint: hintOf(command.hint), collation };
  const matches = documentTest(query);
  const scan = new Scan(collection, planQuery(collection, query).routes);
  const picker = new FieldPicker([path[0] as string]);
  const found = new Map<string, unknown>();
  const visit = (raw: Buffer) => {
    if (!matches(raw)) return undefined;
    for (const [value] of partValues(picker.decode(raw), [path]).rows) {
      if (value === undefined || typeof value === 'symbol') continue;
      const key = keyOf(value);
      if (!found.has(key)) found.set(key, value);
    }
    return undefined;
  };
  for (; ; await breath()) {
    scan.read(visit, 1, KEYS_PER_TURN);
    if (scan.done) return { values: apart([...found.values()].sort(compareValues), collation) };
  }
};

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
