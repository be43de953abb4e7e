import { lockDir } from './dir-lock.ts';
import { dataFile } from './storage/databases.ts';
import { inspectFile } from './storage/file-inspection.ts';
import { Store } from './storage/store.ts';
import { checkStore } from './upkeep/check.ts';

/**
 * Opens, or makes, the store of a folder, for this process alone. Throws an Error with one line when another server
 * has it, or when its file is damaged or something else.
 */
export async function openStore(dir: string): Promise<{ store: Store; close(): Promise<void> }> {
  const lock = await lockDir(dir);
  try {
    await refuseDamaged(dir);
    const store = new Store(dir);
    await store.tidied;
    return {
      store,
      async close() {
        await store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Looks at the first pages only; a file that seems too short is read through before anybody may rely on it. */
async function refuseDamaged(dir: string): Promise<void> {
  const path = dataFile(dir);
  if (!inspectFile(path, 'r+')?.isShort) return;
  const { faults } = await checkStore(dir, { isLocked: true }).catch(() => ({ faults: [path] }));
  if (faults.length) throw new Error(`${path} is damaged: its end is cut off`);
}
