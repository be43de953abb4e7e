import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];

/** A fresh folder under the system's temporary one, with a name as long as wanted; removed after the run. */
export async function temporaryFolder(name = 'ydan'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  made.push(folder);
  return folder;
}

after(async () => {
  for (const folder of made) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});
