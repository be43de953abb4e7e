import { dataKey, idKey, objectIdKey } from '../keys/id-key.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import type { Doc } from '../semantics/document.ts';
import type { Databases } from './databases.ts';
import { DuplicateKey } from './duplicate-key.ts';
import type { IndexDefinition } from './index-definition.ts';
import { type Entry, isTaken, putEntry, refuseTooLong, removeEntry } from './index-entry.ts';
import { StorageFailure } from './storage-failure.ts';
import { StoredIndex } from './stored-index.ts';

/** How many entries are put in one step of the building of an index, which takes some milliseconds. */
const ENTRIES_AT_ONCE = 1000;

/** What is kept of a collection. */
export interface CollectionDefinition {
  id: number;
  database: string;
  name: string;
  options: Doc;
  indexes: IndexDefinition[];
}

/** In one go with the look whether it is there, which would take as long as the putting. */
const UNLESS_THERE = { noOverwrite: true } as const;

/**
 * One collection: puts and removes documents together with their index entries. Everything that can be refused is
 * refused before the first put. Writing methods are called inside a transaction of the write queue only.
 */
export class Collection {
  readonly definition: CollectionDefinition;
  readonly indexes: StoredIndex[];
  readonly databases: Databases;
  private readonly save: (collection: Collection) => void;
  private readonly picker: FieldPicker;

  constructor(definition: CollectionDefinition, databases: Databases, save: (collection: Collection) => void) {
    this.definition = definition;
    this.databases = databases;
    this.save = save;
    this.indexes = definition.indexes.map((index) => new StoredIndex(index));
    this.picker = new FieldPicker(['_id', ...this.indexes.flatMap((index) => index.neededFields())]);
  }

  get namespace(): string {
    return `${this.definition.database}.${this.definition.name}`;
  }

  /** The bytes of a document, or undefined. */
  raw(id: Buffer): Buffer | undefined {
    return this.databases.data.getBinary(dataKey(this.definition.id, id));
  }

  /** The part of a document that its keys are made of. */
  keyPart(raw: Buffer): Doc {
    return this.picker.decode(raw);
  }

  /** Puts a new document. Throws DuplicateKey, and KeyTooLong. */
  insert(raw: Buffer): void {
    const id = objectIdKey(raw) ?? idKey(this.keyPart(raw)._id);
    const key = dataKey(this.definition.id, id);
    // Of a document that is there already everything else may be held as well: by that document.
    if (this.indexes.length && this.databases.data.doesExist(key)) throw this.isThere(raw);
    const entries = this.indexes.length ? this.newEntries(id, raw) : [];
    if (!this.putNew(key, raw)) throw this.isThere(raw);
    if (entries.length) this.putEntries(entries, id);
  }

  /** Puts the new bytes of a document in place of the old ones. Throws DuplicateKey. */
  replace(id: Buffer, oldRaw: Buffer, newRaw: Buffer): void {
    const indexes = this.indexes.filter((index) => index.tellsApart(oldRaw, newRaw));
    const newDoc = this.keyPart(newRaw);
    const before = this.entriesOf(this.keyPart(oldRaw), indexes);
    const after = this.entriesOf(newDoc, indexes);
    const gone = without(before, after);
    const added = without(after, before);
    for (const entry of added) this.refuse(entry, id, newDoc);
    this.put(() => {
      this.databases.data.putSync(dataKey(this.definition.id, id), newRaw);
      for (const entry of gone) removeEntry(this.databases.index, entry, id);
      for (const entry of added) putEntry(this.databases.index, entry, id);
    });
  }

  remove(id: Buffer, raw: Buffer): void {
    const entries = this.entriesOf(this.keyPart(raw));
    this.put(() => {
      this.databases.data.removeSync(dataKey(this.definition.id, id));
      for (const entry of entries) removeEntry(this.databases.index, entry, id);
    });
  }

  /**
   * Adds the entries of a stored document, of which the key part is enough, to an index that is being built, some at a
   * time. Throws DuplicateKey.
   */
  *addToIndex(index: StoredIndex, id: Buffer, doc: Doc): Generator<void, void> {
    const entries = this.entriesIn(index, doc);
    for (let at = 0; at < entries.length; at += ENTRIES_AT_ONCE) {
      if (at) yield;
      const some = entries.slice(at, at + ENTRIES_AT_ONCE);
      for (const entry of some) this.refuse(entry, id, doc);
      this.put(() => {
        for (const entry of some) putEntry(this.databases.index, entry, id);
      });
    }
  }

  private isThere(raw: Buffer): DuplicateKey {
    return new DuplicateKey(this.namespace, { name: '_id_', key: { _id: 1 } }, { _id: this.keyPart(raw)._id });
  }

  private newEntries(id: Buffer, raw: Buffer): Entry[] {
    const doc = this.keyPart(raw);
    const entries = this.entriesOf(doc);
    for (const entry of entries) this.refuse(entry, id, doc);
    return entries;
  }

  private entriesOf(doc: Doc, indexes = this.indexes): Entry[] {
    return indexes.flatMap((index) => this.entriesIn(index, doc));
  }

  private entriesIn(index: StoredIndex, doc: Doc): Entry[] {
    const keys = index.keysOf(doc);
    if (index.learn(keys)) this.put(() => this.save(this));
    return keys.keys.map((key) => ({ index, key }));
  }

  private refuse(entry: Entry, id: Buffer, doc: Doc): void {
    refuseTooLong(entry, id);
    const { index, key } = entry;
    const { unique, options } = index.definition;
    if ((unique || options.prepareUnique) && isTaken(this.databases.index, entry, id)) {
      throw new DuplicateKey(this.namespace, index.definition, index.keyValue(doc, key));
    }
  }

  private putEntries(entries: Entry[], id: Buffer): void {
    this.put(() => {
      for (const entry of entries) putEntry(this.databases.index, entry, id);
    });
  }

  /** False where there is something already. */
  private putNew(key: Buffer, raw: Buffer): boolean {
    try {
      // lmdb's types do not tell what its README does: that this answers.
      return this.databases.data.putSync(key, raw, UNLESS_THERE) as unknown as boolean;
    } catch (error) {
      throw new StorageFailure(error);
    }
  }

  private put(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw new StorageFailure(error);
    }
  }
}

/** The entries whose keys, which begin with the number of their index, are not among the others'. */
function without(entries: Entry[], others: Entry[]): Entry[] {
  const keys = new Set(others.map(({ key }) => key.toString('latin1')));
  return entries.filter(({ key }) => !keys.has(key.toString('latin1')));
}
