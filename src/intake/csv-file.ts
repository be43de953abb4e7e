import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type Info, parse } from 'csv-parse';
import { Refusal } from '../domain/errors.ts';

/** One record of a file, by its header, with the number of the line that it ends on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Names a message when the record cannot be read as one. */
  readonly broken?: 'intake:csv-ragged' | 'intake:csv-quote' | 'intake:csv-encoding' | 'intake:csv-too-long';
}

export interface CsvFile {
  readonly header: readonly string[];
  readonly bytes: number;
  /** The records in order; `bytesRead` tells how far the reading is. */
  readonly rows: AsyncIterable<CsvRow>;
  bytesRead(): number;
}

const longestRecord = 200_000;
const sampleSize = 64 * 1024;

/**
 * Opens a CSV file with a header: UTF-8 or UTF-16 with a mark, commas, semicolons or tabs, any line ends.
 * Throws a Refusal when there is no such file, no header, or a column twice.
 */
export async function openCsv(path: string): Promise<CsvFile> {
  const sample = await beginningOf(path);
  const encoding = sample[0] === 0xff && sample[1] === 0xfe ? 'utf16le' : 'utf8';
  const first = (
    sample
      .toString(encoding)
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\r|\n/, 1)[0] ?? ''
  ).trim();
  if (first === '' || first.includes('\0')) throw new Refusal('invalid', 'intake:csv-not-text', { file: path });
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(first, mark) > count(first, best) ? mark : best));
  const header = first.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw new Refusal('invalid', 'intake:csv-column-twice', { column: twice });

  const stream = createReadStream(path);
  return {
    header,
    bytes: (await stat(path)).size,
    rows: rowsOf(stream, header, delimiter, encoding),
    bytesRead: () => stream.bytesRead,
  };
}

const count = (text: string, mark: string): number => text.split(mark).length - 1;

async function beginningOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleSize), 0, sampleSize, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new Refusal('not-found', 'intake:file-unreadable', {
      file: path,
      reason: (error as NodeJS.ErrnoException).code ?? '',
    });
  }
}

async function* rowsOf(
  stream: ReturnType<typeof createReadStream>,
  header: readonly string[],
  delimiter: string,
  encoding: 'utf8' | 'utf16le',
): AsyncGenerator<CsvRow> {
  const skipped: CsvRow[] = [];
  const parser = parse({
    bom: true,
    encoding,
    delimiter,
    info: true,
    relax_column_count: true,
    // A stray quotation mark is kept as it stands: dropping the row, or the next one with it, would lose more.
    relax_quotes: true,
    skip_empty_lines: true,
    from: 2,
    max_record_size: longestRecord,
    skip_records_with_error: true,
    on_skip: (error) => {
      const tooLong = error?.code === 'CSV_MAX_RECORD_SIZE';
      skipped.push({
        line: Number(error?.['lines'] ?? 0),
        cells: {},
        broken: tooLong ? 'intake:csv-too-long' : 'intake:csv-quote',
      });
    },
  });
  stream.on('error', (error) => parser.destroy(error));
  for await (const { record, info } of stream.pipe(parser) as AsyncIterable<{ record: string[]; info: Info }>) {
    yield* skipped.splice(0);
    const cells: Record<string, string> = {};
    for (const [index, name] of header.entries()) cells[name] = (record[index] ?? '').normalize('NFC').trim();
    const broken =
      record.length !== header.length
        ? 'intake:csv-ragged'
        : record.some((cell) => /[\uFFFD\0]/.test(cell))
          ? 'intake:csv-encoding'
          : undefined;
    yield { line: info.lines, cells, ...(broken ? { broken } : {}) };
  }
  yield* skipped;
}
