import { ObjectId } from 'bson';
import { idKey } from '../keys/id-key.ts';
import { decode, encode } from '../raw/decode.ts';
import { MAX_DOCUMENT_BYTES, validateDocument } from '../raw/validate.ts';
import { sameValue } from '../semantics/compare.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { replacementOrUpdate, updater, upsertSeed } from '../semantics/update.ts';
import type { Collection } from '../storage/collection.ts';
import type { Stored } from './matching.ts';

/** A change that a client asks for: operators, a pipeline or a whole new document. */
export interface Change {
  filter: Doc;
  update: Doc | Doc[];
  arrayFilters?: Doc[] | undefined;
  now: Date;
  variables?: Doc | undefined;
}

/** Changes one stored document; returns its new bytes, or the old ones when nothing changed. */
export function modify(collection: Collection, { id, raw }: Stored, change: Change): Buffer {
  const before = decode(raw);
  const after = changed(before, change);
  if (after === before) return raw;
  if (!sameValue(after._id, before._id)) {
    throw new MongoServerFault(
      66,
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  }
  const bytes = encoded(after);
  if (bytes.equals(raw)) return raw;
  collection.replace(id, raw, bytes);
  return bytes;
}

/** Puts the document that an upsert makes when nothing matched; returns it. */
export function insertUpserted(collection: Collection, change: Change): Stored & { doc: Doc } {
  const seed = upsertSeed(change.filter);
  const made =
    replacementOrUpdate(change.update) === 'replace' ? seeded(seed, change.update as Doc) : upserted(seed, change);
  const { _id = new ObjectId(), ...rest } = made;
  const doc = { _id, ...rest };
  const raw = encoded(doc);
  collection.insert(raw);
  return { id: idKey(_id), raw, doc };
}

function changed(before: Doc, change: Change): Doc {
  if (replacementOrUpdate(change.update) !== 'replace') return updater(change.update, options(change))(before);
  const { _id = before._id, ...rest } = change.update as Doc;
  return { _id, ...rest };
}

function seeded(seed: Doc, replacement: Doc): Doc {
  const _id = replacement._id ?? seed._id;
  return _id === undefined ? replacement : { ...replacement, _id };
}

function upserted(seed: Doc, change: Change): Doc {
  return updater(change.update, { ...options(change), isUpsertInsert: true })(seed);
}

function options({ filter, arrayFilters, now, variables }: Change) {
  return { filter, now, ...(arrayFilters ? { arrayFilters } : {}), ...(variables ? { let: variables } : {}) };
}

function encoded(doc: Doc): Buffer {
  const bytes = encode(doc);
  validateDocument(bytes, MAX_DOCUMENT_BYTES);
  return bytes;
}
