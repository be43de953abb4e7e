import { flagOf, numberOf } from '../raw/number-of.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { matcher } from '../semantics/filter.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';

const IGNORED = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
]);

/** Reads one index of a `createIndexes`. Throws for kinds of index that this store does not have. */
export function indexRequest(spec: Doc): Omit<IndexDefinition, 'id'> {
  const key = keyOf(spec.key);
  const fields = Object.keys(key);
  const expire = numberOf(spec.expireAfterSeconds);
  const partial = spec.partialFilterExpression;
  if (partial !== undefined && !isDocument(partial)) throw cannotCreate('partialFilterExpression must be a document');
  if (partial) matcher(partial);
  if (partial && flagOf(spec.sparse)) throw cannotCreate("cannot mix 'partialFilterExpression' and 'sparse' options");
  if (expire !== undefined && fields.length > 1) throw cannotCreate('TTL indexes are single-field indexes');
  return {
    name: typeof spec.name === 'string' ? spec.name : fields.map((field) => `${field}_${key[field]}`).join('_'),
    key,
    unique: flagOf(spec.unique),
    sparse: flagOf(spec.sparse),
    ...(partial ? { partialFilterExpression: partial } : {}),
    ...(expire === undefined ? {} : { expireAfterSeconds: expire }),
    options: Object.fromEntries(Object.entries(spec).filter(([name]) => !IGNORED.has(name))),
    multikey: fields.map(() => false),
    ordered: true,
    building: false,
  };
}

function keyOf(key: unknown): Record<string, 1 | -1> {
  if (!isDocument(key) || !Object.keys(key).length) throw cannotCreate('Index keys cannot be empty');
  return Object.fromEntries(
    Object.entries(key).map(([field, value]) => {
      const direction = value === 'hashed' ? 1 : numberOf(value);
      if (!direction) throw cannotCreate(`this store has no index of the kind ${String(value)}`);
      if (!field || field.split('.').some((part) => !part || part.startsWith('$')))
        throw cannotCreate(`cannot index '${field}'`);
      return [field, direction < 0 ? -1 : 1];
    }),
  );
}

function cannotCreate(message: string): MongoServerFault {
  return new MongoServerFault(67, 'CannotCreateIndex', message);
}
