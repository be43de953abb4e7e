import { MongoClient } from 'mongodb';
import { startChild } from './child.ts';
import { foundCity, ratings } from './city.ts';
import { division, keepTo } from './cores.ts';
import type { Figure, Wishes } from './figure.ts';
import { connections, type Load, type Sent } from './load.ts';
import { openPlace, type Place } from './place.ts';
import { interleaved, medianOf } from './rounds.ts';
import { whole } from './table.ts';
import type { Way, WebQuestion } from './web.ts';

const kinds = ['ours', 'ours again', 'no-op', 'naive'] as const;
type Kind = (typeof kinds)[number];

const warmUp = 150;
/** How long one kind is loaded in one round, in seconds. */
const span = 4;

/** Ratings a second, acknowledged only when durable, against the same app that stores nothing and one that stores naively. */
export async function rating({ say }: Wishes): Promise<Figure> {
  keepTo('rest');
  const place = await openPlace();
  const load = startChild('load.ts');
  const webs = new Map<Kind, Awaited<ReturnType<typeof startWeb>>>();
  try {
    for (const kind of kinds) webs.set(kind, await startWeb(place, kind));
    const bodies = ratings(place.grounds('any'));
    const each = new Map<Kind, number>();

    const measure = async (kind: Kind, count: number) => {
      const web = webs.get(kind) as Awaited<ReturnType<typeof startWeb>>;
      const [stored, cpu] = [await web.stored(), await web.cpu()];
      const sent = await load.ask<Sent>({ url: web.url, bodies, each: count } satisfies Load);
      const used = (await web.cpu()) - cpu;
      const found = (await web.stored()) - stored;
      const wanted = kind === 'no-op' ? 0 : sent.acknowledged;
      if (sent.failed > 0 || sent.acknowledged !== connections * count)
        throw new Error(`${kind}: ${sent.failed} of ${connections * count} requests failed`);
      if (found !== wanted) throw new Error(`${kind}: ${wanted} ratings acknowledged, ${found} stored`);
      return { ...sent.latency, rate: sent.acknowledged / sent.seconds, busy: used / sent.seconds };
    };

    for (const kind of kinds) {
      await measure(kind, warmUp);
      const { rate } = await measure(kind, warmUp);
      each.set(kind, Math.ceil((rate * span) / connections));
    }
    const results = await interleaved(kinds, async (kind, round) => {
      const result = await measure(kind, each.get(kind) ?? 0);
      say(`rating, round ${round}: ${kind} ${whole(result.rate)}/s`);
      return result;
    });
    const rate = (kind: Kind): number => medianOf(results[kind], (result) => result.rate);
    return {
      title: 'Durable ratings: POST /api/v1/responses',
      columns: ['', 'requests/s', 'p50 ms', 'p97.5 ms', 'p99 ms', 'web core busy', 'web CPU µs each'],
      rows: kinds.map((kind) => [
        kind,
        whole(rate(kind)),
        ...(['p50', 'p97_5', 'p99'] as const).map((quantile) =>
          whole(medianOf(results[kind], (result) => result[quantile])),
        ),
        `${whole(medianOf(results[kind], ({ busy }) => busy * 100))} %`,
        whole(medianOf(results[kind], ({ busy, rate: perSecond }) => (busy / perSecond) * 1e6)),
      ]),
      verdicts: [
        { ratio: 'ours / no-op', value: rate('ours') / rate('no-op'), aim: { atLeast: 0.5 } },
        { ratio: 'ours / naive', value: rate('ours') / rate('naive'), aim: { atLeast: 3 } },
        { ratio: 'ours / ours again', value: rate('ours') / rate('ours again') },
      ],
      how: [
        `Autocannon in a process of its own, ${connections} connections, closed loop over loopback, each rating under a new`,
        `Idempotency-Key; ${division}; the built-in store and Redis as npm start provides them, no worker.`,
        'No-op: the same app and the same checks of the body, but nothing is recorded. Naive: the same app, but each',
        'rating is one Model.create and one queue.add, both awaited. Every answer was a 2xx, and after each run the store',
        'held exactly as many new ratings as were acknowledged.',
      ].join('\n'),
    };
  } finally {
    await Promise.all([load.close(), ...[...webs.values()].map((web) => web.close())]);
    await place.close();
  }
}

const wayOf: Readonly<Record<Kind, Way>> = { ours: 'ours', 'ours again': 'ours', 'no-op': 'no-op', naive: 'naive' };

async function startWeb(place: Place, kind: Kind) {
  const grounds = place.grounds(kind.replace(' ', '-'));
  await (await foundCity(grounds)).close();
  const web = startChild('web.ts');
  const port = await web.ask<number>({ grounds, way: wayOf[kind] } satisfies WebQuestion);
  const client = await MongoClient.connect(grounds.services.mongodbUri);
  return {
    url: `http://127.0.0.1:${port}`,
    cpu: () => web.ask<number>({ cpu: true } satisfies WebQuestion),
    stored: () => client.db().collection('responses').countDocuments(),
    async close() {
      await client.close();
      await web.close();
    },
  };
}
