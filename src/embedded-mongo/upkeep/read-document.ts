import { dataKey, idKey } from '../keys/id-key.ts';
import { validateReceived } from '../raw/validate.ts';
import type { Doc } from '../semantics/document.ts';
import type { Collection } from '../storage/collection.ts';

/** The part of a document that its keys are made of. Throws when it is not well formed or lies under a wrong key. */
export function readDocument(collection: Collection, key: Buffer, raw: Buffer): Doc {
  validateReceived(raw);
  const doc = collection.keyPart(raw);
  if (!dataKey(collection.definition.id, idKey(doc._id)).equals(key)) throw new Error('its _id is another');
  return doc;
}
