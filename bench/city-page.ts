import { fillCity } from './answers.ts';
import { startChild } from './child.ts';
import { foundCity, ratings } from './city.ts';
import { division, keepTo } from './cores.ts';
import type { Figure, Wishes } from './figure.ts';
import { openPlace } from './place.ts';
import { interleaved, median } from './rounds.ts';
import { whole } from './table.ts';
import type { Visits } from './visits.ts';
import type { WebQuestion } from './web.ts';

const small = 10_000;
const pages = 100;
/** What happens beside the reading, as the table calls it. */
const times = ['in quiet', 'while ratings arrive'] as const;
type Time = (typeof times)[number];
const ratingsPerSecond = 20;

const kinds = ['small', 'small again', 'large'] as const;
type Kind = (typeof kinds)[number];

/** How long the city's page takes, with few answers in the store and with many, in quiet and while ratings arrive. */
export async function cityPage({ responses, say }: Wishes): Promise<Figure> {
  keepTo('rest');
  const closing: (() => Promise<void>)[] = [];
  try {
    const cityOf = async (count: number) => {
      say(`city page: filling a store with ${whole(count)} answers`);
      const city = await openCity(count);
      closing.push(city.close);
      return city;
    };
    const [few, many] = [await cityOf(small), await cityOf(responses)];
    const visits = startChild('visits.ts');
    closing.push(visits.close);
    const measured = async (time: Time) => {
      const arriving = time === 'in quiet' ? 0 : ratingsPerSecond;
      const look = async (kind: Kind): Promise<number> => {
        const { url, bodies } = kind === 'large' ? many : few;
        return median(await visits.ask<number[]>({ url, bodies, pages, ratingsPerSecond: arriving } satisfies Visits));
      };
      for (const kind of kinds) await look(kind);
      const results = await interleaved(kinds, look);
      const found = Object.fromEntries(kinds.map((kind) => [kind, median(results[kind])])) as Record<Kind, number>;
      say(`city page, ${time}: ${kinds.map((kind) => `${kind} ${found[kind].toFixed(1)} ms`).join(', ')}`);
      return { time, ...found };
    };
    const measurements = [await measured(times[0]), await measured(times[1])];
    return {
      title: 'The city page: GET /',
      columns: ['median, ms', ...kinds],
      rows: measurements.map((found) => [found.time, ...kinds.map((kind) => found[kind].toFixed(2))]),
      verdicts: measurements.flatMap(({ time, ...found }) => [
        { ratio: `${time}: large / small`, value: found.large / found.small, aim: { atMost: 1.2 } },
        { ratio: `${time}: small again / small`, value: found['small again'] / found.small },
      ]),
      how: [
        `Small: ${whole(small)} answers in the store; large: ${whole(responses)}; both over the last eighteen months, all`,
        `counted. ${whole(pages)} pages one after the other in each round, compressed, by a reader in a process of its own;`,
        `a store, Redis, web and worker for each; ${division}. Arriving: ${ratingsPerSecond} ratings a second by the API,`,
        'which the worker counts, so that every few pages rest on new figures. Every answer was a 2xx.',
      ].join('\n'),
    };
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** A city of its own with so many answers: store, Redis, web and worker. */
async function openCity(count: number) {
  const place = await openPlace();
  const [web, worker] = [startChild('web.ts'), startChild('worker.ts')];
  const close = async (): Promise<void> => {
    await Promise.all([web.close(), worker.close()]);
    await place.close();
  };
  try {
    const grounds = place.grounds('city');
    const system = await foundCity(grounds);
    await fillCity(system, grounds, count);
    await system.close();
    const port = await web.ask<number>({ grounds, way: 'ours' } satisfies WebQuestion);
    await worker.ask(grounds);
    const url = `http://127.0.0.1:${port}`;
    await check(url, count);
    return { url, bodies: ratings(grounds), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The page's figures must rest on every answer. */
async function check(url: string, count: number): Promise<void> {
  const answer = await fetch(`${url}/api/v1/satisfaction?from=2020-01-01`);
  const { total } = (await answer.json()) as { total: { n: number; excluded: number } };
  if (total.n + total.excluded !== count) throw new Error(`${count} answers stored, ${total.n} counted`);
}
