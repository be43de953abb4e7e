import { rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a store takes before anything is in it, with room to spare. */
const FIRST_BYTES = 65_536;

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Before lmdb opens a file: it maps a lock file beside it, and of pages that the disk has no room for the process dies
 * by a signal. A lock file that has been in use has its blocks. Throws an Error with one line.
 */
export function refuseFullDisk(path: string): void {
  // Never to be opened here: when a process closes any handle of this file, all its locks on it are gone (fcntl), lmdb's too.
  if (statSync(`${path}-lock`, { throwIfNoEntry: false })?.blocks) return;
  const trial = `${path}-room-${process.pid}`;
  try {
    writeFileSync(trial, Buffer.alloc(FIRST_BYTES), { flush: true });
  } catch (error) {
    // What else may be wrong with the folder, lmdb says itself.
    if (NO_ROOM.has(String((error as NodeJS.ErrnoException).code)))
      throw new Error(`there is no room on the disk for ${dirname(path)}`);
  } finally {
    rmSync(trial, { force: true });
  }
}
