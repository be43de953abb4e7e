import { readFileSync } from 'node:fs';

/** The files and connections of which this process wants some for itself. */
const SHARE = 0.8;
const USUAL_LIMIT = 1024;

/** How many clients may be connected at once: a share of the files that the system lets this process open. */
export function connectionLimit(): number {
  return Math.floor(openFilesLimit() * SHARE);
}

function openFilesLimit(): number {
  try {
    const [, soft] = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft ?? USUAL_LIMIT);
  } catch {
    return USUAL_LIMIT;
  }
}
