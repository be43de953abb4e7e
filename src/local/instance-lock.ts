import { closeSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFile } from './file-lock.mjs';

/**
 * Makes this process the only Ý Dân on a data folder until it releases the lock or ends, however it ends.
 * Throws an Error with one line that names the process in the way.
 */
export async function lockInstance(dataDir: string): Promise<{ release(): Promise<void> }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'instance.lock');
  await appendFile(file, '', { mode: 0o600 });
  const descriptor = lockFile(file, 0);
  if (descriptor === undefined) {
    const holder = (await readFile(file, 'utf8')).trim() || 'just starting';
    throw new Error(`Another Ý Dân already runs on ${dataDir} (${holder}).`);
  }
  await writeFile(file, `pid ${process.pid}\n`);
  let held = true;
  return {
    async release() {
      if (!held) return;
      held = false;
      await writeFile(file, '');
      closeSync(descriptor);
    },
  };
}
