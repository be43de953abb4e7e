import { setTimeout as pause } from 'node:timers/promises';

/** Resolves when a condition holds; throws with its name when it does not within the time, in milliseconds. */
export async function until(name: string, holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${name}`);
    await pause(10);
  }
}
