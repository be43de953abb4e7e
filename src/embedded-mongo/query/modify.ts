import { ObjectId } from 'bson';
import { idKey } from '../keys/id-key.ts';
import { decode, encode } from '../raw/decode.ts';
import { MAX_DOCUMENT_BYTES, validateStorable } from '../raw/validate.ts';
import type { Doc } from '../semantics/document.ts';
import { location } from '../semantics/fault.ts';
import { updater } from '../semantics/update.ts';
import { upserted } from '../semantics/upsert.ts';
import type { Collection } from '../storage/collection.ts';
import type { Stored } from './matching.ts';

/** A change that a client asks for: operators, a pipeline or a whole new document. */
export interface Change {
  filter: Doc;
  update: Doc | Doc[];
  arrayFilters?: Doc[] | undefined;
  now: Date;
  variables?: Doc | undefined;
  collation?: Doc | undefined;
}

/** Changes one stored document; returns its new bytes, or the old ones when nothing changed. */
export function modify(collection: Collection, { id, raw }: Stored, change: Change): Buffer {
  const before = decode(raw);
  const after = updater(change.update, options(change))(before);
  if (after === before) return raw;
  const bytes = encoded(after);
  if (bytes.equals(raw)) return raw;
  collection.replace(id, raw, bytes);
  return bytes;
}

/** Puts the document that an upsert makes when nothing matched; returns it. */
export function insertUpserted(collection: Collection, change: Change): Stored & { doc: Doc } {
  const made = upserted(change.update, options(change));
  const { _id = new ObjectId(), ...rest } = made;
  const doc = { _id, ...rest };
  const raw = encoded(doc);
  collection.insert(raw);
  return { id: idKey(_id), raw, doc };
}

function options({ filter, arrayFilters = [], now, variables, collation }: Change) {
  return { filter, arrayFilters, now, let: variables, collation };
}

function encoded(doc: Doc): Buffer {
  const bytes = encode(doc);
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw location(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);
  }
  validateStorable(bytes);
  return bytes;
}
