import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The entry of the store's process. */
export const MAIN = fileURLToPath(new URL('../../src/embedded-mongo/main.ts', import.meta.url));

/** The store in a process of its own, as the system runs it. */
export interface StoreProcess {
  uri: string;
  child: ChildProcess;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts a store, perhaps `by` way of another program, and waits until it is ready. Rejects with what it wrote to
 * stderr when it ends instead.
 */
export async function startProcess(
  dir: string,
  { by = [], args = [] }: { by?: string[]; args?: string[] } = {},
): Promise<StoreProcess> {
  const command = [...by, process.execPath, '--import', 'tsx', MAIN, '--dir', dir, ...args];
  const child = spawn(command[0] as string, command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const ready = once(createInterface(child.stdout), 'line').then(([line]) => String(line));
  const line = await Promise.race([
    ready,
    ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${complaint.trim()}`))),
  ]);
  return {
    uri: line.replace('Ready: ', ''),
    child,
    kill: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
