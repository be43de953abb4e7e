import { expect } from 'chai';
import { openWorld, type World } from '../support/world.ts';

const agency = 'H79-SYT';
const day = '2026-11-20';
const at = new Date('2026-11-20T03:00:00Z');

describe('counting answers', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());
  let satisfaction: World['system']['actions']['satisfaction'];
  before(() => {
    satisfaction = world.system.actions.satisfaction;
  });
  const rate = (score: 1 | 2 | 3 | 4 | 5) =>
    world.system.actions.responses.record({ agency, channel: 'web', score, occurredAt: at });
  const stored = async (span: 'day' | 'month') =>
    (await world.system.stores.tallies.ofAgency(agency)).find((tally) => tally.span === span)?.cells[0]?.levels;

  it('gives the same when a day is counted many times at once while answers arrive', async () => {
    const arrivals = Array.from({ length: 40 }, (_, index) => rate(((index % 5) + 1) as 5));
    const counts = Array.from({ length: 8 }, () => satisfaction.tally(agency, [day]));
    await Promise.all([...arrivals, ...counts]);
    await satisfaction.settle(world.clock.now());
    expect(await stored('day')).to.deep.equal([8, 8, 8, 8, 8]);
    expect(await stored('month')).to.deep.equal([8, 8, 8, 8, 8]);
    expect((await satisfaction.verify()).differences).to.deep.equal([]);
  });

  it('leaves an answer that comes during the count owed, so that nobody forgets it', async () => {
    await rate(5);
    expect(await world.system.stores.responses.owedTallies(world.clock.now(), 10)).to.deep.equal([
      { agency, days: [day] },
    ]);
    expect((await world.system.stores.responses.cutOff(world.clock.now())).getTime()).to.be.at.most(
      world.clock.now().getTime(),
    );
    await satisfaction.settle(world.clock.now());
    expect(await world.system.stores.responses.owedTallies(world.clock.now(), 10)).to.deep.equal([]);
  });

  it('finds a tally that somebody changed, and rebuild mends it', async () => {
    const [tally] = (await world.system.stores.tallies.ofAgency(agency)).filter(({ span }) => span === 'day');
    const revisions = await world.system.stores.tallies.revisions(agency, 'day', [day]);
    const upon = revisions.get(day) ?? 0;
    const wrong = [{ channel: 'web' as const, procedure: '', levels: [0, 0, 0, 0, 999] as const, excluded: 0 }];
    expect(tally).to.include({ start: day });
    await world.system.stores.tallies.replace(
      [{ agency, span: 'day', start: day, cells: wrong, upon }],
      world.clock.now(),
    );
    const { differences } = await satisfaction.verify();
    expect(differences.map(({ span, start }) => [span, start])).to.deep.equal([['day', day]]);
    await satisfaction.rebuild();
    expect((await satisfaction.verify()).differences).to.deep.equal([]);
  });

  it('refuses a recount that began upon a tally that is there no more', async () => {
    const recount = { agency, span: 'day' as const, start: day, cells: [], upon: 1 };
    expect(await world.system.stores.tallies.replace([recount], world.clock.now())).to.equal(false);
    expect(await world.system.stores.tallies.replace([{ ...recount, upon: 0 }], world.clock.now())).to.equal(false);
  });
});
