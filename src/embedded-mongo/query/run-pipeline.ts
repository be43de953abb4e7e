import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { encode } from '../raw/decode.ts';
import { neededFields } from '../semantics/aggregate.ts';
import type { Doc } from '../semantics/document.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { countMatches } from './count.ts';
import { decoderOf } from './documents.ts';
import { counting, leading } from './leading.ts';
import type { LongPipelines } from './long-pipelines.ts';
import { type Pipeline, transform } from './pipeline.ts';
import { select } from './select.ts';
import { type Source, sourceOf } from './source.ts';

/** A pipeline over more documents than this runs in a thread of its own. */
const MOST_HERE = 20_000;

/** Runs a pipeline in the way that suits it: as a count, as a find, here, or beside everybody else's work. */
export async function runPipeline(catalog: Catalog, long: LongPipelines, pipeline: Pipeline): Promise<Source> {
  const { query, rest } = leading(pipeline.stages);
  const { variables, hint, collation } = pipeline;
  const source = pipeline.collection === undefined ? undefined : catalog.get(pipeline.database, pipeline.collection);
  if (!source) return drawnFrom(sessions(catalog, pipeline) ?? transform(catalog, pipeline, [], rest));
  const found = { ...query, variables, hint, collation };
  const answer = counting(rest);
  if (answer) return sourceOf(await count(source, found, answer));
  if (!rest.length) return select(source, found);
  if (isLong(source, found)) return long.run(pipeline);
  const needed = neededFields(rest);
  const input: Doc[] = [];
  const results = transform(catalog, pipeline, input, rest);
  await gather(source, found, decoderOf(needed), input);
  return drawnFrom(results);
}

/** Sessions are not kept, so a pipeline that lists them sees the one that asks. */
function sessions(catalog: Catalog, pipeline: Pipeline): Iterable<Doc> | undefined {
  const [first, ...stages] = pipeline.stages;
  if (pipeline.collection !== undefined || !first?.$listLocalSessions) return undefined;
  return transform(catalog, pipeline, [{ _id: pipeline.session, lastUse: pipeline.now }], stages);
}

async function count(collection: Collection, query: Query, answer: (n: number) => Doc): Promise<Buffer[]> {
  const all = Math.max(0, (await countMatches(collection, query)) - (query.skip ?? 0));
  const n = query.limit ? Math.min(all, query.limit) : all;
  return n ? [encode(answer(n))] : [];
}

function isLong(collection: Collection, query: Query): boolean {
  if (query.limit && query.limit <= MOST_HERE) return false;
  const { routes } = planQuery(collection, query);
  const { data, index: entries } = collection.databases;
  let keys = 0;
  for (const { index, ranges } of routes) {
    for (const range of ranges) {
      keys += (index ? entries : data).getKeysCount({ ...range });
      if (keys > MOST_HERE) return true;
    }
  }
  return false;
}

async function gather(collection: Collection, query: Query, toDoc: (raw: Buffer) => Doc, into: Doc[]): Promise<void> {
  const source = await select(collection, query);
  while (!source.done) for (const raw of await source.read(1000)) into.push(toDoc(raw));
}

function drawnFrom(docs: Iterable<Doc>): Source {
  const iterator = docs[Symbol.iterator]();
  let next = iterator.next();
  return {
    get done() {
      return next.done === true;
    },
    async read(wanted) {
      const batch: Buffer[] = [];
      for (; !next.done && batch.length < wanted; next = iterator.next()) batch.push(encode(next.value));
      return batch;
    },
  };
}
