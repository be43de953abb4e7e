import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the root of the project. */
  path: string;
  text: string;
}

/** Every file in the given folders whose name ends in one of the given ways. */
export async function filesIn(folders: string[], endings: string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of await readdir(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !endings.some((ending) => entry.name.endsWith(ending))) continue;
      const path = join(entry.parentPath, entry.name);
      files.push({ path: path.slice(root.length), text: await readFile(path, 'utf8') });
    }
  }
  return files;
}

/** `path:line` of every line that a pattern matches, but for what is allowed. */
export function linesWith(pattern: RegExp, files: SourceFile[], allowed?: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .map((line, i) => ({ line: allowed ? line.replace(allowed, '') : line, place: `${path}:${i + 1}` }))
      .filter(({ line }) => pattern.test(line))
      .map(({ place }) => place),
  );
}
