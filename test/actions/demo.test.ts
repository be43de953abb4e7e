import { expect } from 'chai';
import { createDemo } from '../../src/actions/demo.ts';
import { demoData } from '../../src/demo/data.ts';
import { until } from '../local/until.ts';
import { openWorld, type World } from '../support/world.ts';

describe('filling the demo city', () => {
  it('goes on the next day where it was cut off', async () => {
    const world = await openWorld({ worker: false });
    const { system, clock } = world;
    await system.stores.settings.set('demo-filling', 1);
    const data = { ...demoData(world.config.TIME_ZONE), publishedResponses: () => [], recentResponses: () => [] };
    const { complaints } = system.actions;
    const complaintsAt = () => complaints;
    const demo = createDemo({ stores: system.stores, ...system.actions, complaintsAt, data, now: clock.now });
    for (const { opening } of data.complaints(clock.now()).slice(0, 3)) await complaints.open(opening);
    clock.advance('1 day');
    await demo.fill(() => undefined, 'a password of tests');
    expect(await system.stores.complaints.count({})).to.equal(data.complaints(clock.now()).length);
    await world.close();
  });
});

describe('the demo city', function () {
  this.timeout(300_000);
  let world: World;
  before(async () => {
    world = await openWorld({ catalogue: 'none', worker: false });
    await world.system.demo.fill(() => undefined, 'a password of tests');
  });
  after(() => world.close());
  const total = async (query: string) => {
    let answer = await world.get(`/api/v1/satisfaction?${query}`);
    // On a busy machine the first reading of everything takes longer than a request is let wait.
    await until('it is answered', async () => {
      if (answer.status === 503) answer = await world.get(`/api/v1/satisfaction?${query}`);
      return answer.status !== 503;
    });
    return ((await answer.json()) as { total: { n: number; satisfied: number; levels: Record<string, number> } }).total;
  };
  const published = 'from=2017-04-01&to=2017-11-30';

  it('shows 2017 as it was published, and some thirty thousand answers of the last twelve months', async () => {
    expect(await total(`${published}&channel=phone,face_to_face`)).to.include({ n: 30_051, satisfied: 28_281 });
    expect(await total(`${published}&channel=web,post`)).to.deep.include({
      n: 2857,
      levels: { 1: 50, 2: 97, 3: 160, 4: 1010, 5: 1540 },
    });
    expect((await total('')).n).to.be.within(20_000, 40_000);
  });

  it('is filled once', async () => {
    const before = await total('from=2017-01-01');
    await world.system.demo.fill(() => undefined, 'a password of tests');
    expect(await total('from=2017-01-01')).to.deep.equal(before);
  });

  it('is counted without a difference', async () => {
    expect((await world.system.actions.satisfaction.verify()).differences).to.deep.equal([]);
  });

  it('keeps its stand-ins for 2017 until real answers of those months come, and then takes them all away', async () => {
    await world.system.demo.makeWay(['2026-11-01']);
    expect((await total(published)).n).to.equal(32_908);
    await world.system.demo.makeWay(['2017-05-02']);
    expect((await total(published)).n).to.equal(0);
    expect((await world.system.actions.satisfaction.verify()).differences).to.deep.equal([]);
  });
});
