import { fillCity } from './answers.ts';
import { startChild } from './child.ts';
import { foundCity, ratings } from './city.ts';
import { division, keepTo } from './cores.ts';
import type { Figure, Wishes } from './figure.ts';
import { openPlace } from './place.ts';
import { interleaved, median, medianOf } from './rounds.ts';
import { whole } from './table.ts';
import type { Visits } from './visits.ts';
import type { WebQuestion } from './web.ts';

const small = 10_000;
const pages = { quiet: 150, busy: 150 } as const;
const ratingsPerSecond = 20;

const kinds = ['small', 'small again', 'large'] as const;

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
    const measured = async (title: keyof typeof pages) => {
      const look = async (kind: (typeof kinds)[number]): Promise<number> => {
        const { url, bodies } = kind === 'large' ? many : few;
        const question = {
          url,
          bodies,
          pages: pages[title],
          ratingsPerSecond: title === 'busy' ? ratingsPerSecond : 0,
        };
        return median(await visits.ask<number[]>(question satisfies Visits));
      };
      for (const kind of kinds) await look(kind);
      const results = await interleaved(kinds, look);
      say(
        `city page, ${title}: ${kinds.map((kind) => `${kind} ${medianOf(results[kind], Number).toFixed(1)} ms`).join(', ')}`,
      );
      return results;
    };
    const results = { quiet: await measured('quiet'), busy: await measured('busy') };
    const time = (title: keyof typeof pages, kind: (typeof kinds)[number]): number =>
      medianOf(results[title][kind], Number);
    return {
      title: 'The city page: GET /',
      columns: ['median ms', ...kinds],
      rows: (['quiet', 'busy'] as const).map((title) => [title, ...kinds.map((kind) => time(title, kind).toFixed(2))]),
      verdicts: (['quiet', 'busy'] as const).flatMap((title) => [
        { ratio: `${title}: large / small`, value: time(title, 'large') / time(title, 'small'), aim: { atMost: 1.2 } },
        { ratio: `${title}: small again / small`, value: time(title, 'small again') / time(title, 'small') },
      ]),
      how: `how ${responses} ${division}`,
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
