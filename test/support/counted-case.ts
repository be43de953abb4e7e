import { MongoClient } from 'mongodb';
import type { Clock, Complaint } from '../../src/domain/complaint.ts';
import type { World } from './world.ts';

export type CountedCase = Partial<Complaint> & Pick<Complaint, 'receivedAt'>;

const stretch = (stage: Clock['stage'], from: Date, allowance: Clock['allowance'], dueAt: Date): Clock => ({
  stage,
  policy: { code: 'hotline', from: '2025-09-04' },
  startedAt: from,
  allowance,
  dueAt,
  pauses: [],
  level: 0,
});

const minute = 60_000;
const day = 24 * 60 * minute;

/** The clocks of a case that was forwarded after some minutes, due ten days later and answered after some days, if at all. */
function clocksOf(receivedAt: Date, { minutes = 3, days }: { minutes?: number; days?: number } = {}): Clock[] {
  const forwardedAt = new Date(receivedAt.getTime() + minutes * minute);
  const forward = stretch('forward', receivedAt, { amount: 5, unit: 'minutes' }, new Date(+receivedAt + 5 * minute));
  const process = stretch('process', forwardedAt, { amount: 10, unit: 'days' }, new Date(+receivedAt + 10 * day));
  return [
    { ...forward, stoppedAt: forwardedAt },
    { ...process, ...(days === undefined ? {} : { stoppedAt: new Date(+receivedAt + days * day) }) },
  ];
}

/** A case answered after some days. */
export const answeredAfter = (days: number, about: CountedCase): CountedCase => ({
  state: 'resolved',
  clocks: clocksOf(about.receivedAt, { days }),
  resolvedAt: new Date(+about.receivedAt + days * day),
  ...about,
});

/** Puts cases into the store as they would lie there, as far as figures read them; without the way that led there. */
export async function putCases(world: World, cases: readonly CountedCase[]): Promise<void> {
  const client = new MongoClient(world.services.mongodbUri);
  try {
    const collection = client.db().collection<{ _id: string }>('complaints');
    const before = await collection.countDocuments();
    await collection.insertMany(
      cases.map(({ id: _id, ...about }, index) => ({
        _id: `counted-${before + index}`,
        trackingHash: `tracking-${before + index}`,
        openerHash: `opener-${before + index}`,
        class: 'feedback_policy',
        topic: 'late_file',
        severity: 'ordinary',
        agency: 'H79-N26740',
        day: '2025-10-01',
        channel: 'web',
        content: 'Hồ sơ trễ hẹn.',
        state: 'in_progress',
        handlers: ['H79-N26740'],
        watchers: [],
        reopenings: 0,
        clocks: clocksOf(about.receivedAt),
        owes: [],
        ...about,
      })),
    );
  } finally {
    await client.close();
  }
}
