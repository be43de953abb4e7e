import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { end, ending } from '../src/local/child.ts';
import { keepTo } from './cores.ts';
import type { Figure, Wishes } from './figure.ts';
import { interleaved, medianOf } from './rounds.ts';
import { whole } from './table.ts';

const kinds = ['filled with demo data', 'SEED=none', 'empty, with demo data'] as const;
type Kind = (typeof kinds)[number];

/** How long `npm start` takes until it serves, and how much memory all its processes hold then. */
export async function ready({ say }: Wishes): Promise<Figure> {
  keepTo('all');
  const root = await mkdtemp(join(tmpdir(), 'ydan-bench-'));
  try {
    let started = 0;
    const filled = join(root, 'filled');
    await start(filled, 'demo');
    const results = await interleaved(kinds, async (kind: Kind, round) => {
      const empty = join(root, String((started += 1)));
      const result = await start(
        kind === 'filled with demo data' ? filled : empty,
        kind === 'SEED=none' ? 'none' : 'demo',
      );
      say(`ready, round ${round}: ${kind} ${result.seconds.toFixed(1)} s, ${whole(result.megabytes)} MB`);
      await rm(empty, { recursive: true, force: true });
      return result;
    });
    return {
      title: 'From npm start to Ready',
      columns: ['folder', 'seconds', 'memory MB'],
      rows: kinds.map((kind) => [
        kind,
        medianOf(results[kind], ({ seconds }) => seconds).toFixed(1),
        whole(medianOf(results[kind], ({ megabytes }) => megabytes)),
      ]),
      verdicts: [],
      how: [
        'From the start of the command, with packages installed, to the line `Ready`; then the resident memory of npm, the',
        'system, the store and Redis together, what they share counted for each. Memory is read where there is a /proc.',
      ].join('\n'),
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function start(folder: string, seed: 'demo' | 'none'): Promise<{ seconds: number; megabytes: number }> {
  const began = performance.now();
  const env = {
    ...process.env,
    PORT: '0',
    DATA_DIR: folder,
    SEED: seed,
    LOG_LEVEL: 'warn',
    MONGODB_URI: '',
    REDIS_URL: '',
  };
  const child = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await Promise.race([
      served(child),
      ending(child).then((cause) => Promise.reject(new Error(`npm start: ${cause}`))),
    ]);
    return { seconds: (performance.now() - began) / 1000, megabytes: await memoryOf(child.pid ?? 0) };
  } finally {
    await end(child);
  }
}

async function served({ stdout }: ChildProcess): Promise<void> {
  if (stdout) for await (const line of createInterface(stdout)) if (line.startsWith('Ready:')) return;
}

/** Resident memory of a process and all below it, in megabytes; what they share counts once for each. */
async function memoryOf(pid: number): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const processes = await Promise.all(
    pids.map(async (name) => {
      const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
      const number = (field: string): number => Number(status.split(`${field}:`)[1]?.split(/\s+/)[1]);
      return { pid: Number(name), parent: number('PPid'), kilobytes: number('VmRSS') || 0 };
    }),
  );
  const below = (top: number): number =>
    processes
      .filter(({ parent }) => parent === top)
      .reduce((sum, { pid: child, kilobytes }) => sum + kilobytes + below(child), 0);
  const own = processes.find((process) => process.pid === pid)?.kilobytes ?? Number.NaN;
  return (own + below(pid)) / 1024;
}
