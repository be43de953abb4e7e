import { parentPort, workerData } from 'node:worker_threads';
import { hintOf } from '../planner/hint.ts';
import { decode } from '../raw/decode.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { Catalog } from '../storage/catalog.ts';
import { openDatabases } from '../storage/databases.ts';
import type { ThreadAnswer, ThreadRequest } from './long-pipelines.ts';
import { type Pipeline, results } from './pipeline.ts';

const databases = openDatabases(workerData as string);
const running = new Map<number, Iterator<Buffer>>();

parentPort?.on('message', (request: ThreadRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer(request: ThreadRequest): ThreadAnswer {
  try {
    return { call: request.call, ...carryOut(request) };
  } catch (error) {
    running.delete(request.run);
    const fault =
      error instanceof MongoServerFault
        ? { code: error.code, codeName: error.codeName }
        : { code: 1, codeName: 'InternalError' };
    return { call: request.call, docs: [], done: true, fault: { ...fault, message: String((error as Error).message) } };
  }
}

function pipelineOf(bytes: Uint8Array): Pipeline {
  const pipeline = decode(bytes) as unknown as Pipeline;
  return { ...pipeline, hint: hintOf(pipeline.hint) };
}

function carryOut({ run, open, wanted }: ThreadRequest): { docs: Uint8Array[]; done: boolean } {
  if (open) running.set(run, results(new Catalog(databases), pipelineOf(open)));
  const docs: Uint8Array[] = [];
  const iterator = running.get(run);
  while (iterator && docs.length < wanted) {
    const next = iterator.next();
    if (next.done) {
      running.delete(run);
      return { docs, done: true };
    }
    docs.push(next.value);
  }
  if (!wanted) running.delete(run);
  return { docs, done: !iterator };
}
