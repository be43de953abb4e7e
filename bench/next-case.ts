import { realClock, type System } from '../src/compose.ts';
import { demoFrame } from '../src/demo/frame.ts';
import type { Account } from '../src/domain/account.ts';
import { stratumKey } from '../src/domain/campaign.ts';
import { addDays, cityDay } from '../src/domain/city-day.ts';
import { usualCampaign } from '../src/domain/usual-campaign.ts';
import { foundCity } from './city.ts';
import { division, keepTo } from './cores.ts';
import type { Figure, Wishes } from './figure.ts';
import { openPlace } from './place.ts';
import { interleaved, median } from './rounds.ts';
import { whole } from './table.ts';

const sizes = { small: 1_000, 'small again': 1_000, large: 100_000 } as const;
type Kind = keyof typeof sizes;
const kinds = Object.keys(sizes) as Kind[];
const calls = 100;
const interviewers = 20;
/** What an interviewer is made to wait at most. */
const allowedMs = 20;

const people = Array.from(
  { length: interviewers },
  (_, index): Account => ({
    id: `pv${index}`,
    email: '',
    name: `PV${index}`,
    role: 'interviewer',
    language: 'vi',
    epoch: 1,
  }),
);

/** How long the next case takes to be chosen and given out, with few contacts and with a hundred thousand. */
export async function nextCase({ say }: Wishes): Promise<Figure> {
  keepTo('rest');
  const place = await openPlace();
  const grounds = place.grounds('fieldwork');
  const system = await foundCity(grounds);
  try {
    const campaigns = {} as Record<Kind, string>;
    for (const kind of kinds) {
      say(`next case: a campaign with ${whole(sizes[kind])} contacts`);
      campaigns[kind] = await openFieldwork(system, sizes[kind], grounds.config.TIME_ZONE);
    }
    const { interviews } = system.actions;
    const call = async (kind: Kind): Promise<number[]> => {
      const times: number[] = [];
      for (let count = 0; count < calls; count += 1) {
        const who = people[count % people.length] as Account;
        const began = performance.now();
        const found = await interviews.next(who, campaigns[kind]);
        times.push(performance.now() - began);
        if ('why' in found) throw new Error(`nobody to call: ${found.why}`);
        await interviews.attempt(found.id, who, { outcome: 'no_answer' });
      }
      return times;
    };
    for (const kind of kinds) await call(kind);
    const results = await interleaved(kinds, call);
    const found = Object.fromEntries(
      kinds.map((kind) => {
        const all = results[kind].flat().sort((a, b) => a - b);
        return [kind, { median: median(all), p99: all[Math.floor(all.length * 0.99)] ?? Number.NaN }];
      }),
    ) as Record<Kind, { median: number; p99: number }>;
    return {
      title: 'The next case: actions.interviews.next',
      columns: ['ms', ...kinds],
      rows: (['median', 'p99'] as const).map((row) => [row, ...kinds.map((kind) => found[kind][row].toFixed(2))]),
      verdicts: [
        { ratio: 'large: p99 / 20 ms', value: found.large.p99 / allowedMs, aim: { atMost: 1 } },
        { ratio: 'large / small', value: found.large.median / found.small.median },
        { ratio: 'small again / small', value: found['small again'].median / found.small.median },
      ],
      how: [
        `Small: ${whole(sizes.small)} contacts of the demo's frame, large: ${whole(sizes.large)}, all drawn and ready; as many`,
        `strata as they have. ${whole(calls)} calls in each round by ${interviewers} interviewers in turn, each noted as "no answer", which is`,
        `not timed. The case is given out durably. One process and the built-in store; ${division}.`,
      ].join('\n'),
    };
  } finally {
    await system.close();
    await place.close();
  }
}

/** A campaign in which everybody of a frame is ready to be called at any hour. */
async function openFieldwork({ stores }: System, size: number, timeZone: string): Promise<string> {
  const now = realClock();
  const today = cityDay(now, timeZone);
  const id = `bench-${size}-${Math.random()}`;
  const plan = usualCampaign(today, 1);
  const strata = new Map<string, number>();
  const cases = [...demoFrame(today, { size })].map((entry, index) => {
    const stratum = stratumKey(entry);
    strata.set(stratum, (strata.get(stratum) ?? 0) + 1);
    return {
      ...{
        id: `${id}-${index}`,
        campaign: id,
        stratum,
        frameKey: entry.key,
        result: entry.result,
        language: 'vi' as const,
      },
      ...{ finishedOn: entry.finishedOn, lot: String(index).padStart(6, '0'), state: 'ready' as const, queue: 'vi' },
      ...{ attempts: [], attemptCount: 0, tried: { morning: 0, afternoon: 0, evening: 0, weekend: 0 }, owes: [] },
      revision: 1,
    };
  });
  for (let at = 0; at < cases.length; at += 1000) await stores.frameCases.insertMany(cases.slice(at, at + 1000));
  for (const [stratum, wanted] of strata) await stores.quotas.want(id, stratum, wanted);
  const calling = { ...plan.calling, weekdays: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00', onHolidays: true };
  const team = people.map(({ id: account, name = '' }) => ({ account, name, languages: ['vi'] as const }));
  await stores.campaigns.insert({
    ...{ ...plan, id, title: id, calling, team, period: { from: addDays(today, -1), to: addDays(today, 30) } },
    ...{ draws: [], state: 'open', createdAt: now, owes: [], revision: 1, events: [] },
  });
  return id;
}
