import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { Refusal } from '../../src/domain/errors.ts';
import { type CsvRow, openCsv } from '../../src/intake/csv-file.ts';
import { temporaryFolder } from '../local/folder.ts';

describe('a CSV file', () => {
  const read = async (content: string | Buffer): Promise<CsvRow[]> => {
    const path = join(await temporaryFolder(), 'file.csv');
    await writeFile(path, content);
    const rows: CsvRow[] = [];
    for await (const row of (await openCsv(path)).rows) rows.push(row);
    return rows;
  };
  const cells = async (content: string | Buffer) => (await read(content)).map((row) => row.broken ?? row.cells);
  const expected = [{ code: '1', name: 'Bến Nghé' }];

  for (const [what, content] of [
    ['commas and line feeds', 'code,name\n1,Bến Nghé\n'],
    ['a byte order mark and Windows line ends', '\uFEFFcode,name\r\n1,Bến Nghé\r\n'],
    ['line ends of carriage returns alone', 'code,name\r1,Bến Nghé\r'],
    ['semicolons', 'code;name\n1;Bến Nghé\n'],
    ['tabs', 'code\tname\n1\tBến Nghé\n'],
    ['quoted cells', '"code","name"\n"1","Bến Nghé"\n'],
    ['decomposed letters', `code,name\n1,${'Bến Nghé'.normalize('NFD')}\n`],
    ['no line end at its end and empty lines between', 'code,name\n\n1,Bến Nghé'],
    ['UTF-16 with a mark', Buffer.from('\uFEFFcode,name\n1,Bến Nghé\n', 'utf16le')],
  ] as const)
    it(`is read with ${what}`, async () => {
      expect(await cells(content)).to.deep.equal(expected);
    });

  it('keeps line breaks, quotes and delimiters inside quoted cells', async () => {
    expect(await cells('code,name\n1,"a ""b"", c\nd"\n')).to.deep.equal([{ code: '1', name: 'a "b", c\nd' }]);
  });

  it('keeps a stray quotation mark as it stands', async () => {
    expect(await cells('code,name\n1,"a"b\n2,c "d" e\n')).to.deep.equal([
      { code: '1', name: '"a"b' },
      { code: '2', name: 'c "d" e' },
    ]);
  });

  for (const [what, row, broken] of [
    ['too few cells', '2', 'intake:csv-ragged'],
    ['too many cells', '2,b,c', 'intake:csv-ragged'],
    ['bytes that are not UTF-8', Buffer.from([0x32, 0x2c, 0xff, 0xfe]), 'intake:csv-encoding'],
    ['a NUL', '2,b\0', 'intake:csv-encoding'],
  ] as const)
    it(`tells of a row with ${what}, and takes its neighbours`, async () => {
      const content = Buffer.concat([
        Buffer.from('code,name\n1,a\n'),
        Buffer.from(row as string),
        Buffer.from('\n3,c\n'),
      ]);
      const rows = await read(content);
      expect(rows.map((found) => found.broken ?? found.cells['code'])).to.have.members(['1', broken, '3']);
      expect(rows.find((found) => found.broken)?.line).to.equal(3);
    });

  const outline = async (content: string) =>
    (await read(content)).map((row) => [row.line, row.broken ?? row.cells['code']]);

  it('tells of a quotation mark that is never closed by its line, and takes every other row', async () => {
    const content = 'code,name\n1,"a\nb"\n2,"never closed\n3,c\n4,d\n5,"never closed\n6,f\n';
    // What a mark opens ends at the next one, wherever that stands: rows 2 to 5 are one cell until it is seen not to fit.
    const rows = await outline(content);
    expect(rows.filter(([, what]) => !String(what).startsWith('intake')).map(([, what]) => what)).to.include.members([
      '1',
      '6',
    ]);
    expect(await outline('code,name\n1,"a\nb"\n2,"never closed\n3,c\n4,d\n')).to.deep.equal([
      [3, '1'],
      [4, 'intake:csv-quote'],
      [5, '3'],
      [6, '4'],
    ]);
  });

  it('goes on line by line when marks are left open again and again', async () => {
    const lines = Array.from({ length: 61 }, (_, index) => `${index},"open${index % 2 ? '"' : ''}`);
    const seen = (await outline(`code,name\n${lines.join('\n')}\n`)).map(([line]) => line as number);
    expect(Math.max(...seen)).to.equal(62);
  });

  it('gives a cell of ten megabytes as it is, and its neighbours', async () => {
    const rows = await read(`code,name\n1,a\n2,"${'b'.repeat(10_000_000)}"\n3,c\n`);
    expect(rows.map(({ cells: { name = '' } }) => name.length)).to.deep.equal([1, 10_000_000, 1]);
  });

  it('tells of a cell beyond all measure, and takes its neighbours', async () => {
    const rows = await read(`code,name\n1,a\n2,${'b'.repeat(17_000_000)}\n3,c\n`);
    expect(rows.map((row) => row.broken ?? row.cells['code'])).to.deep.equal(['1', 'intake:csv-too-long', '3']);
  });

  for (const [what, content] of [
    ['empty', ''],
    ['binary', Buffer.from([0, 1, 2, 3, 0, 0])],
    ['with a column twice', 'code,code\n1,2\n'],
  ] as const)
    it(`is refused as a whole when it is ${what}`, async () => {
      expect(await read(content).catch((error: unknown) => error))
        .to.be.instanceOf(Refusal)
        .with.property('kind', 'invalid');
    });

  it('is refused when it is not there', async () => {
    expect(await openCsv('/nowhere.csv').catch((error: unknown) => error))
      .to.be.instanceOf(Refusal)
      .with.property('kind', 'not-found');
  });
});
