import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, ending, living } from './child.ts';
import type { LocalService, Log } from './local-service.ts';

/** How one child process is started. */
export interface Program {
  name: string;
  /** Clears what an earlier run may have left in the way. */
  clear?(): Promise<void>;
  spawn(): ChildProcess;
  /** Resolves when the child serves; `over` aborts when nobody waits for it any more. */
  ready(child: ChildProcess, over: AbortSignal): Promise<void>;
}

const shortestPauseMs = 100;
const longestPauseMs = 5_000;
const steadyMs = 10_000;

/**
 * Starts a program and, whenever it dies without being asked, starts it again.
 * Resolves when it serves; throws when the first start fails.
 */
export async function supervise(program: Program, log: Log): Promise<Omit<LocalService, 'url'>> {
  const closing = new AbortController();
  let child: ChildProcess | undefined;

  const launch = async (): Promise<ChildProcess> => {
    await program.clear?.();
    closing.signal.throwIfAborted();
    child = program.spawn();
    await serving(program, child);
    return child;
  };

  const keep = async (first: ChildProcess) => {
    let running: ChildProcess | undefined = first;
    let pauseMs = shortestPauseMs;
    while (!closing.signal.aborted) {
      const since = performance.now();
      if (running) {
        const cause = await ending(running);
        if (closing.signal.aborted) return;
        log.warn(`${program.name} ended (${cause}); starting it again.`);
        if (performance.now() - since > steadyMs) pauseMs = shortestPauseMs;
      }
      await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => {});
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
      running = await launch().catch((error: Error) => {
        if (!closing.signal.aborted) log.error(`${program.name} does not start: ${error.message}`);
        return undefined;
      });
    }
  };

  // However this process ends (but by SIGKILL), its child is told.
  const tell = () => child?.kill();
  process.once('exit', tell);
  const kept = keep(
    await launch().catch((error) => {
      process.off('exit', tell);
      throw error;
    }),
  );

  return {
    pid: () => (child && living(child) ? child.pid : undefined),
    async close() {
      closing.abort();
      if (child) await end(child);
      await kept;
      process.off('exit', tell);
    },
  };
}

async function serving(program: Program, child: ChildProcess): Promise<void> {
  const over = new AbortController();
  const death = ending(child).then((cause) => {
    throw new Error(`it ended at once (${cause})`);
  });
  try {
    await Promise.race([program.ready(child, over.signal), death]);
  } catch (error) {
    await end(child);
    throw error;
  } finally {
    over.abort();
  }
}
