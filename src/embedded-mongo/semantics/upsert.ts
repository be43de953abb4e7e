import { type Doc, fieldOf, isDocument } from './document.ts';
import { MongoServerFault } from './fault.ts';
import { matcher } from './filter.ts';
import { typeName } from './type-name.ts';
import { idSeed, upsertSeed } from './update/upsert-seed.ts';
import { replacementOrUpdate, type UpdateOptions, updater } from './update.ts';

/**
 * The document that an upsert makes when nothing matched: what the filter says, changed by the update, `_id` first and
 * perhaps missing. Throws a MongoServerFault where the filter says no single value, or no `_id` that can be stored.
 */
export function upserted(update: Doc | Doc[], options: UpdateOptions): Doc {
  // Nobody has looked at the filter yet where there is no collection.
  matcher(options.filter, options);
  const seed = replacementOrUpdate(update) === 'replace' ? idSeed(options.filter) : upsertSeed(options.filter);
  const doc = updater(update, { ...options, isUpsertInsert: true })(seed);
  const id = fieldOf(doc, '_id');
  if (id === undefined) return doc;
  refuseId(id);
  return Object.keys(doc)[0] === '_id' ? doc : { _id: id, ...doc };
}

function refuseId(id: unknown): void {
  const type = typeName(id);
  if (type === 'array' || type === 'regex') {
    throw new MongoServerFault(53, 'InvalidIdField', `The '_id' value cannot be of type ${type}`);
  }
  const dollar = isDocument(id) && Object.keys(id).find((name) => name.startsWith('$'));
  if (dollar) {
    const fault = `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`;
    throw new MongoServerFault(52, 'DollarPrefixedFieldName', fault);
  }
}
