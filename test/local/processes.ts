import { readdir, readFile, readlink } from 'node:fs/promises';

/** The ids of the services that work in a folder or below it, but for the compiler that tsx starts with each; Linux only. */
export async function servicesIn(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      return cwd.startsWith(`${folder}/`) && !name.startsWith('esbuild');
    }),
  );
  return pids.filter((_, i) => found[i]).map(Number);
}
