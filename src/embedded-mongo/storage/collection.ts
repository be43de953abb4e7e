import { dataKey, idKey } from '../keys/id-key.ts';
import { decode } from '../raw/decode.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import type { Doc } from '../semantics/document.ts';
import type { Databases } from './databases.ts';
import { DuplicateKey } from './duplicate-key.ts';
import type { IndexDefinition } from './index-definition.ts';
import { entryValue } from './index-entry.ts';
import { StorageFailure } from './storage-failure.ts';
import { StoredIndex } from './stored-index.ts';

/** What is kept of a collection. */
export interface CollectionDefinition {
  id: number;
  database: string;
  name: string;
  options: Doc;
  indexes: IndexDefinition[];
}

interface Entry {
  index: StoredIndex;
  key: Buffer;
}

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

  /** Puts a new document. Throws DuplicateKey. */
  insert(raw: Buffer): void {
    const doc = this.keyPart(raw);
    const id = idKey(doc._id);
    const key = dataKey(this.definition.id, id);
    if (this.databases.data.doesExist(key)) {
      throw new DuplicateKey(this.namespace, { name: '_id_', key: { _id: 1 } }, { _id: doc._id });
    }
    const entries = this.entriesOf(doc);
    for (const entry of entries) this.refuseDuplicate(entry, id, doc);
    this.put(() => {
      this.databases.data.putSync(key, raw);
      for (const entry of entries) this.putEntry(entry, id);
    });
  }

  /** Puts the new bytes of a document in place of the old ones. Throws DuplicateKey. */
  replace(id: Buffer, oldRaw: Buffer, newRaw: Buffer): void {
    const newDoc = this.keyPart(newRaw);
    const before = this.entriesOf(this.keyPart(oldRaw));
    const after = this.entriesOf(newDoc);
    const gone = without(before, after);
    const added = without(after, before);
    for (const entry of added) this.refuseDuplicate(entry, id, newDoc);
    this.put(() => {
      this.databases.data.putSync(dataKey(this.definition.id, id), newRaw);
      for (const entry of gone) this.removeEntry(entry, id);
      for (const entry of added) this.putEntry(entry, id);
    });
  }

  remove(id: Buffer, raw: Buffer): void {
    const entries = this.entriesOf(this.keyPart(raw));
    this.put(() => {
      this.databases.data.removeSync(dataKey(this.definition.id, id));
      for (const entry of entries) this.removeEntry(entry, id);
    });
  }

  /** Adds the entries of a stored document to an index that is being built. Throws DuplicateKey. */
  addToIndex(index: StoredIndex, id: Buffer, raw: Buffer): void {
    const doc = decode(raw);
    const entries = this.entriesIn(index, doc);
    for (const entry of entries) this.refuseDuplicate(entry, id, doc);
    this.put(() => {
      for (const entry of entries) this.putEntry(entry, id);
    });
  }

  /** For each index entry that a document should have: the index's name, and whether the entry is there. */
  entryStates(raw: Buffer, id: Buffer): { index: string; present: boolean }[] {
    const doc = this.keyPart(raw);
    return this.indexes.flatMap((index) =>
      index.keysOf(doc).keys.map((key) => {
        const { unique, name } = index.definition;
        const holder = this.databases.index.getBinary(unique ? key : Buffer.concat([key, id]));
        return { index: name, present: unique ? holder?.equals(id) === true : holder !== undefined };
      }),
    );
  }

  private entriesOf(doc: Doc): Entry[] {
    return this.indexes.flatMap((index) => this.entriesIn(index, doc));
  }

  private entriesIn(index: StoredIndex, doc: Doc): Entry[] {
    const keys = index.keysOf(doc);
    if (index.learn(keys)) this.put(() => this.save(this));
    return keys.keys.map((key) => ({ index, key }));
  }

  private refuseDuplicate({ index, key }: Entry, id: Buffer, doc: Doc): void {
    if (!index.definition.unique) return;
    const holder = this.databases.index.getBinary(key);
    if (holder && !id.equals(holder))
      throw new DuplicateKey(this.namespace, index.definition, index.keyValue(doc, key));
  }

  private putEntry({ index, key }: Entry, id: Buffer): void {
    if (index.definition.unique) this.databases.index.putSync(key, id);
    else this.databases.index.putSync(Buffer.concat([key, id]), entryValue(id));
  }

  private removeEntry({ index, key }: Entry, id: Buffer): void {
    this.databases.index.removeSync(index.definition.unique ? key : Buffer.concat([key, id]));
  }

  private put(write: () => void): void {
    try {
      write();
    } catch (error) {
      throw new StorageFailure(error);
    }
  }
}

function without(entries: Entry[], others: Entry[]): Entry[] {
  return entries.filter(({ index, key }) => !others.some((other) => other.index === index && other.key.equals(key)));
}
