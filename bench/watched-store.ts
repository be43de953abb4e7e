import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { startServer } from '../src/embedded-mongo/server.ts';
import { answering } from './child.ts';

/** What a store was seen doing since it was asked the last time. */
export interface Watched {
  readonly uri: string;
  /** The most that its main thread computed between two looks a millisecond apart, in milliseconds. */
  readonly longestTurn: number;
  /** The most memory of its own, and the most of mapped files, in megabytes. */
  readonly own: number;
  readonly mapped: number;
}

const bytes = Buffer.alloc(64);
const main = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
process.once('exit', () => closeSync(main));

let uri = '';
let seen = { longestTurn: 0, own: 0, mapped: 0 };
let before = computed();

/** What the main thread has computed so far, in milliseconds: what others take of the core does not count. */
function computed(): number {
  return Number.parseInt(bytes.toString('latin1', 0, readSync(main, bytes, 0, bytes.length, 0)), 10) / 1e6;
}

function lookAtTurn(): void {
  const now = computed();
  seen.longestTurn = Math.max(seen.longestTurn, now - before);
  before = now;
}

function lookAtMemory(): void {
  const status = readFileSync('/proc/self/status', 'utf8');
  const [own = 0, mapped = 0] = [/RssAnon:\s+(\d+)/, /RssFile:\s+(\d+)/].map(
    (kilobytes) => Number(kilobytes.exec(status)?.[1] ?? 0) / 1024,
  );
  seen.own = Math.max(seen.own, own);
  seen.mapped = Math.max(seen.mapped, mapped);
}

// A store in a process that watches itself: `{ dir }` starts it, every later question asks what was seen since.
answering(async ({ dir }: { readonly dir?: string }): Promise<Watched> => {
  if (dir) {
    ({ uri } = await startServer({ dir }));
    setInterval(lookAtTurn, 1);
    setInterval(lookAtMemory, 100);
  }
  lookAtMemory();
  const watched = { uri, ...seen };
  seen = { longestTurn: 0, own: 0, mapped: 0 };
  return watched;
});
