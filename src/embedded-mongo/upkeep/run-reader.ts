import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { lockDir } from '../dir-lock.ts';
import { dataFile } from '../storage/databases.ts';
import { inspectFile } from '../storage/file-inspection.ts';
import type { ReaderLine } from './report.ts';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const SCRIPTS = {
  check: new URL('./check-process.ts', import.meta.url),
  copy: new URL('./copy-process.ts', import.meta.url),
};

/** What shall be read, and by which script. */
interface Reading {
  script: keyof typeof SCRIPTS;
  dir: string;
  args: string[];
  /** the caller has the folder for itself */
  isLocked?: boolean;
}

let last: Promise<void> = Promise.resolve();

/**
 * Reads a store in a process of its own: that costs a server none of its time, and a damaged page, over which lmdb
 * would fall, takes nobody else along. Works beside a running server and without one.
 * One reading after the other, for each takes a core. Rejects with one line when there is no store or it cannot be read.
 */
export function runReader(reading: Reading, hear: (line: ReaderLine) => void = () => {}): Promise<void> {
  const run = last.then(() => read(reading, hear));
  last = run.catch(() => undefined);
  return run;
}

async function read({ script, dir, args, isLocked }: Reading, hear: (line: ReaderLine) => void): Promise<void> {
  const path = dataFile(dir);
  const header = inspectFile(path, 'r');
  if (!header) throw new Error(`there is no store in ${dir}`);
  // Only what nobody serves may be settled; once it is opened, a server may start beside the reading.
  const lock = header.isSettled || isLocked ? undefined : await lockDir(dir).catch(() => undefined);
  const settle = !header.isSettled && (lock || isLocked);
  const file = fileURLToPath(SCRIPTS[script]);
  const child = spawn(process.execPath, ['--import', TSX, file, dir, settle ? 'settle' : 'as-it-is', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  // That it could not be started is heard below.
  ended.catch(() => undefined);
  let complaint = '';
  child.stderr?.on('data', (part) => {
    complaint += String(part);
  });
  let line: ReaderLine | undefined;
  try {
    for await (const text of child.stdout ? createInterface(child.stdout) : []) {
      line = JSON.parse(text) as ReaderLine;
      if ('opened' in line) lock?.release();
      hear(line);
    }
    const [code, signal] = await ended;
    if (line && 'error' in line)
      throw new Error(isLmdbs(line.error) ? `${path} is damaged: ${line.error}` : line.error);
    if (!line || !('done' in line))
      throw new Error(`${path} is damaged: reading it ended with ${signal ?? `${code} ${complaint.trim()}`}`);
  } finally {
    lock?.release();
  }
}

/** lmdb's own words tell nobody which file it is about. */
function isLmdbs(error: string): boolean {
  return error.startsWith('MDB_');
}
