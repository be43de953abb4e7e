import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';

export type CsvRow = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Writes rows as CSV with a byte order mark, no cell a formula, to a file that only its owner reads, or to `out` when
 * the file is `-`. A file that stands there is replaced when all is written. Gives the number of rows.
 */
export async function writeCsv(
  file: string,
  columns: readonly string[],
  rows: AsyncIterable<CsvRow> | Iterable<CsvRow>,
  out: Writable,
): Promise<number> {
  let count = 0;
  const counted = async function* () {
    for await (const row of rows) {
      count += 1;
      yield row;
    }
  };
  const csv = stringify({
    header: true,
    bom: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { boolean: String },
  });
  if (file === '-') {
    await pipeline(Readable.from(counted()), csv, out, { end: false });
    return count;
  }
  const unfinished = `${file}.part`;
  try {
    await pipeline(Readable.from(counted()), csv, createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return count;
}
