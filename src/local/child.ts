import type { ChildProcess } from 'node:child_process';

const patienceMs = 5_000;

export function living(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Resolves with the reason when a child has ended. To be asked in the turn that spawned it, or of a child that once lived. */
export async function ending(child: ChildProcess): Promise<string> {
  if (child.pid === undefined) {
    return await new Promise((resolve) => child.once('error', (error) => resolve(error.message)));
  }
  if (living(child)) await new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return child.signalCode ?? `exit ${child.exitCode}`;
}

/** Asks a child to end; after five seconds it is made to. Resolves when it has ended. */
export async function end(child: ChildProcess): Promise<void> {
  if (!living(child)) return;
  const ended = ending(child);
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(force);
}
