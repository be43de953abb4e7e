import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
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

/** Longest record read as one, in characters. */
const longestRecord = 16 * 1024 * 1024;
const mostRestarts = 20;
const sampleSize = 64 * 1024;

/**
 * Opens a CSV file with a header: UTF-8 or UTF-16 with a mark, commas, semicolons or tabs, any line ends.
 * Throws a Refusal when there is no such file, no header, or a column twice.
 */
export async function openCsv(path: string): Promise<CsvFile> {
  const sample = await beginningOf(path);
  const encoding = sample[0] === 0xff && sample[1] === 0xfe ? 'utf16le' : 'utf8';
  const text = sample.toString(encoding).replace(/^\uFEFF/, '');
  const first = (text.split(/\r\n|\r|\n/, 1)[0] ?? '').trim();
  if (first === '' || first.includes('\0')) throw new Refusal('invalid', 'intake:csv-not-text', { file: path });
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(first, mark) > count(first, best) ? mark : best));
  const header = first.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw new Refusal('invalid', 'intake:csv-column-twice', { column: twice });

  const lineEnd = text.includes('\n') ? '\n' : '\r';
  let stream: ReadStream | undefined;
  return {
    header,
    bytes: (await stat(path)).size,
    rows: rowsOf(path, { header, delimiter, encoding, lineEnd }, (opened) => {
      stream = opened;
    }),
    bytesRead: () => stream?.bytesRead ?? 0,
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

interface Form {
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly encoding: 'utf8' | 'utf16le';
  readonly lineEnd: '\n' | '\r';
}

/**
 * A record that nothing ends (a quotation mark never closed, a cell beyond all measure) costs one line: it is told, and
 * reading begins again on the line after. When that happens too often, the rest is read without quotation marks.
 */
async function* rowsOf(path: string, form: Form, reading: (stream: ReadStream) => void): AsyncGenerator<CsvRow> {
  let line = 2;
  for (let restarts = 0; ; restarts += 1) {
    const stream = createReadStream(path, form.encoding);
    reading(stream);
    try {
      const rest = Readable.from(afterLines(stream, line - 1, form.lineEnd), { objectMode: false });
      for await (const row of recordsOf(rest, line, form, restarts < mostRestarts)) {
        yield row;
        line = row.line + 1;
      }
      return;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      yield {
        line,
        cells: {},
        broken: error.code === 'CSV_MAX_RECORD_SIZE' ? 'intake:csv-too-long' : 'intake:csv-quote',
      };
      line += 1;
    } finally {
      stream.destroy();
    }
  }
}

/** A text without its first lines. */
async function* afterLines(chunks: AsyncIterable<string>, skip: number, lineEnd: string): AsyncGenerator<string> {
  let left = skip;
  for await (const chunk of chunks) {
    let at = 0;
    for (; left > 0; left -= 1) {
      const end = chunk.indexOf(lineEnd, at);
      if (end < 0) break;
      at = end + 1;
    }
    if (left === 0 && at < chunk.length) yield chunk.slice(at);
  }
}

/** The records of a text that begins with the given line of its file. */
async function* recordsOf(
  text: Readable,
  line: number,
  { header, delimiter }: Form,
  quotes: boolean,
): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter,
    info: true,
    quote: quotes ? '"' : null,
    relax_column_count: true,
    // A stray quotation mark is kept as it stands: dropping the row, or the next one with it, would lose more.
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  text.on('error', (error) => parser.destroy(error));
  for await (const { record, info } of text.pipe(parser) as AsyncIterable<{ record: string[]; info: Info }>) {
    const cells: Record<string, string> = {};
    for (const [index, name] of header.entries()) cells[name] = (record[index] ?? '').normalize('NFC').trim();
    const broken =
      record.length !== header.length
        ? 'intake:csv-ragged'
        : record.some((cell) => /[\uFFFD\0]/.test(cell))
          ? 'intake:csv-encoding'
          : undefined;
    yield { line: line - 1 + info.lines, cells, ...(broken ? { broken } : {}) };
  }
}
