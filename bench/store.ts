import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type Child, startChild } from './child.ts';
import type { Figure, Verdict, Wishes } from './figure.ts';
import { interleaved, median } from './rounds.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { batch, type Load, type Taken } from './store-client.ts';
import { courses, type Kind, kinds, type Outcome, runCourse } from './store-courses.ts';
import { whole } from './table.ts';

const program = '../src/embedded-mongo/main.ts';
const stored = 100_000;

/** The built-in store beside a server of the same protocol that stores nothing and finds nothing. */
export async function store({ responses: many, say }: Wishes): Promise<Figure> {
  const dir = await mkdtemp(join(tmpdir(), 'ydan-bench-'));
  const servers: Record<Kind, ServerProcess> = {
    'null server': await startServerProcess('null-server.ts'),
    'built-in store': await startServerProcess(program, '--dir', dir),
  };
  const client = startChild('store-client.ts');
  const loop = startChild('group-loop.ts');
  try {
    const { uri } = servers['built-in store'];
    say(`store: ${whole(stored)} documents to read`);
    await prepare(uri);
    await fill(client, uri, 'numbered', stored);
    const outcomes: Outcome[] = [];
    for (const course of courses) {
      const outcome = await runCourse(course, servers, client);
      say(`store: ${course.name}: ${kinds.map((kind) => whole(outcome.of[kind].perSecond)).join(' and ')} a second`);
      outcomes.push(outcome);
    }
    const group = await measureGroup(dir, uri, client, loop);
    const disk = await startAgain(dir, servers, client, many, say);
    return {
      title: 'The built-in store and a null server',
      columns: ['documents a second', ...kinds, 'server µs', 'null', 'client µs'],
      rows: outcomes.map(({ course, of: { 'null server': nothing, 'built-in store': something } }) => [
        course.name,
        ...[nothing, something].map(({ perSecond }) => whole(perSecond)),
        ...[something.server, nothing.server, nothing.client].map((micros) => micros.toFixed(1)),
      ]),
      verdicts: [
        ...outcomes.map(verdict),
        { ratio: '$group of 100,000 / a loop', value: group.ratio, aim: { atMost: 2 } },
      ],
      how: [
        'The null server is the same code of the protocol in a process of its own: it acknowledges, stores nothing, and answers',
        'every find with one document kept ready. The client is the official driver in a third process, the same for both.',
        'Documents have some 370 bytes; every write is acknowledged when it is durable. Five rounds in turn; speeds are medians,',
        "ratios the median of the rounds' own. µs are what the processes computed for one document on all their threads; other",
        'work on the machine makes speeds smaller, but hardly these.',
        `$group: count and mean of the score by 200 agencies, ${whole(group.pipeline * 1000)} ms from the client's call to its last`,
        `document; the loop takes ${whole(group.loop * 1000)} ms to read the same stored bytes in one process, decode the same two`,
        'fields of each document and add them up in a Map. Medians of five in turn.',
        disk,
      ].join('\n'),
    };
  } finally {
    await Promise.all([client.close(), loop.close(), ...Object.values(servers).map((server) => server.close())]);
    await rm(dir, { recursive: true, force: true });
  }
}

const verdict = ({ course: { name, aim }, ratio }: Outcome): Verdict => ({
  ratio: name,
  value: ratio,
  ...(aim === undefined ? {} : { aim: { atLeast: aim } }),
});

async function prepare(uri: string): Promise<void> {
  const connected = new MongoClient(uri);
  const database = connected.db('bench');
  await database
    .collection('indexed')
    .createIndexes([{ key: { code: 1 }, unique: true }, { key: { agency: 1, day: 1 } }, { key: { receivedAt: -1 } }]);
  await database.collection('numbered').createIndex({ code: 1 }, { unique: true });
  await connected.close();
}

async function fill(client: Child, uri: string, collection: string, many: number): Promise<void> {
  const load: Load = { uri, collection, work: 'insertNumbered', times: Math.ceil(many / batch), clients: 1, from: 0 };
  await client.ask<Taken>(load);
}

async function measureGroup(dir: string, uri: string, client: Child, loop: Child) {
  const load: Load = { uri, collection: 'numbered', work: 'group', times: 1, clients: 1, from: 0 };
  const measure = {
    pipeline: async () => (await client.ask<Taken>(load)).seconds,
    loop: () => loop.ask<number>({ dir, collection: 'numbered' }),
  };
  await measure.pipeline();
  await measure.loop();
  const times = await interleaved(['pipeline', 'loop'] as const, (kind) => measure[kind]());
  const ratio = median(times.pipeline.map((seconds, round) => seconds / (times.loop[round] ?? Number.NaN)));
  return { pipeline: median(times.pipeline), loop: median(times.loop), ratio };
}

/** Fills one more collection, and starts the store anew on all of it. Tells of the room it takes and how soon it serves. */
async function startAgain(
  dir: string,
  servers: Record<Kind, ServerProcess>,
  client: Child,
  many: number,
  say: Wishes['say'],
): Promise<string> {
  say(`store: ${whole(many)} documents more, and a new start`);
  const { uri, close } = servers['built-in store'];
  const file = join(dir, 'store.lmdb');
  const before = (await stat(file)).size;
  await fill(client, uri, 'many', many);
  const bytes = ((await stat(file)).size - before) / many;
  await close();
  const server = await startServerProcess(program, '--dir', dir);
  servers['built-in store'] = server;
  return [
    `${whole(many)} documents without an index take ${whole(bytes)} bytes each on the disk; with them the store's process`,
    `serves ${server.startedIn.toFixed(1)} s after its start.`,
  ].join('\n');
}
