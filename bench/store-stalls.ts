import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Collection, type Db, MongoClient } from 'mongodb';
import { type Child, startChild } from './child.ts';
import type { Figure, Wishes } from './figure.ts';
import type { Pings } from './pinger.ts';
import { type Course, reads, writes } from './stall-courses.ts';
import { documentOf } from './store-document.ts';
import { whole } from './table.ts';
import type { Watched } from './watched-store.ts';

const allowedMs = 50;
const batch = 1_000;

/** How long others wait, and what memory it takes, while a client asks the built-in store for long things. */
export async function storeStalls({ responses: size, say }: Wishes): Promise<Figure> {
  const dir = await mkdtemp(join(tmpdir(), 'ydan-bench-'));
  const store = startChild('watched-store.ts');
  const pinger = startChild('pinger.ts');
  try {
    const { uri } = await store.ask<Watched>({ dir });
    const client = await MongoClient.connect(uri);
    const database = client.db('bench');
    const answers = database.collection('answers');
    await answers.createIndex({ agency: 1 });
    const courses = [{ name: `${whole(size)} inserts`, run: () => fill(answers, database, size) }, ...reads, ...writes];
    const seen: Seen[] = [];
    for (const course of courses) {
      seen.push(await watch(course, { store, pinger, uri, answers, database }));
      say(`stalls: ${row(seen.at(-1) as Seen).join(' · ')}`);
    }
    await client.close();
    const quiet = (seen.find(({ name }) => name === 'nothing') as Seen).pings.p99;
    return {
      title: `What others wait for while ${whole(size)} documents are worked on`,
      columns: ['meanwhile', 'seconds', 'ping p50', 'p99', 'max', 'longest turn', 'own MB', 'mapped MB'],
      rows: seen.map(row),
      verdicts: [
        ...seen.map(({ name, pings }) => ({
          ratio: `${name}: p99 / 50 ms`,
          value: pings.p99 / allowedMs,
          aim: { atMost: 1 },
        })),
        { ratio: 'nothing: p99 in ms', value: quiet },
      ],
      how: [
        'A third process pings every 5 ms, whether the last ping is back or not; times in milliseconds. The longest turn is what',
        "the store's main thread computed at most between two looks a millisecond apart, whatever else the machine does. Own",
        "memory is the most anonymous memory that the store's process held (threads included), mapped are pages of its file,",
        'which the system takes back when it wants them.',
      ].join('\n'),
    };
  } finally {
    await Promise.all([store.close(), pinger.close()]);
    await rm(dir, { recursive: true, force: true });
  }
}

interface Seen {
  readonly name: string;
  readonly seconds: number;
  readonly pings: Pings;
  readonly watched: Watched;
}

interface Scene {
  readonly store: Child;
  readonly pinger: Child;
  readonly uri: string;
  readonly answers: Collection;
  readonly database: Db;
}

async function watch(course: Course, { store, pinger, uri, answers, database }: Scene): Promise<Seen> {
  await store.ask<Watched>({});
  await pinger.ask({ uri });
  const began = performance.now();
  const code = await course.run(answers, database).then(
    () => undefined,
    ({ code }) => code,
  );
  if (code !== undefined && code !== course.refused) throw new Error(`${course.name} ended with ${code}`);
  const seconds = (performance.now() - began) / 1000;
  const pings = await pinger.ask<Pings>({});
  return { name: course.name, seconds, pings, watched: await store.ask<Watched>({}) };
}

async function fill(answers: Collection, database: Db, size: number): Promise<void> {
  for (let from = 0; from < size; from += batch) {
    const docs = Array.from({ length: Math.min(batch, size - from) }, (_, n) => ({
      _id: from + n,
      ...documentOf(from + n),
    }));
    await answers.insertMany(docs as object[]);
  }
  const agencies = Array.from({ length: 200 }, (_, n) => ({ _id: `don-vi-${n}`, name: `Đơn vị ${n}` }));
  await database.collection('agencies').insertMany(agencies as object[]);
}

function row({ name, seconds, pings, watched }: Seen): string[] {
  const times = [pings.p50, pings.p99, pings.max, watched.longestTurn].map((ms) => ms.toFixed(1));
  return [name, seconds.toFixed(1), ...times, whole(watched.own), whole(watched.mapped)];
}
