import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts a message into a folder instead of sending it. */
export type Outbox = (file: string, content: string | Uint8Array) => Promise<void>;

/** A file appears under its name only when it is whole and on the disk; only its owner reads it. */
export async function openOutbox(folder: string): Promise<Outbox> {
  await mkdir(folder, { recursive: true });
  return async (name, content) => {
    const part = join(folder, `.${name}.part`);
    const file = await open(part, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, join(folder, name));
  };
}
