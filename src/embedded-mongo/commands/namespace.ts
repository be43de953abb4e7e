import { invalidNamespace } from '../semantics/fault.ts';

const MOST_BYTES = 255;
const MOST_DATABASE_BYTES = 63;
const MOST_COLLECTION_BYTES = 200;

/** A collection's name as MongoDB allows it. Throws InvalidNamespace. */
export function checkedCollectionName(name: string): string {
  const bytes = Buffer.byteLength(name);
  if (!name || name.startsWith('.') || name.endsWith('.') || /[\0$]/.test(name) || bytes > MOST_COLLECTION_BYTES) {
    throw invalidNamespace(`Invalid collection name: ${name}`);
  }
  return name;
}

/** A database's name as MongoDB allows it. Throws InvalidNamespace. */
export function checkedDatabaseName(name: string): string {
  if (!name || /[\0/\\. "$]/.test(name) || Buffer.byteLength(name) > MOST_DATABASE_BYTES) {
    throw invalidNamespace(`Invalid database name: '${name}'`);
  }
  return name;
}

/** The database and the collection of a full name. */
export function checkedNamespace(namespace: string): [database: string, collection: string] {
  const dot = namespace.indexOf('.');
  if (dot < 1 || Buffer.byteLength(namespace) > MOST_BYTES) {
    throw invalidNamespace(`Invalid namespace specified '${namespace}'`);
  }
  return [checkedDatabaseName(namespace.slice(0, dot)), checkedCollectionName(namespace.slice(dot + 1))];
}
