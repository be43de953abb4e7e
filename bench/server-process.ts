import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { end } from '../src/local/child.ts';

/** A server that speaks MongoDB's protocol, in a process of its own. */
export interface ServerProcess {
  readonly uri: string;
  /** From the start of the process until it served, in seconds. */
  readonly startedIn: number;
  /** What the process has computed so far, in seconds of one core; NaN where there is no /proc. */
  cpuSeconds(): Promise<number>;
  close(): Promise<void>;
}

/** Starts a program that sends `{ ready: uri }` when it serves. Rejects when it ends instead. */
export async function startServerProcess(program: string, ...args: string[]): Promise<ServerProcess> {
  const began = performance.now();
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), args, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${program} ended (${code})`)));
  ended.catch(() => undefined);
  const [{ ready }] = (await Promise.race([once(child, 'message'), ended])) as [{ ready: string }];
  return {
    uri: ready,
    startedIn: (performance.now() - began) / 1000,
    async cpuSeconds() {
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '');
      // Behind the name, which may hold blanks: 11 fields, then user and system time in hundredths.
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13);
      return (Number(user) + Number(system)) / 100;
    },
    close: () => end(child),
  };
}
