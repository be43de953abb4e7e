import { writeSync } from 'node:fs';
import { type Databases, openDatabases, openForReading } from '../storage/databases.ts';
import type { ReaderLine } from './report.ts';

type Say = (line: ReaderLine) => void;

/**
 * The life of a process that `runReader` starts: opens the folder for reading, does the work, says line by line what
 * it finds. Arguments: the folder, `settle` or `as-it-is`, then those of the work.
 */
export async function readApart(
  work: (databases: Databases, args: string[], say: Say) => void | Promise<void>,
): Promise<void> {
  const [dir = '', settle, ...args] = process.argv.slice(2);
  // Written at once, so that whatever was said is there should lmdb end the process.
  const say: Say = (line) => void writeSync(1, `${JSON.stringify(line)}\n`);
  try {
    // What a start of the server would do, so that the state is read that it would serve.
    if (settle === 'settle') await openDatabases(dir).root.close();
    const databases = openForReading(dir);
    say({ opened: true });
    await work(databases, args, say);
    say({ done: true });
  } catch (error) {
    say({ error: error instanceof Error ? error.message : String(error) });
  }
}
