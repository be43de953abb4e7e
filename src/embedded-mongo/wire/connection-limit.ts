import { readFileSync } from 'node:fs';

/** What this process keeps for itself, its threads and those it turns away: a share of the files, and no less than this. */
const OWN_SHARE = 0.2;
const OWN_FILES = 100;
const USUAL_LIMIT = 1024;

/** How many clients may be connected at once, of the files that the system lets this process open. */
export function connectionLimit(): number {
  const files = openFilesLimit();
  return Math.max(1, Math.floor(files - Math.max(OWN_FILES, files * OWN_SHARE)));
}

function openFilesLimit(): number {
  try {
    const [, soft] = /^Max open files\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(soft ?? USUAL_LIMIT);
  } catch {
    return USUAL_LIMIT;
  }
}
