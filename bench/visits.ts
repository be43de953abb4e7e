import { Agent, request } from 'node:http';
import { answering } from './child.ts';

export interface Visits {
  readonly url: string;
  /** Pages fetched one after the other. */
  readonly pages: number;
  /** Ratings that arrive meanwhile, in each second; 0: none. */
  readonly ratingsPerSecond: number;
  readonly bodies: readonly string[];
}

const reader = new Agent({ keepAlive: true, maxSockets: 1 });
const raters = new Agent({ keepAlive: true });

/** Resolves when the whole answer is here. Throws unless it is a 2xx. */
const fetched = (
  url: string,
  agent: Agent,
  method: string,
  headers: Record<string, string>,
  body = '',
): Promise<void> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (answer) => {
      answer.resume().on('end', () => {
        if ((answer.statusCode ?? 0) >= 200 && (answer.statusCode ?? 0) < 300) resolve();
        else reject(new Error(`${method} ${url}: ${answer.statusCode}`));
      });
    });
    sent.on('error', reject).end(body);
  });

// The page as a browser asks for it; gives how long each took, in milliseconds.
answering(async ({ url, pages, ratingsPerSecond, bodies }: Visits): Promise<number[]> => {
  const rated: Promise<void>[] = [];
  const rate = (): void => {
    const body = bodies[rated.length % bodies.length];
    rated.push(fetched(`${url}/api/v1/responses`, raters, 'POST', { 'Content-Type': 'application/json' }, body));
  };
  const arrivals = ratingsPerSecond > 0 ? setInterval(rate, 1000 / ratingsPerSecond) : undefined;
  const times: number[] = [];
  try {
    for (let page = 0; page < pages; page += 1) {
      const began = performance.now();
      await fetched(`${url}/`, reader, 'GET', { 'Accept-Encoding': 'gzip, br', Connection: 'keep-alive' });
      times.push(performance.now() - began);
    }
  } finally {
    clearInterval(arrivals);
  }
  await Promise.all(rated);
  return times;
});
