import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** The web has the first core to itself; the load and all that the web rests on share the others. */
const sides = { web: '0', rest: '1-', all: '0-' } as const;

// All the machine has, also for a process that is kept to some of them.
const cores = cpus().length;
const listOf = (side: keyof typeof sides): string => sides[side].replace('-', `-${cores - 1}`);
const taskset = (...args: string[]): boolean => cores > 1 && spawnSync('taskset', args).status === 0;
const pins = taskset('-c', '0', 'true');

/** How the work is divided, for the reader. */
export const division = pins ? 'the web on core 0, everything else on the others' : 'every process on any core';

/** Keeps this process, and every process it starts from now on, to some cores, where the machine lets us say so. */
export function keepTo(side: keyof typeof sides): void {
  if (pins) taskset('-acp', listOf(side), String(process.pid));
}
