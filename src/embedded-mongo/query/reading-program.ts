import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { MongoServerFault } from '../semantics/fault.ts';
import { Catalog } from '../storage/catalog.ts';
import { openDatabases } from '../storage/databases.ts';
import { unpacked } from './reading.ts';
import type { ThreadAnswer, ThreadRequest, ThreadStart } from './reading-thread.ts';
import { Run } from './run.ts';

// On Linux a priority is a thread's own: who waits for a short answer goes before who waits for a long one.
if (process.platform === 'linux') setPriority(5);

const databases = openDatabases((workerData as ThreadStart).dir);
const runs = new Map<number, Run>();

parentPort?.on('message', (request: ThreadRequest) => {
  const answer = answerTo(request);
  parentPort?.postMessage(answer, [answer.docs.buffer as ArrayBuffer]);
});

function answerTo({ call, run: number, open, wanted }: ThreadRequest): ThreadAnswer {
  try {
    // The reading transaction may be older than what was acknowledged before this request.
    databases.root.resetReadTxn();
    if (open) runs.set(number, new Run(new Catalog(databases), unpacked(open.reading), open.killed));
    const { docs, done } = runs.get(number)?.draw(wanted) ?? { docs: new Uint8Array(), done: true };
    if (done || !wanted) runs.delete(number);
    return { call, docs, done };
  } catch (error) {
    runs.delete(number);
    const { code, codeName } = error instanceof MongoServerFault ? error : { code: 1, codeName: 'InternalError' };
    return { call, docs: new Uint8Array(), done: true, fault: { code, codeName, message: (error as Error).message } };
  }
}
