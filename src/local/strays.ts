import { execFile } from 'node:child_process';
import { readdir, readlink, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Log } from './local-service.ts';

const patienceMs = 5_000;

/**
 * Ends what a killed run left behind: processes of the given executable that work in the given folder. Two of them on
 * the same files would spoil these. A process id alone is no proof, since it may meanwhile belong to somebody else.
 */
export async function endStrays(executable: string, folder: string, log: Log): Promise<void> {
  const wanted = { executable: await realpath(executable), folder: await realpath(folder) };
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const pids = await strays(wanted);
    if (pids.length === 0) return;
    log.info(`Ending ${basename(executable)} of an earlier run (pid ${pids.join(', ')}).`);
    for (const pid of pids) tell(pid, signal);
    const deadline = performance.now() + patienceMs;
    while ((await strays(wanted)).length > 0 && performance.now() < deadline) await sleep(20);
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in between.
  }
}

interface Wanted {
  executable: string;
  folder: string;
}

async function strays(wanted: Wanted): Promise<number[]> {
  const pids = process.platform === 'linux' ? await pidsInProc(wanted) : await pidsFromLsof(wanted);
  return pids.filter((pid) => pid !== process.pid);
}

async function pidsInProc({ executable, folder }: Wanted): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const theirs = (pid: string, link: string) => readlink(`/proc/${pid}/${link}`).catch(() => '');
  const found = await Promise.all(
    // An executable that was upgraded meanwhile reads "… (deleted)".
    pids.map(async (pid) => (await theirs(pid, 'cwd')) === folder && (await theirs(pid, 'exe')).startsWith(executable)),
  );
  return pids.filter((_, i) => found[i]).map(Number);
}

async function pidsFromLsof({ executable, folder }: Wanted): Promise<number[]> {
  const listing = promisify(execFile)('lsof', ['-t', '-a', '-c', basename(executable), '-d', 'cwd', folder]);
  const { stdout } = await listing.catch(() => ({ stdout: '' }));
  return stdout.split('\n').filter(Boolean).map(Number);
}
