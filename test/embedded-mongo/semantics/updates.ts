import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { updater } from '../../../src/embedded-mongo/semantics/update.ts';
import { NOW } from './evaluate.ts';
import { received, stored, typed } from './values.ts';

interface Options {
  filter?: object;
  arrayFilters?: object[];
  isUpsertInsert?: boolean;
  collation?: Doc;
}

/** What an update makes of a document that is as the store reads it. */
export function apply(doc: Doc, update: object, { filter = {}, arrayFilters = [], ...others }: Options = {}): Doc {
  const { change, filters } = stored({ change: update, filters: arrayFilters });
  const options = { filter: stored(filter), arrayFilters: filters as Doc[], now: NOW, ...others };
  return updater(change as Doc, options)(doc);
}

/** What an update makes of a document, as a client of the driver gets it. */
export const updated = (doc: object, update: object, options?: Options): Doc =>
  received(apply(stored(doc), update, options));

/** The same with all types written out. */
export const typedUpdate = (doc: object, update: object): unknown => typed(apply(stored(doc), update));
