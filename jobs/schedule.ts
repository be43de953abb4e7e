import type { Queue } from 'bullmq';
import type { JobName } from '../src/queue.ts';

/** The timetable: which job is due how often, in milliseconds. */
export const timetable: Readonly<Partial<Record<JobName, number>>> = { settle: 5_000 };

/** Puts the timetable into Redis. Done again and again, since Redis may have been wiped; twice is the same as once. */
export async function keepTimetable(queue: Queue): Promise<void> {
  for (const [name, every] of Object.entries(timetable))
    await queue.upsertJobScheduler(name, { every }, { name, data: {}, opts: { removeOnComplete: true, attempts: 1 } });
}
