import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { importCommands } from '../src/commands/import.ts';
import { commandContext } from './support/command-context.ts';
import { openWorld, type World } from './support/world.ts';

const data = new URL('../../shared/data/', import.meta.url);
const absent = !existsSync(data);
type Counts = Record<string, Record<string, number>>;
interface Expected {
  n: number;
  levels: Record<string, number>;
  byChannel: Counts;
  byAgency: Counts;
  byMonth: Counts;
}

/** The files of 2017 with their published totals lie beside the project, not in it. */
describe(`the survey of 2017${absent ? ' (skipped: ../shared/data is not there)' : ''}`, function () {
  if (absent) return;
  this.timeout(120_000);
  const expected = JSON.parse(readFileSync(new URL('expected.json', data), 'utf8')) as Record<string, Expected>;
  let world: World;
  before(async () => {
    world = await openWorld({ catalogue: 'none' });
  });
  after(() => world.close());

  const importFile = async (kind: string, file: string) => {
    const command = importCommands[`import ${kind}`];
    return (await command?.run(commandContext(world, [new URL(file, data).pathname])))?.summary;
  };
  const satisfaction = async (query: string) => {
    const answer = await world.get(`/api/v1/satisfaction?from=2017-04-01&to=2017-11-30&${query}`);
    return (await answer.json()) as {
      total: Record<string, unknown>;
      groups: { key: Record<string, string>; levels: Record<string, number> }[];
    };
  };
  const grouped = async (by: string, channels: string): Promise<Counts> =>
    Object.fromEntries(
      (await satisfaction(`by=${by}&channel=${channels}`)).groups.map(({ key, levels }) => [key[by] ?? '', levels]),
    );

  it('is about units and procedures that are taken in from files', async () => {
    expect(await importFile('agencies', 'agencies.csv')).to.include({ read: 537, accepted: 537, rejected: 0 });
    expect(await importFile('procedures', 'procedures.csv')).to.include({ read: 32, accepted: 32, rejected: 0 });
    expect(await importFile('agencies', 'agencies.csv')).to.include({ accepted: 0, unchanged: 537 });
  });

  it('is taken in whole, and once', async () => {
    expect(await importFile('responses', 'interviews-2017.csv')).to.include({
      read: 30_051,
      accepted: 30_051,
      rejected: 0,
    });
    expect(await importFile('responses', 'interviews-2017.csv')).to.include({
      accepted: 0,
      unchanged: 30_051,
      rejected: 0,
    });
  });

  it('gives 94.11 % satisfied, 5.89 % dissatisfied, and the target of 90 % met', async () => {
    const { total } = await satisfaction('');
    expect(total).to.deep.include({
      n: 30_051,
      levels: { 1: 260, 2: 1510, 3: 0, 4: 19_514, 5: 8767 },
      satisfied: 28_281,
      dissatisfied: 1770,
      rate: 0.9411,
      interval: { low: 0.9384, high: 0.9437, method: 'wilson', confidence: 0.95 },
      target: 0.9,
      verdict: 'met',
    });
    const page = await world.text('/?from=2017-04-01&to=2017-11-30');
    expect(page).to.match(/94,11\s%/);
    expect(page).to.match(/5,89\s%/);
  });

  it('gives the counts by agency, channel and month that were counted from the files', async () => {
    expect(await importFile('responses', 'ratings-2017.csv')).to.include({ accepted: 2857 });
    for (const [file, channels] of [
      ['interviews-2017.csv', 'phone,face_to_face'],
      ['ratings-2017.csv', 'web,post'],
    ] as const) {
      const { byAgency, byChannel, byMonth } = expected[file] as Expected;
      expect(await grouped('agency', channels)).to.deep.equal(byAgency);
      expect(await grouped('channel', channels)).to.deep.equal(byChannel);
      expect(await grouped('month', channels)).to.deep.equal(byMonth);
    }
  });

  it('tells the definitions apart where people answered “neutral”, and does not say more than the answers do', async () => {
    const { total: top2 } = await satisfaction('channel=web,post');
    const { total: notDissatisfied } = await satisfaction('channel=web,post&definition=NOT_DISSATISFIED');
    expect(top2).to.include({ rate: 0.8925, verdict: 'not_enough_evidence' });
    expect(notDissatisfied).to.include({ rate: 0.9485, verdict: 'met' });
  });

  it('is recounted without a difference', async () => {
    const { differences } = await world.system.actions.satisfaction.verify();
    expect(differences).to.deep.equal([]);
  });
});
