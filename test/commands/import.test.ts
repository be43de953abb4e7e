import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { importCommands } from '../../src/commands/import.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { temporaryFolder } from '../local/folder.ts';
import { commandContext } from '../support/command-context.ts';
import { openWorld, type World } from '../support/world.ts';

const header = 'externalId,occurredAt,channel,agencyCode,procedureCode,score,access1,comment,language';
const good = 'A-1,2026-10-01T08:00:00+07:00,phone,H79-N26740,1.001193,5,4,,vi';

describe('importing responses', () => {
  let world: World;
  let folder: string;
  before(async () => {
    world = await openWorld();
    folder = await temporaryFolder();
  });
  after(() => world.close());

  const take = async (name: string, rows: readonly string[], options = {}) => {
    const path = join(folder, name);
    await writeFile(path, [header, ...rows].join('\n'));
    const outcome = await importCommands['import responses']?.run(commandContext(world, [path], options));
    return { ...outcome, rejected: await readFile(`${path}.rejected.csv`, 'utf8').catch(() => '') };
  };

  it('refuses a day that is in no calendar', async () => {
    const { summary } = await take('calendar.csv', ['C-1,2026-02-30T08:00:00+07:00,phone,H79-N26740,,5,,,vi']);
    expect(summary).to.include({ accepted: 0, rejected: 1 });
  });

  it('takes the good rows, and writes the bad ones beside the file with line and reason', async () => {
    const bad = [
      'A-2,2026-10-01T08:00:00+07:00,phone,NOBODY,,5,,,vi',
      'A-3,2026-10-01T08:00:00+07:00,phone,H79-N26740,,6,,,vi',
      'A-4,2027-10-01T08:00:00+07:00,phone,H79-N26740,,5,,,vi',
      'A-5,2026-10-01T08:00:00+07:00,phone,H79-760,,5,,,vi',
      'A-6,2024-10-01T08:00:00+07:00,phone,H79-N26740,,5,,,vi',
      'A-7,01/10/2026,phone,H79-N26740,,5,,,vi',
      'A-8,2026-10-01T08:00:00+07:00,pigeon,H79-N26740,,5,,,vi',
      'A-9,2026-10-01T08:00:00+07:00,phone,H79-N26740,,5,9,,vi',
      'A-10,2026-10-01T08:00:00+07:00,phone,H79-N26740,,5',
      ',2026-10-01T08:00:00+07:00,phone,H79-N26740,,5,,,vi',
    ];
    const { summary, rejected } = await take('mixed.csv', [good, ...bad, good.replace('A-1', 'A-11')]);
    expect(summary).to.deep.equal({ read: 12, accepted: 2, unchanged: 0, rejected: 10 });
    const lines = rejected.replace('\uFEFF', '').trim().split('\n');
    expect(lines).to.have.length(11);
    const reasons = lines.slice(1);
    for (const [index, words] of [
      'NOBODY',
      'từ 1 đến 5',
      'tương lai',
      'H79-N26740',
      '2025-07-01',
      'ISO 8601',
      'pigeon',
      'access1',
      'Số cột',
      'externalId',
    ].entries()) {
      expect(reasons[index]?.startsWith(`${index + 3},`), reasons[index]).to.equal(true);
      expect(reasons[index]).to.include(words);
    }
  });

  it('takes the rows around a comment of a megabyte', async () => {
    const rows = ['L-1', 'L-2', 'L-3'].map((id) => good.replace('A-1', id));
    rows[1] = (rows[1] ?? '').replace(',,vi', `,${'x'.repeat(1_000_000)},vi`);
    const { summary, rejected } = await take('long.csv', rows);
    expect(summary).to.deep.equal({ read: 3, accepted: 2, unchanged: 0, rejected: 1 });
    expect(rejected).to.match(/\n3,[^,]*2000/);
  });

  it('changes nothing the second time', async () => {
    const rows = [good.replace('A-1', 'B-1'), good.replace('A-1', 'B-2')];
    expect((await take('twice.csv', rows)).summary).to.include({ accepted: 2, unchanged: 0 });
    expect((await take('twice.csv', rows)).summary).to.include({ accepted: 0, unchanged: 2, rejected: 0 });
  });

  it('rejects an external id that comes again with another content', async () => {
    await take('first.csv', [good.replace('A-1', 'C-1')]);
    const { summary } = await take('second.csv', [good.replace('A-1', 'C-1').replace(',5,', ',1,')]);
    expect(summary).to.include({ accepted: 0, rejected: 1 });
  });

  it('writes nothing on a dry run', async () => {
    const rows = [good.replace('A-1', 'D-1')];
    expect((await take('dry.csv', rows, { 'dry-run': true })).summary).to.include({ accepted: 1 });
    expect((await take('dry.csv', rows)).summary).to.include({ accepted: 1 });
  });

  it('counts what it took before it says so', async () => {
    const before = await world.system.stores.responses.owedTallies(world.clock.now(), 1);
    expect(before).to.deep.equal([]);
  });

  it('refuses a file with a column it does not know, before any row is taken', async () => {
    const path = join(folder, 'unknown.csv');
    await writeFile(path, `${header},access9\n${good.replace('A-1', 'E-1')},5\n`);
    const refusal = await importCommands['import responses']
      ?.run(commandContext(world, [path]))
      .catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(Refusal).with.nested.property('params.columns', 'access9');
  });

  it('takes targets, and the closest one holds', async () => {
    const path = join(folder, 'targets.csv');
    await writeFile(
      path,
      'indicator,value,agencyCode,from\nsatisfaction,0.95,H79-STP,2026-01-01\nsatisfaction,95,H79-STP,2026-01-01\n',
    );
    const outcome = await importCommands['import targets']?.run(commandContext(world, [path]));
    expect(outcome?.summary).to.include({ accepted: 1, rejected: 1 });
    const answer = await world.get('/api/v1/satisfaction?agency=H79-STP');
    expect(((await answer.json()) as { total: { target: number } }).total.target).to.equal(0.95);
  });

  it('takes agencies that name each other in any order, and tells of parents that do not exist or go round in a circle', async () => {
    const path = join(folder, 'agencies.csv');
    await writeFile(
      path,
      `code,parentCode,kind,nameVi,nameEn,validFrom,validTo,successorCodes
T-2,T-1,ward,Phường Thử,Trial Ward,2020-01-01,,
T-1,H79,district,Quận Thử,Trial District,2020-01-01,2025-06-30,T-2
T-3,NOBODY,ward,Phường Khác,Other Ward,2020-01-01,,
T-4,T-5,ward,Phường Tròn,Round Ward,2020-01-01,,
T-5,T-4,ward,Phường Vòng,Circle Ward,2020-01-01,,
`,
    );
    const outcome = await importCommands['import agencies']?.run(commandContext(world, [path]));
    expect(outcome?.summary).to.deep.equal({ read: 5, accepted: 2, unchanged: 0, rejected: 3 });
    expect((await world.system.actions.catalogue.current()).agencies.get('T-1')?.successors).to.deep.equal(['T-2']);
  });
});
