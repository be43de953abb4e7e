import { ObjectId } from 'bson';
import { idKey } from '../keys/id-key.ts';
import { decode, encode } from '../raw/decode.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { replacedFields } from '../raw/replaced-fields.ts';
import { notTooLarge, validateStorable } from '../raw/validate.ts';
import type { Doc } from '../semantics/document.ts';
import { touchedFields } from '../semantics/update/touched-fields.ts';
import { replacementOrUpdate, updater } from '../semantics/update.ts';
import { upserted } from '../semantics/upsert.ts';
import type { Collection } from '../storage/collection.ts';
import type { Stored } from './matching.ts';
import { pauses } from './patience.ts';
import { stepPatience } from './write-time.ts';

/** A change that a client asks for: operators, a pipeline or a whole new document. */
export interface Change {
  filter: Doc;
  update: Doc | Doc[];
  arrayFilters?: Doc[] | undefined;
  now: Date;
  variables?: Doc | undefined;
  collation?: Doc | undefined;
}

/** What a change makes of the bytes of a document: the same ones when nothing changes. */
export type Changing = (raw: Buffer) => Buffer;

/**
 * Compiles a change. One by operators looks at the fields that these name, and leaves all others as they are; of what a
 * whole new document takes the place of, only the `_id` is looked at.
 */
export function changing(change: Change): Changing {
  const update = updater(change.update, options(change));
  const replaces = replacementOrUpdate(change.update) === 'replace';
  const touched = replaces ? new Set<string>() : touchedFields(change.update);
  const picker = touched && new FieldPicker(['_id', ...touched]);
  return (raw) => {
    const before = picker ? picker.decode(raw) : decode(raw);
    const after = update(before);
    if (replaces) return encoded(after);
    if (after === before) return raw;
    return picker ? notTooLarge(replacedFields(raw, picker, before, after)) : encoded(after);
  };
}

/** Changes one stored document; returns its new bytes, or the old ones when nothing changed. */
export function modify(collection: Collection, { id, raw }: Stored, change: Changing): Buffer {
  const bytes = change(raw);
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
  return { filter, arrayFilters, now, let: variables, collation, pause: pauses(stepPatience) };
}

function encoded(doc: Doc): Buffer {
  const bytes = notTooLarge(encode(doc));
  validateStorable(bytes);
  return bytes;
}
