import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { type SavFile, savFile } from '../src/sav-file.ts';
import type { SavVariable } from '../src/sav-variable.ts';
import { readSav } from './support/sav-reader.ts';

const pspp = 'pspp';
const at = new Date('2026-11-20T03:04:05Z');
const number = (name: string, more: Partial<SavVariable> = {}): SavVariable => ({
  name,
  kind: 'number',
  measure: 'scale',
  label: '',
  values: new Map(),
  ...more,
});
const scale = number('muc_do_hai_long_chung', {
  measure: 'ordinal',
  label: 'Nhìn chung, ông/bà có hài lòng không?',
  values: new Map([
    [1, 'Rất không hài lòng'],
    [5, 'Rất hài lòng'],
    [98, 'Không biết'],
  ]),
  missing: { from: 96, to: 99 },
});
const agency = number('agency', {
  kind: 'text',
  width: 40,
  measure: 'nominal',
  label: 'Cơ quan',
  values: new Map([['H79-N26740', 'Phường Sài Gòn']]),
});
const comment = number('comment', { kind: 'text', measure: 'nominal', label: 'Ý kiến' });
const day = number('day', { kind: 'day', label: 'Ngày' });
const file = (variables: SavVariable[], rows: SavFile['rows'] = []): Buffer =>
  savFile({ title: 'Khảo sát quý III', at, variables, rows });

describe('An SPSS system file', () => {
  it('keeps long names, labels, levels of measurement and missing values, in UTF-8', () => {
    const { variables, ...about } = readSav(file([comment, scale, agency, day]));
    expect(about).to.deep.equal({
      title: 'Khảo sát quý III',
      made: '20 Nov 2603:04:05',
      weightIndex: 0,
      encoding: 'UTF-8',
      rows: [],
    });
    expect(variables.map(({ name, width, measure }) => [name, width, measure])).to.deep.equal([
      ['comment', 255, 1],
      ['muc_do_hai_long_chung', 0, 2],
      ['agency', 40, 1],
      ['day', 0, 3],
    ]);
    expect(variables[1]).to.deep.include({ label: scale.label, values: [...scale.values], missing: [96, 99] });
    expect(variables[2]).to.deep.include({ label: 'Cơ quan', values: [['H79-N26740', 'Phường Sài Gòn']] });
    expect(variables[0]).to.not.have.property('missing');
  });

  it('keeps numbers great and small, days as seconds since 1582, and what is not known as missing', () => {
    const numbers = [0, -99, -100, 151, 152, 0.737500001, -1e300];
    const rows = [...numbers, undefined, Number.NaN].map((x) => ({ xx: x, day: x === 0 ? '1970-01-02' : undefined }));
    const read = readSav(file([number('xx', { decimals: 6 }), day], rows)).rows;
    expect(read.map((row) => row['xx'])).to.deep.equal([...numbers, undefined, undefined]);
    expect(read[0]?.['day']).to.equal(12_219_379_200 + 86_400);
    expect(read[1]?.['day']).to.equal(undefined);
  });

  it('cuts a text at 255 bytes between two characters', () => {
    const text = 'ệ'.repeat(200);
    const [row] = readSav(file([comment], [{ comment: `a${text}` }])).rows;
    expect(row?.['comment']).to.equal(`a${'ệ'.repeat(84)}`);
  });

  it('cuts labels to what SPSS takes', () => {
    const long = 'ệ'.repeat(200);
    const [variable] = readSav(file([number('xx', { label: long, values: new Map([[1, long]]) })])).variables;
    expect(variable?.label).to.equal('ệ'.repeat(85));
    expect(variable?.values).to.deep.equal([[1, 'ệ'.repeat(40)]]);
  });

  it('refuses names that SPSS would not take, and a name that stands twice', () => {
    for (const name of ['1st', 'with space', 'tên', 'x'.repeat(65), ''])
      expect(() => file([number(name)]), name).to.throw(RangeError);
    expect(() => file([number('Mode'), number('mode')])).to.throw(RangeError, /mode/);
  });

  it('gives back whatever was put in', () => {
    // The file knows no negative zero, and no spaces at the end of a text.
    const value = fc.oneof(fc.integer({ min: -200, max: 200 }), fc.double({ noNaN: true })).map((any) => any + 0);
    const row = fc.record({
      muc_do_hai_long_chung: fc.option(value, { nil: undefined }),
      agency: fc.string({ unit: 'binary', maxLength: 10 }).map((text) => text.trimEnd()),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
        expect(readSav(file([scale, agency], rows)).rows).to.deep.equal(rows);
      }),
    );
  });

  it('is read by PSPP without a warning (skipped where PSPP is not installed)', async function () {
    if (spawnSync(pspp, ['--version']).error) return this.skip();
    const folder = await mkdtemp(join(tmpdir(), 'sav-'));
    try {
      const path = join(folder, 'interviews.sav');
      const rows = [
        { muc_do_hai_long_chung: 5, agency: 'H79-N26740', day: '2026-10-01', comment: 'Tốt' },
        { muc_do_hai_long_chung: 98, agency: 'H79-N26740', day: '2026-10-02' },
      ];
      await writeFile(path, file([scale, agency, day, comment], rows));
      const syntax = `GET FILE='${path}'.\nFREQUENCIES muc_do_hai_long_chung agency.\nLIST.\n`;
      const { stdout, status } = spawnSync(pspp, ['-O', 'format=csv'], { input: syntax, encoding: 'utf8' });
      expect(status).to.equal(0);
      expect(stdout).to.not.match(/warning|error/i);
      expect(stdout).to.include('Valid,Rất hài lòng,1,').and.include('Missing,Không biết,1,');
      expect(stdout).to.include('Phường Sài Gòn').and.include('5,H79-N26740,2026/10/01,Tốt');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
