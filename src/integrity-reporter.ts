import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { InterviewerReport } from './domain/integrity.ts';
import type { InterviewRecord } from './domain/integrity-record.ts';
import type { CallingHours } from './integrity-thread.ts';

const thread = new URL('./integrity-thread.ts', import.meta.url).href;
/** A thread does not inherit the loader of TypeScript from the process, so it begins by registering its own. */
const start = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => { register(); return import(${JSON.stringify(thread)}); });`;

/** The report over interviews that come some at a time, made in a thread, so that it keeps nobody else waiting. */
export async function reportAside(
  interviews: AsyncIterable<readonly InterviewRecord[]>,
  hours: CallingHours,
): Promise<InterviewerReport[]> {
  const worker = new Worker(start, { eval: true, execArgv: [] });
  try {
    const answer = once(worker, 'message');
    // Looked at below; a thread that fails while interviews are still read must not end the process.
    answer.catch(() => undefined);
    for await (const some of interviews) worker.postMessage(some);
    worker.postMessage(hours);
    return (await answer)[0] as InterviewerReport[];
  } finally {
    await worker.terminate();
  }
}
