import { MongoClient } from 'mongodb';
import { answering } from './child.ts';

/** What the pings of a while took, in milliseconds. */
export interface Pings {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const intervalMs = 5;

let client: MongoClient | undefined;
let timer: NodeJS.Timeout | undefined;
let times: number[] = [];
let pending: Promise<void>[] = [];

// Pings a server at fixed moments, whether the last ping has come back or not: a stall is felt by all who come meanwhile.
answering(async ({ uri }: { readonly uri?: string }): Promise<Pings | undefined> => {
  if (!uri) return end();
  client ??= await MongoClient.connect(uri, { minPoolSize: 20, maxPoolSize: 200 });
  const admin = client.db('admin');
  [times, pending] = [[], []];
  timer = setInterval(() => {
    const began = performance.now();
    pending.push(admin.command({ ping: 1 }).then(() => void times.push(performance.now() - began)));
  }, intervalMs);
  return undefined;
});

async function end(): Promise<Pings> {
  clearInterval(timer);
  await Promise.all(pending);
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}
