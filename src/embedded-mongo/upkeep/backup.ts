import {
  closeSync,
  copyFileSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { lockDir } from '../dir-lock.ts';
import { dataFile, syncFolder } from '../storage/databases.ts';
import { inspectFile } from '../storage/file-inspection.ts';
import { type CheckResult, checkStore } from './check.ts';
import { runReader } from './run-reader.ts';

/** Where a copy is made; what stands in the folder itself is whole. */
const UNFINISHED = 'unfinished';

/** What a backup or restore is told to say as it goes on. */
export interface CopyProgress {
  stage(stage: 'copying' | 'checking'): void;
  checked?(namespace: string, documents: number): void;
}

/** A store that was copied, checked, and is on the disk. */
export interface Copied {
  bytes: number;
  collections: CheckResult['collections'];
}

/**
 * Copies one state of a store into an empty folder, while it is served or not, and checks the copy. Every write that
 * was acknowledged before the call is in it. While it copies, the store keeps the pages of that state, and grows by
 * what is changed meanwhile. Throws an Error with one line; then the folder holds no store.
 */
export async function backupStore(dir: string, target: string, progress: CopyProgress): Promise<Copied> {
  makeFolder(target);
  if (readdirSync(target).length) throw new Error(`${target} is not empty`);
  return await finished(target, progress, (path) => runReader({ script: 'copy', dir, args: [path] }));
}

/**
 * Puts a backup into a folder in which there is no store yet. Throws an Error with one line when a server has the
 * folder, when there is a store already, or when the backup is not sound.
 */
export async function restoreStore(backup: string, dir: string, progress: CopyProgress): Promise<Copied> {
  const source = dataFile(backup);
  if (!inspectFile(source, 'r')) throw new Error(`there is no backup in ${backup}`);
  makeFolder(dir);
  const lock = await lockDir(dir);
  try {
    if (inspectFile(dataFile(dir), 'r')) throw new Error(`there is a store in ${dir} already`);
    return await finished(dir, progress, (path) => copyFileSync(source, path));
  } finally {
    lock.release();
  }
}

/** Makes a store beside its place, checks it, brings it to the disk, and only then puts it there. */
async function finished(
  dir: string,
  progress: CopyProgress,
  copy: (path: string) => void | Promise<void>,
): Promise<Copied> {
  const unfinished = join(dir, UNFINISHED);
  rmSync(unfinished, { recursive: true, force: true });
  makeFolder(unfinished);
  try {
    progress.stage('copying');
    await copy(dataFile(unfinished));
    keep(dataFile(unfinished));
    progress.stage('checking');
    const check = await checkStore(unfinished, progress.checked ? { progress: progress.checked } : {});
    const [fault] = check.faults;
    if (fault) throw new Error(`the copy is not sound: ${fault.namespace ?? ''} ${fault.fault}`);
    renameSync(dataFile(unfinished), dataFile(dir));
    syncFolder(dir);
    return { bytes: statSync(dataFile(dir)).size, collections: check.collections };
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

/** For its owner alone, and on the disk. */
function keep(path: string): void {
  const file = openSync(path, 'r+');
  fchmodSync(file, 0o600);
  fsyncSync(file);
  closeSync(file);
}
