import type { Child } from './child.ts';
import { interleaved, median, medianOf } from './rounds.ts';
import type { ServerProcess } from './server-process.ts';
import { batch, type Load, type Taken, type Work } from './store-client.ts';

/** What a client asks of both servers. */
interface Course {
  readonly name: string;
  readonly work: Work;
  readonly collection: string;
  readonly times: number;
  readonly clients: number;
  /** What share of the null server's speed is wanted. */
  readonly aim?: number;
}

const lookups = { work: 'findOne', collection: 'numbered', aim: 0.7 } as const;
const bulk = { times: 40, clients: 1 } as const;

export const courses: readonly Course[] = [
  { name: 'insertMany by 1,000', work: 'insertMany', collection: 'plain', ...bulk, aim: 0.6 },
  { name: 'the same with three indexes', work: 'insertMany', collection: 'indexed', ...bulk },
  { name: 'insertOne by 64 clients', work: 'insert', collection: 'single', times: 6_400, clients: 64, aim: 0.6 },
  { name: 'findOne by unique index, 1 client', ...lookups, times: 8_000, clients: 1 },
  { name: 'findOne by unique index, 32 clients', ...lookups, times: 8_000, clients: 32 },
  { name: 'bulkWrite of 1,000 updateOne by _id', work: 'updateOnes', collection: 'numbered', times: 5, clients: 1 },
];

export const kinds = ['null server', 'built-in store'] as const;
export type Kind = (typeof kinds)[number];

interface Run {
  readonly perSecond: number;
  /** Microseconds that the server and the client computed for a document, on all their threads. */
  readonly server: number;
  readonly client: number;
}

/** One course on both servers: the medians of five rounds in turn. */
export interface Outcome {
  readonly course: Course;
  readonly of: Record<Kind, Run>;
  /** The store's speed by the null server's, of the two runs of a round; the median of these. */
  readonly ratio: number;
}

/** Runs a course on both servers in turn, once to warm up and five times to be measured. */
export async function runCourse(course: Course, servers: Record<Kind, ServerProcess>, client: Child): Promise<Outcome> {
  let next = 0;
  const measure = async (kind: Kind): Promise<Run> => {
    const from = course.work.startsWith('insert') ? next : 0;
    next += course.times;
    return await run(servers[kind], client, course, from);
  };
  for (const kind of kinds) await measure(kind);
  const runs = await interleaved(kinds, measure);
  const middle = (kind: Kind): Run => ({
    perSecond: medianOf(runs[kind], (each) => each.perSecond),
    server: medianOf(runs[kind], (each) => each.server),
    client: medianOf(runs[kind], (each) => each.client),
  });
  const ratios = runs['built-in store'].map(
    ({ perSecond }, round) => perSecond / (runs['null server'][round]?.perSecond ?? Number.NaN),
  );
  return {
    course,
    of: { 'null server': middle('null server'), 'built-in store': middle('built-in store') },
    ratio: median(ratios),
  };
}

async function run(server: ServerProcess, client: Child, course: Course, from: number): Promise<Run> {
  const { collection, work, times, clients } = course;
  const load: Load = { uri: server.uri, collection, work, times, clients, from };
  const before = await server.cpuSeconds();
  const { seconds, cpu } = await client.ask<Taken>(load);
  const computed = (await server.cpuSeconds()) - before;
  const documents = times * (work === 'insertMany' || work === 'updateOnes' ? batch : 1);
  return {
    perSecond: documents / seconds,
    server: (computed / documents) * 1e6,
    client: (cpu / documents) * 1e6,
  };
}
