import type { Fault } from '../domain/errors.ts';
import { Refusal } from '../domain/errors.ts';
import { type CsvRow, openCsv } from './csv-file.ts';
import { rejectedFile } from './rejected-file.ts';

export interface ImportSummary {
  readonly read: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Where the rejected rows stand with their reasons; absent when there are none. */
  readonly rejectedFile?: string;
}

export interface Columns {
  readonly required: readonly string[];
  readonly known: ReadonlySet<string>;
}

/** How one kind of file is read: a row to a record, and a batch of records to what became of each. */
export interface Intake<T> {
  readonly columns: Columns;
  /** How many rows are taken at once; two thousand unless told. */
  readonly atOnce?: number;
  read(cells: Readonly<Record<string, string>>): { readonly record: T } | { readonly faults: readonly Fault[] };
  take(records: readonly { readonly line: number; readonly record: T }[]): Promise<readonly Taken[]>;
}

export type Taken =
  | { readonly line: number; readonly outcome: 'accepted' | 'unchanged' }
  | { readonly line: number; readonly outcome: 'rejected'; readonly faults: readonly Fault[] };

interface Options {
  /** Says what a fault means, in the reader's language. */
  readonly explain: (fault: Fault) => string;
  readonly progress?: (read: number, share: number) => void;
  readonly rejectedPath: string;
  /** Told of every row that was left out. */
  readonly onRejected?: (line: number, faults: readonly Fault[]) => void;
}

interface Batch<T> {
  readonly good: { readonly row: CsvRow; readonly record: T }[];
  readonly bad: { readonly row: CsvRow; readonly faults: readonly Fault[] }[];
}

const usuallyAtOnce = 2000;

/**
 * Takes a file row by row: good rows go in, bad ones are written beside it with line and reason. Reads the next rows
 * while the last ones are being written. Throws a Refusal when the file as a whole cannot be read.
 */
export async function importFile<T>(path: string, intake: Intake<T>, options: Options): Promise<ImportSummary> {
  const file = await openCsv(path);
  const missing = intake.columns.required.filter((column) => !file.header.includes(column));
  if (missing.length > 0) throw new Refusal('invalid', 'intake:csv-columns-missing', { columns: missing.join(', ') });
  const unknown = file.header.filter((column) => !intake.columns.known.has(column));
  if (unknown.length > 0) throw new Refusal('invalid', 'intake:csv-columns-unknown', { columns: unknown.join(', ') });

  const counts = { read: 0, accepted: 0, unchanged: 0, rejected: 0 };
  const rejected = rejectedFile(options.rejectedPath, file.header);
  const take = async ({ good, bad }: Batch<T>): Promise<void> => {
    const taken = await intake.take(good.map(({ row, record }) => ({ line: row.line, record })));
    const rows = new Map(good.map(({ row }) => [row.line, row]));
    for (const result of taken)
      if (result.outcome === 'rejected') bad.push({ row: rows.get(result.line) as CsvRow, faults: result.faults });
      else counts[result.outcome] += 1;
    for (const { row, faults } of bad.sort((a, b) => a.row.line - b.row.line)) {
      counts.rejected += 1;
      options.onRejected?.(row.line, faults);
      rejected.add(row, faults.map(options.explain).join('; '));
    }
    options.progress?.(counts.accepted + counts.unchanged + counts.rejected, file.bytesRead() / file.bytes);
  };

  let batch: Batch<T> = { good: [], bad: [] };
  let underWay: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await underWay;
    underWay = take(batch);
    underWay.catch(() => undefined);
    batch = { good: [], bad: [] };
  };
  try {
    for await (const row of file.rows) {
      counts.read += 1;
      const result = row.broken ? { faults: [{ pointer: '', code: row.broken }] } : intake.read(row.cells);
      if ('faults' in result) batch.bad.push({ row, faults: result.faults });
      else batch.good.push({ row, record: result.record });
      if (batch.good.length + batch.bad.length >= (intake.atOnce ?? usuallyAtOnce)) await flush();
    }
    await flush();
    await underWay;
  } finally {
    await rejected.close();
  }
  return { ...counts, ...(counts.rejected > 0 ? { rejectedFile: options.rejectedPath } : {}) };
}
