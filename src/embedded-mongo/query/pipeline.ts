import type { Hint } from '../planner/hint.ts';
import type { Query } from '../planner/query.ts';
import { encode } from '../raw/decode.ts';
import { aggregate, neededFields } from '../semantics/aggregate.ts';
import type { Doc } from '../semantics/document.ts';
import type { Catalog } from '../storage/catalog.ts';
import { documents } from './documents.ts';
import { leading } from './leading.ts';

/** An aggregation without `$out` and `$merge`. */
export interface Pipeline {
  database: string;
  collection: string | undefined;
  stages: Doc[];
  variables: Doc | undefined;
  hint: Hint | undefined;
  collation: Doc | undefined;
  /** who asks */
  session: Doc | undefined;
  now: Date;
}

/** Runs a pipeline at one go over what the planner finds for its first stages. */
export function* results(catalog: Catalog, pipeline: Pipeline): Generator<Buffer> {
  const { query, rest } = leading(pipeline.stages);
  const source = pipeline.collection === undefined ? undefined : catalog.get(pipeline.database, pipeline.collection);
  const { variables, hint, collation } = pipeline;
  const input = source ? documents(source, { ...query, variables, hint, collation }, neededFields(rest)) : [];
  for (const doc of transform(catalog, pipeline, input, rest)) yield encode(doc);
}

/** What some stages make of documents. Throws at once for stages that are wrong. */
export function transform(catalog: Catalog, pipeline: Pipeline, input: Iterable<Doc>, stages: Doc[]): Iterable<Doc> {
  const { database, variables, collation, now } = pipeline;
  const lookup = (name: string, filter: Doc) => find(catalog, database, name, { filter });
  return aggregate(input, stages, {
    lookup,
    now,
    ...(variables ? { let: variables } : {}),
    ...(collation ? { collation } : {}),
  });
}

function find(catalog: Catalog, database: string, name: string, query: Query): Iterable<Doc> {
  const collection = catalog.get(database, name);
  return collection ? documents(collection, query) : [];
}
