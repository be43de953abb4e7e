import type { KeyShape } from '../keys/index-keys.ts';
import { KeyType } from '../keys/key-types.ts';
import { KeyWriter } from '../keys/key-writer.ts';
import { writeValue } from '../keys/value-key.ts';
import type { Catalog } from './catalog.ts';
import { successor } from './key-range.ts';
import { Scan } from './scan.ts';
import type { StoredIndex } from './stored-index.ts';
import type { Work } from './write-queue.ts';

const DOCUMENTS_PER_STEP = 100;

/** Deletes the documents whose time is over, by the indexes that have `expireAfterSeconds`. */
export function* expire(catalog: Catalog, now: Date): Work<number> {
  let n = 0;
  for (const { definition } of catalog.all()) {
    for (const { id, expireAfterSeconds } of definition.indexes) {
      if (expireAfterSeconds === undefined) continue;
      const before = new Date(now.getTime() - expireAfterSeconds * 1000);
      for (let found = DOCUMENTS_PER_STEP; found === DOCUMENTS_PER_STEP; ) {
        found = expireSome(catalog, definition.database, definition.name, id, before);
        n += found;
        yield;
      }
    }
  }
  return n;
}

function expireSome(catalog: Catalog, database: string, name: string, indexId: number, before: Date): number {
  const collection = catalog.get(database, name);
  const index = collection?.indexes.find(({ definition }) => definition.id === indexId);
  if (!collection || !index || index.definition.building) return 0;
  const scan = new Scan(collection, [{ index, ranges: [datesBefore(index, before)], reverse: false }]);
  const stale = scan.read((raw, idOf) => ({ raw: Buffer.from(raw), id: Buffer.from(idOf()) }), DOCUMENTS_PER_STEP);
  for (const { id, raw } of stale) collection.remove(id, raw);
  return stale.length;
}

/** Of an array of dates the earliest counts, which is what its entries in the index say. */
function datesBefore({ shape }: StoredIndex, before: Date): { start: Buffer; end: Buffer } {
  const writer = new KeyWriter();
  writer.byte(KeyType.date);
  const first = bound(shape, writer.copy());
  writer.length = 0;
  writeValue(writer, before);
  const last = bound(shape, writer.copy());
  return shape.descending[0] ? { start: successor(last), end: successor(first) } : { start: first, end: last };
}

function bound({ id, descending }: KeyShape, part: Buffer): Buffer {
  const key = Buffer.allocUnsafe(4 + part.length);
  key.writeUInt32BE(id);
  key.set(descending[0] ? part.map((byte) => ~byte) : part, 4);
  return key;
}
