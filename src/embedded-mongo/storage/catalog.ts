import { encode } from '../raw/decode.ts';
import type { Doc } from '../semantics/document.ts';
import { invalidNamespace } from '../semantics/fault.ts';
import { Collection, type CollectionDefinition } from './collection.ts';
import type { Databases } from './databases.ts';
import type { IndexDefinition } from './index-definition.ts';
import { DEFINITIONS, definitionKey, readDefinition } from './read-definition.ts';

const NEXT_ID = Buffer.from('next');
const PURGE = 'p:';

/** A range of keys that belongs to nobody any more and is still to be removed: one collection's or one index's. */
export interface Leftover {
  key: Buffer;
  table: 'data' | 'index';
  id: number;
}

/** Knows all collections, and keeps what it knows in the meta database. Writing methods run inside a transaction. */
export class Catalog {
  /** the numbers of the indexes that somebody is building */
  readonly builds = new Set<number>();
  private collections = new Map<string, Collection>();
  private readonly databases: Databases;

  constructor(databases: Databases) {
    this.databases = databases;
    this.load();
  }

  /** Reads everything anew: at the start, and after a transaction that came to nothing. */
  load(): void {
    this.collections = new Map();
    for (const { value } of this.range(DEFINITIONS)) this.attach(readDefinition(value));
  }

  get(database: string, name: string): Collection | undefined {
    return this.collections.get(`${database}.${name}`);
  }

  all(): Collection[] {
    return [...this.collections.values()];
  }

  of(database: string): Collection[] {
    return this.all().filter((collection) => collection.definition.database === database);
  }

  /** The collection of that name, made if there was none. Throws for a name that is MongoDB's own. */
  ensure(database: string, name: string, options: Doc = {}): Collection {
    const existing = this.get(database, name);
    if (existing) return existing;
    if (name.startsWith('system.')) throw invalidNamespace(`Invalid system namespace: ${database}.${name}`);
    const collection = this.attach({ id: this.nextId(), database, name, options, indexes: [] });
    this.save(collection);
    return collection;
  }

  /** Keeps a changed definition, and puts a collection that works by it in the place of the old one. */
  change(definition: CollectionDefinition): Collection {
    const collection = this.attach(definition);
    this.save(collection);
    return collection;
  }

  /** Forgets a collection; its documents and entries become leftovers. */
  drop(collection: Collection): void {
    this.collections.delete(collection.namespace);
    this.databases.meta.removeSync(definitionKey(collection.namespace));
    this.leave('data', collection.definition.id);
    for (const index of collection.definition.indexes) this.leave('index', index.id);
  }

  /** Gives a collection another name, in place of whatever had it. */
  rename(collection: Collection, database: string, name: string): void {
    const target = this.get(database, name);
    if (target && target !== collection) this.drop(target);
    this.collections.delete(collection.namespace);
    this.databases.meta.removeSync(definitionKey(collection.namespace));
    this.change({ ...collection.definition, database, name });
  }

  dropIndex(collection: Collection, dropped: IndexDefinition): Collection {
    const { definition } = collection;
    this.leave('index', dropped.id);
    return this.change({ ...definition, indexes: definition.indexes.filter((index) => index.id !== dropped.id) });
  }

  /** A number that no collection and no index ever had. */
  nextId(): number {
    const stored = this.databases.meta.getBinary(NEXT_ID);
    const id = stored ? stored.readUInt32BE() : 1;
    const next = Buffer.allocUnsafe(4);
    next.writeUInt32BE(id + 1);
    this.databases.meta.putSync(NEXT_ID, next);
    return id;
  }

  leftovers(): Leftover[] {
    return this.range(PURGE).map(({ key }) => {
      const [, table, id] = key.toString().split(':');
      return { key, table: table as 'data' | 'index', id: Number(id) };
    });
  }

  private leave(table: 'data' | 'index', id: number): void {
    this.databases.meta.putSync(Buffer.from(`${PURGE}${table}:${id}`), Buffer.from([1]));
  }

  private attach(definition: CollectionDefinition): Collection {
    const collection = new Collection(definition, this.databases, (changed) => this.save(changed));
    this.collections.set(collection.namespace, collection);
    return collection;
  }

  private save({ namespace, definition }: Collection): void {
    this.databases.meta.putSync(definitionKey(namespace), encode(definition as unknown as Doc));
  }

  private range(prefix: string): { key: Buffer; value: Buffer }[] {
    const start = Buffer.from(prefix);
    const end = Buffer.from(prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1));
    return [...this.databases.meta.getRange({ start, end })].map(({ key, value }) => ({
      key: Buffer.from(key),
      value: Buffer.from(value),
    }));
  }
}
