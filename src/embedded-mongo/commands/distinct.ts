import { location } from '../semantics/fault.ts';
import { collation } from './collation.ts';
import { command } from './command.ts';
import { required } from './fields.ts';
import { collection, document, hint, text } from './kinds.ts';
import { only } from './only.ts';

export const distinct = command(
  { distinct: required(collection), key: required(text), query: document, hint, collation },
  async ({ distinct: name, key, query: filter = {}, hint, collation }, { database, maxTimeMS, gone }, { readers }) => {
    if (!key) throw location(40352, 'FieldPath cannot be constructed with empty string');
    const query = { filter, hint, collation, maxTimeMS };
    const then = { distinct: key };
    return only(await readers.read({ database, collection: name, query, then, now: new Date() }, gone));
  },
  { readConcern: true },
);
