import { deserialize } from 'bson';
import type { Query } from '../planner/query.ts';
import { decode, encode } from '../raw/decode.ts';
import type { Doc } from '../semantics/document.ts';

/** Something to be read, by whichever thread. */
export interface Reading {
  database: string;
  /** undefined: of no collection */
  collection: string | undefined;
  query: Query;
  /** what is made of the documents of the query; without it they are the answer */
  then?: Then | undefined;
  now: Date;
}

/**
 * Stages of a pipeline; the distinct values of a field, as `{ values }`; the number of documents, as `{ n }`; or what
 * finding them costs.
 */
export type Then = { stages: Doc[] } | { distinct: string } | 'count' | 'statistics';

/** A reading as bytes, for another thread. */
export function packed(reading: Reading): Buffer {
  return encode({ ...reading });
}

/** Our own numbers come back plain, what clients gave us with its BSON types. */
export function unpacked(bytes: Uint8Array): Reading {
  const plain = deserialize(bytes, { bsonRegExp: true, validation: { utf8: false } }) as Reading;
  const { query, then } = decode(bytes) as unknown as Reading;
  const { filter, projection, variables, collation, min, max } = query;
  return { ...plain, query: { ...plain.query, filter, projection, variables, collation, min, max }, then };
}
