import { type Doc, fieldOf } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { MAX_KEY_BYTES } from './id-key.ts';
import { writePart } from './index-part.ts';
import { KeyWriter } from './key-writer.ts';
import { partValues } from './part-values.ts';

/** How an index makes keys of documents. */
export interface KeyShape {
  id: number;
  paths: readonly (readonly string[])[];
  descending: readonly boolean[];
  sparse: boolean;
}

/** The keys of one document in one index, without the document's own key at their end. */
export interface IndexKeys {
  keys: Buffer[];
  multikey: boolean[];
  /** false when a part was cut, so that this index no longer sorts */
  ordered: boolean;
}

const writer = new KeyWriter();
const single: boolean[] = [];

/** Makes the keys of a document. Throws for parallel arrays and for keys longer than the store can hold. */
export function indexKeys(shape: KeyShape, doc: Doc): IndexKeys {
  const plain = plainValues(shape, doc);
  if (plain) {
    if (shape.sparse && plain.every((value) => value === undefined))
      return { keys: [], multikey: single, ordered: true };
    const ordered = writeKey(shape, plain);
    return { keys: [writer.copy()], multikey: single, ordered };
  }
  const { rows, multikey } = partValues(doc, shape.paths);
  const keys = new Map<string, Buffer>();
  let ordered = true;
  for (const row of rows) {
    if (shape.sparse && row.every((value) => value === undefined)) continue;
    ordered = writeKey(shape, row) && ordered;
    const key = writer.copy();
    keys.set(key.toString('latin1'), key);
  }
  return { keys: [...keys.values()], multikey, ordered };
}

/** The quick way for the usual index: every part a field of the document itself, and none of them an array. */
function plainValues(shape: KeyShape, doc: Doc): unknown[] | undefined {
  const values = new Array<unknown>(shape.paths.length);
  for (let part = 0; part < shape.paths.length; part++) {
    const path = shape.paths[part] as readonly string[];
    const value = fieldOf(doc, path[0] as string);
    if (path.length > 1 || Array.isArray(value)) return undefined;
    values[part] = value;
  }
  return values;
}

function writeKey(shape: KeyShape, values: readonly unknown[]): boolean {
  writer.length = 0;
  writer.uint32(shape.id);
  let ordered = true;
  values.forEach((value, part) => {
    ordered = writePart(writer, value, shape.descending[part] as boolean) && ordered;
  });
  if (writer.length > MAX_KEY_BYTES) throw keyTooLong(writer.length);
  return ordered;
}

export function keyTooLong(bytes: number): MongoServerFault {
  return new MongoServerFault(17280, 'KeyTooLong', `a key of this index would be ${bytes} bytes long`);
}
