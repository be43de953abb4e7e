import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { CommandContext } from '../../src/commands/command.ts';
import { interviewsCommand } from '../../src/commands/survey-export.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { InterviewRecord } from '../../src/domain/interview-row.ts';
import type { Level, Questionnaire } from '../../src/domain/questionnaire.ts';
import { questionnaireOf } from '../../src/domain/questionnaires.ts';
import { translators } from '../../src/locales.ts';
import { readSav } from '../support/sav-reader.ts';

const form = questionnaireOf('SIPAS-SERVICE', 2022) as Questionnaire;
const interviews = Array.from(
  { length: 20 },
  (_, index): InterviewRecord => ({
    stratum: index % 4 === 0 ? 'H79-N26740 1.000656' : 'H79-N26740 1.001193',
    mode: index % 2 === 0 ? 'phone' : 'face_to_face',
    score: ((index % 5) + 1) as Level,
    answers: { access1: ((index % 5) + 1) as Level, access2: 'dont_know' },
    status: index === 7 ? 'excluded' : 'valid',
    questionnaire: { code: form.code, version: form.version },
    interviewer: `pv${index % 3}`,
    day: '2026-10-01',
    language: 'vi',
    ...(index === 3 ? { comment: '=1+1 Cán bộ nhiệt tình' } : {}),
  }),
);
const rating = { ...(interviews[0] as InterviewRecord), questionnaire: { code: 'RATING', version: 1 }, answers: {} };
const campaign = {
  title: 'Khảo sát quý III năm 2026',
  questionnaire: form,
  interviews: [...interviews, rating],
  populations: new Map([
    ['H79-N26740 1.000656', 100],
    ['H79-N26740 1.001193', 900],
  ]),
  names: {
    agencies: new Map([['H79-N26740', { vi: 'Phường Sài Gòn', en: 'Sài Gòn ward' }]]),
    procedures: new Map([
      ['1.000656', { vi: 'Đăng ký khai tử', en: 'Death registration' }],
      ['1.001193', { vi: 'Đăng ký khai sinh', en: 'Birth registration' }],
    ]),
  },
};
const command = interviewsCommand((_context, id) => Promise.resolve(id === 'q3' ? campaign : undefined));

describe('The export of interviews', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'interviews-'));
  });
  after(() => rm(folder, { recursive: true }));
  const run = (id: string, lang: 'vi' | 'en') =>
    command.run({
      args: [id, join(folder, lang)],
      options: { lang },
      t: translators()[lang],
      out: process.stdout,
      now: () => new Date('2026-11-20T03:00:00Z'),
    } as unknown as CommandContext);
  const table = async (file: string): Promise<Record<string, string>[]> =>
    parse(await readFile(join(folder, file)), { columns: true, bom: true });

  it('writes interviews, codebook and SPSS file for their owner only, and tells those of another version', async () => {
    const { summary, ok } = await run('q3', 'vi');
    expect(ok).to.equal(true);
    expect(summary).to.include({ interviews: 20, otherVersions: 1 });
    expect((await readdir(folder)).sort()).to.deep.equal(['vi.codebook.csv', 'vi.csv', 'vi.sav']);
    for (const file of await readdir(folder)) expect((await stat(join(folder, file))).mode & 0o777).to.equal(0o600);
  });

  it('says the same in CSV and SPSS file, cell by cell, in the variables of the codebook', async () => {
    await run('q3', 'vi');
    const csv = await table('vi.csv');
    const { variables, rows } = readSav(await readFile(join(folder, 'vi.sav')));
    const codebook = await table('vi.codebook.csv');
    const names = variables.map(({ name }) => name);
    expect(Object.keys(csv[0] ?? {})).to.deep.equal(names);
    expect([...new Set(codebook.map((row) => row['variable']))]).to.deep.equal(names);
    expect(rows).to.have.lengthOf(20);
    for (const [at, row] of rows.entries())
      for (const name of names) {
        if (name === 'day') continue;
        // A spreadsheet must not take a comment for a formula, hence the quote before the sign.
        const expected = csv[at]?.[name]?.replace(/^'=/, '=');
        expect(String(row[name] ?? ''), `${name} ${at}`).to.equal(expected);
      }
  });

  it('gives back the weighted rate to who computes it from the file', async () => {
    await run('q3', 'vi');
    const { rows } = readSav(await readFile(join(folder, 'vi.sav')));
    const weighed = rows.flatMap(({ overall, weight }) =>
      weight === undefined ? [] : [[Number(overall), Number(weight)] as const],
    );
    const sum = (of: readonly (readonly [number, number])[]) => of.reduce((total, [, weight]) => total + weight, 0);
    // Deaths: scores 1 5 4 3 2, so 2 of 5; births: 6 of 14 without the excluded one. 0.1 * 2 / 5 + 0.9 * 6 / 14.
    expect(sum(weighed.filter(([score]) => score >= 4)) / sum(weighed)).to.be.closeTo(0.04 + (0.9 * 6) / 14, 1e-9);
  });

  it('labels the SPSS file in the language asked for', async () => {
    await run('q3', 'en');
    const { title, variables } = readSav(await readFile(join(folder, 'en.sav')));
    expect(title).to.equal('Khảo sát quý III năm 2026');
    const labels = new Map(variables.map(({ name, label }) => [name, label]));
    expect(labels.get('overall')).to.equal('Overall satisfaction');
    expect(variables.find(({ name }) => name === 'agency')?.values).to.deep.equal([['H79-N26740', 'Sài Gòn ward']]);
  });

  it('refuses a campaign that does not exist', async () => {
    const refused: unknown = await run('q4', 'vi').catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Refusal).and.include({ code: 'results:no-campaign' });
  });
});
