import { Long } from 'bson';
import type { Pipeline } from '../query/run-pipeline.ts';
import type { Doc } from '../semantics/document.ts';
import { invalidNamespace, location, namespaceNotFound } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { collectionFigures, scaled } from './collection-figures.ts';
import type { Server } from './command.ts';
import { checked } from './fields.ts';
import { describedIndexes } from './index-description.ts';
import { document, part, refusedAtAll, whole } from './kinds.ts';

type Inform = (server: Server, pipeline: Pipeline, spec: unknown) => Promise<Doc[]>;

/** Stages that begin a pipeline with what the server knows, of a collection or of itself. */
const OF_COLLECTION = new Map<string, Inform>([
  ['$collStats', statistics],
  ['$indexStats', indexes],
  ['$planCacheStats', keptPlans],
]);
const OF_SERVER = new Map<string, Inform>([['$currentOp', operations]]);

/** Those that bring their own documents without asking this server. */
const SELF_CONTAINED = ['$documents', '$listLocalSessions'];

const FIRST_ONLY = new Set([...OF_COLLECTION.keys(), ...OF_SERVER.keys(), ...SELF_CONTAINED, '$changeStream']);

/** Puts the documents of a stage that asks about the server in its place; all other pipelines stay as they are. */
export async function informed(server: Server, pipeline: Pipeline): Promise<Pipeline> {
  const [first = {}, ...rest] = pipeline.stages;
  const [name = ''] = Object.keys(first);
  if (name === '$changeStream') throw location(40573, 'The $changeStream stage is only supported on replica sets');
  checkPlace(name, pipeline.collection);
  for (const stage of rest) {
    const [later = ''] = Object.keys(stage);
    if (FIRST_ONLY.has(later)) throw location(40602, `${later} is only valid as the first stage in a pipeline`);
  }
  const inform = (pipeline.collection === undefined ? OF_SERVER : OF_COLLECTION).get(name);
  if (!inform) return pipeline;
  const docs = await inform(server, pipeline, first[name]);
  const stages = [{ $documents: docs.map((doc) => ({ $literal: doc })) }, ...rest];
  return { ...pipeline, collection: undefined, stages };
}

function checkPlace(name: string, collection: string | undefined): void {
  const isOwn = OF_SERVER.has(name) || SELF_CONTAINED.includes(name);
  if (collection !== undefined && isOwn) {
    throw invalidNamespace(`${name} is not valid for a collection; it must be run with {aggregate: 1}`);
  }
  if (collection === undefined && !isOwn) {
    const what = name ? `'${name}'` : 'an empty pipeline';
    throw invalidNamespace(`{aggregate: 1} is not valid for ${what}; a collection is required.`);
  }
}

const statisticsSpec = part({
  count: document,
  storageStats: part({ scale: whole }),
  latencyStats: refusedAtAll,
  queryExecStats: refusedAtAll,
});

async function statistics(
  server: Server,
  { database, collection: name = '' }: Pipeline,
  spec: unknown,
): Promise<Doc[]> {
  const { count, storageStats } = checked(statisticsSpec, spec, '$collStats');
  const namespace = `${database}.${name}`;
  const stored = server.store.catalog.get(database, name);
  if ((storageStats || count) && !stored) {
    const what = `Unable to retrieve ${storageStats ? 'storageStats' : 'count'} in $collStats stage`;
    const why = `${what} :: caused by :: Collection [${namespace}] not found.`;
    throw namespaceNotFound(`PlanExecutor error during aggregation :: caused by :: ${why}`);
  }
  const figures = await collectionFigures(server, stored);
  return [
    {
      ns: namespace,
      host: server.address,
      localTime: new Date(),
      ...(storageStats ? { storageStats: scaled(figures, storageStats.scale) } : {}),
      ...(count ? { count: Long.fromNumber(figures.count) } : {}),
    },
  ];
}

async function indexes(server: Server, { database, collection: name = '' }: Pipeline): Promise<Doc[]> {
  const stored: Collection | undefined = server.store.catalog.get(database, name);
  if (!stored) return [];
  const ids = [stored.definition, ...stored.definition.indexes].map(({ id }) => id);
  return describedIndexes(stored).map((spec, at) => {
    const accesses = {
      ops: Long.fromNumber(stored.databases.uses.get(ids[at] as number) ?? 0),
      since: server.startedAt,
    };
    return { name: spec.name, key: spec.key, host: server.address, accesses, spec };
  });
}

/** Plans are made anew for every query, and none is kept. */
async function keptPlans(): Promise<Doc[]> {
  return [];
}

/** Nothing is told of what others do, but the question is answered. */
async function operations(_server: Server, { database }: Pipeline): Promise<Doc[]> {
  if (database === 'admin') return [];
  throw invalidNamespace("$currentOp must be run against the 'admin' database with {aggregate: 1}");
}
