import type { Query } from '../planner/query.ts';
import { decode } from '../raw/decode.ts';
import { collation } from './collation.ts';
import { command } from './command.ts';
import { required, type Values } from './fields.ts';
import { collection, document, hint, ignored, natural, whole } from './kinds.ts';
import { only } from './only.ts';

const FIELDS = {
  count: required(collection),
  query: document,
  skip: natural,
  limit: whole,
  hint,
  collation,
  fields: ignored,
};

export const count = command(
  FIELDS,
  async (args, { database, maxTimeMS, gone }, { readers }) => {
    const query = { ...countQuery(args), maxTimeMS };
    const reading = { database, collection: args.count, query, then: 'count', now: new Date() } as const;
    return decode(await only(await readers.read(reading, gone)));
  },
  { stable: true, readConcern: true },
);

/** What the arguments of a count ask for. A negative limit means the same as a positive one. */
export function countQuery({ query: filter = {}, skip, limit = 0, hint, collation }: Values<typeof FIELDS>): Query {
  return { filter, skip, limit: Math.abs(limit), hint, collation };
}
