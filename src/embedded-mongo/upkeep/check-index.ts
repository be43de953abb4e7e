import { EJSON } from 'bson';
import { dataKey } from '../keys/id-key.ts';
import type { IndexKeys } from '../keys/index-keys.ts';
import type { Doc } from '../semantics/document.ts';
import type { Collection } from '../storage/collection.ts';
import { entryId, entryValue } from '../storage/index-entry.ts';
import { rangeOf } from '../storage/key-range.ts';
import type { StoredIndex } from '../storage/stored-index.ts';
import { readDocument } from './read-document.ts';

/**
 * Checks one index while its collection is read: `see` every document, then `end`. All entries that should be are
 * there, and there are no more than those, so the two sets are the same; only if the numbers differ, the surplus is
 * looked for.
 */
export class IndexCheck {
  private readonly collection: Collection;
  private readonly index: StoredIndex;
  private readonly report: (fault: string) => void;
  private readonly told = new Set<string>();
  private owned = 0;

  constructor(collection: Collection, index: StoredIndex, report: (fault: string) => void) {
    this.collection = collection;
    this.index = index;
    this.report = report;
  }

  see(doc: Doc, id: Buffer): void {
    const keys = this.keysOf(doc);
    if (!keys) return;
    const { unique, building } = this.index.definition;
    // An index that is being built has not met all documents yet, nor two with a value that only one may have.
    if (!building) this.checkFlags(keys);
    for (const key of keys.keys) {
      const found = this.collection.databases.index.getBinary(unique ? key : Buffer.concat([key, id]));
      const isRight = found?.equals(unique ? id : entryValue(id));
      if (!building && !isRight) {
        const fault = found ? 'the entry for the document $ points elsewhere' : 'no entry for the document $';
        this.report(fault.replace('$', () => shown(doc._id)));
      }
      if (isRight || (found && !unique)) this.owned++;
    }
  }

  /** How many entries there are. */
  end(): number {
    const range = rangeOf(this.index.definition.id);
    const entries = this.collection.databases.index.getKeysCount({ ...range });
    if (entries !== this.owned) {
      for (const { key, value } of this.collection.databases.index.getRange({ ...range })) this.checkOwner(key, value);
    }
    return entries;
  }

  private checkOwner(key: Buffer, value: Buffer): void {
    const { unique } = this.index.definition;
    const id = entryId(unique, key, value);
    const doc = this.document(id);
    const own = doc && this.index.keysOf(doc).keys;
    if (own?.some((each) => key.equals(unique ? each : Buffer.concat([each, id])))) return;
    const owner = doc ? `the document ${shown(doc._id)}, which has another value` : 'no readable document';
    this.report(`an entry that belongs to ${owner}: ${key.subarray(4).toString('hex')}`);
  }

  private document(id: Buffer): Doc | undefined {
    try {
      const key = dataKey(this.collection.definition.id, id);
      const raw = this.collection.databases.data.getBinary(key);
      return raw && readDocument(this.collection, key, raw);
    } catch {
      return undefined;
    }
  }

  private keysOf(doc: Doc): IndexKeys | undefined {
    try {
      return this.index.keysOf(doc);
    } catch (error) {
      this.report(`the document ${shown(doc._id)} cannot be in this index: ${(error as Error).message}`);
      return undefined;
    }
  }

  /** The planner trusts these: a flag that is wrong hides documents or mixes up their order. */
  private checkFlags({ multikey, ordered }: IndexKeys): void {
    const { definition, fields } = this.index;
    multikey.forEach((isArray, part) => {
      if (isArray && !definition.multikey[part])
        this.once(`is not marked as multikey, but "${fields[part]}" has arrays`);
    });
    if (!ordered && definition.ordered) this.once('is marked as ordered, but has values that were cut');
  }

  private once(fault: string): void {
    if (this.told.has(fault)) return;
    this.told.add(fault);
    this.report(fault);
  }
}

function shown(id: unknown): string {
  return EJSON.stringify(id);
}
