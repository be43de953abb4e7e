import { inspectFile } from './file-inspection.ts';

/**
 * After a transaction came to nothing: goes on with what was before it, or ends the process when that cannot be had.
 * A disk that took the pages but failed to keep them (fdatasync) may have lost any of them, and a later success would
 * not say so; only a new start, which goes back to the last state that was kept, is safe. MongoDB does the same.
 */
export function recover(path: string, reload: () => void): void {
  try {
    if (inspectFile(path, 'r')?.isSettled) return reload();
    console.error(`${path}: the disk did not keep what was written; the store ends and must be started anew`);
  } catch (error) {
    console.error(`${path}: the store cannot go on: ${String(error)}`);
  }
  // An orderly exit would let lmdb try once more, and believe it.
  process.kill(process.pid, 'SIGKILL');
}
