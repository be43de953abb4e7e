import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type Stringifier, stringify } from 'csv-stringify';
import type { CsvRow } from './csv-file.ts';

export interface RejectedFile {
  add(row: CsvRow, reason: string): void;
  close(): Promise<void>;
}

/** Rejected rows as a CSV of their own: line, reason, then the row as it came. Made when the first row is rejected. */
export function rejectedFile(path: string, header: readonly string[]): RejectedFile {
  let writer: Stringifier | undefined;
  let written: Promise<void> | undefined;
  const open = (): Stringifier => {
    const opened = stringify({
      header: true,
      bom: true,
      columns: ['line', 'reason', ...header],
      escape_formulas: true,
    });
    written = finished(opened.pipe(createWriteStream(path, { mode: 0o600 })));
    written.catch(() => undefined);
    return opened;
  };
  return {
    add({ line, cells }, reason) {
      writer ??= open();
      writer.write([line, reason, ...header.map((column) => cells[column] ?? '')]);
    },
    async close() {
      writer?.end();
      await written;
    },
  };
}
