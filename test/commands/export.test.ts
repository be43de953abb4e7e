import { mkdtemp, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { CommandContext } from '../../src/commands/command.ts';
import { exportCommands } from '../../src/commands/export.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { commandContext } from '../support/command-context.ts';
import { answeredAfter, putCases } from '../support/counted-case.ts';
import { openWorld, type World } from '../support/world.ts';

const ward = 'H79-N26740';
const at = (instant: string): Date => new Date(`${instant}:00Z`);
type Row = Record<string, string>;

describe('the exports', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ at: '2026-11-20T03:00:00Z', worker: false });
    const receivedAt = at('2026-10-05T03:07');
    await putCases(world, [
      answeredAfter(2, { receivedAt, content: '=HYPERLINK("x")\nGọi 0903 123 456, thư a@b.vn', handlingScore: 4 }),
      { receivedAt: at('2026-10-31T17:00'), handlers: ['H79-1022'] },
      { receivedAt, class: 'feedback_conduct', topic: 'attitude', handlers: [ward, 'H79-SNV'] },
      { receivedAt, agency: 'H79-STP', handlers: [ward, 'H79-STP'] },
      { receivedAt, class: 'denunciation', state: 'quarantined' },
    ]);
    await world.post('/api/v1/responses', {
      agency: ward,
      channel: 'web',
      score: 5,
      comment: 'Nhanh, gọn.',
      dossierCode: 'H29.26-261005-0001',
    });
    await world.post('/api/v1/responses', { agency: 'H79-STP', channel: 'web', score: 1, comment: 'Gọi 0903123456' });
    await world.drain();
  });
  after(() => world.close());

  const exported = async (noun: string, options: CommandContext['options'] = {}): Promise<Row[]> => {
    const context = commandContext(world, ['-'], options);
    const outcome = await exportCommands[`export ${noun}`]?.run(context);
    const rows: Row[] = parse(context.printed(), { columns: true, bom: true });
    expect(outcome).to.deep.include({ ok: true, onStderr: true, summary: { rows: rows.length } });
    return rows;
  };
  const refused = (noun: string, options: CommandContext['options']) =>
    exportCommands[`export ${noun}`]?.run(commandContext(world, ['-'], options)).catch((error: unknown) => error);

  it('hold every complaint but denunciations for who runs the system, without what names a person', async () => {
    const rows = await exported('complaints');
    expect(rows.map((row) => [row['class'], row['agency'], row['state']])).to.have.deep.members([
      ['feedback_policy', ward, 'resolved'],
      ['feedback_policy', ward, 'in_progress'],
      ['feedback_conduct', ward, 'in_progress'],
      ['feedback_policy', 'H79-STP', 'in_progress'],
    ]);
    const answered = rows.find((row) => row['state'] === 'resolved');
    expect(answered).to.include({
      received_at: '2026-10-05T03:07:00.000Z',
      forwarded_at: '2026-10-05T03:10:00.000Z',
      forwarded_in_time: 'true',
      done_at: '2026-10-07T03:07:00.000Z',
      deadline_missed: 'false',
      outcome: 'answered',
      handling_score: '4',
      content: '\'=HYPERLINK("x")\nGọi •••, thư •••',
    });
  });

  it('narrow to the days they came on, in the city', async () => {
    expect(await exported('complaints', { from: '2026-11-01' })).to.have.length(1);
    expect(await exported('complaints', { from: '2026-10-05', to: '2026-10-31' })).to.have.length(3);
    expect(await exported('complaints', { to: '2026-10-04' })).to.have.length(0);
  });

  it('narrow to what an officer of an agency may see: no conduct of hers, and no minute of what is about her unit', async () => {
    const rows = await exported('complaints', { agency: ward });
    expect(
      rows.map((row) => [row['agency'], row['received_at'], row['forwarded_at'], row['done_at']]),
    ).to.have.deep.members([
      [ward, '2026-10-05', '2026-10-05', '2026-10-07'],
      ['H79-STP', '2026-10-05T03:07:00.000Z', '2026-10-05T03:10:00.000Z', ''],
    ]);
    expect((await exported('complaints', { agency: 'H79-SNV' })).map((row) => row['class'])).to.deep.equal([
      'feedback_conduct',
    ]);
  });

  it('hold the answers without what tells who gave them', async () => {
    const rows = await exported('responses');
    expect(rows.map(({ agency, score, comment, day }) => [agency, score, comment, day])).to.have.deep.members([
      [ward, '5', 'Nhanh, gọn.', '2026-11-20'],
      ['H79-STP', '1', '', '2026-11-20'],
    ]);
    expect(JSON.stringify(rows)).to.not.match(/H29|0903|T03:/);
    expect(await exported('responses', { agency: ward })).to.have.length(1);
    expect(await exported('responses', { agency: 'H79' })).to.have.length(2);
    expect(await exported('responses', { to: '2026-11-19' })).to.have.length(0);
  });

  it('hold rates with what they are computed from', async () => {
    const rows = await exported('rates', { by: 'agency,channel' });
    expect(rows.map((row) => [row['agency'], row['channel'], row['n'], row['rate']])).to.deep.equal([
      [ward, 'web', '1', '1'],
      ['H79-STP', 'web', '1', '0'],
      ['', '', '2', '0.5'],
    ]);
    const [, low] = await exported('rates', { by: 'agency', definition: 'MEAN' });
    expect(low).to.include({ agency: 'H79-STP', rate: '-2', definition: 'MEAN', scope: 'H79', level_1: '1' });
  });

  it('are written to a file whole or not at all, for its owner alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ydan-export-'));
    const file = join(folder, 'complaints.csv');
    const outcome = await exportCommands['export complaints']?.run(commandContext(world, [file]));
    expect(outcome)
      .to.deep.include({ ok: true, summary: { rows: 4 } })
      .and.not.have.any.keys('onStderr');
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect((await readFile(file)).subarray(0, 3)).to.deep.equal(Buffer.from([0xef, 0xbb, 0xbf]));
    const nowhere = await exportCommands['export complaints']
      ?.run(commandContext(world, [join(folder, 'none', 'x.csv')]))
      .catch((error: NodeJS.ErrnoException) => error.code);
    expect(nowhere).to.equal('ENOENT');
    expect(await readdir(folder)).to.deep.equal(['complaints.csv']);
  });

  it('refuse units, days and breakdowns that do not exist', async () => {
    for (const [noun, options] of [
      ['complaints', { agency: 'NOPE' }],
      ['complaints', { from: '2026-02-30' }],
      ['responses', { from: '2026-02-02', to: '2026-02-01' }],
      ['rates', { by: 'sex' }],
      ['rates', { definition: 'BEST' }],
    ] as const)
      expect(await refused(noun, options), JSON.stringify(options)).to.be.instanceOf(Refusal);
  });
});
