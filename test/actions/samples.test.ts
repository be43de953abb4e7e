import { expect } from 'chai';
import { drawn } from '../../src/domain/sample.ts';
import { actorOf, caseOf, routedCase } from '../support/casework.ts';
import { codeOf, refusal } from '../support/refusal.ts';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

const month = { from: '2026-11-01', to: '2026-11-30' };

describe('the samples of the monitor', () => {
  let world: World;
  const ids: string[] = [];
  before(async () => {
    world = await openWorld();
    for (let index = 0; index < 6; index += 1) ids.push((await routedCase(world)).id);
    await routedCase(world, { topic: 'attitude', content: 'Cán bộ quát.' });
    await routedCase(world, { content: 'Tôi tố cáo ông ấy.' });
  });
  after(() => world.close());

  const draw = async (
    wanted: Parameters<World['system']['actions']['samples']['draw']>[0],
    role = 'monitor' as const,
  ) => world.system.actions.samples.draw(wanted, await actorOf(world, role), 'monitor@demo.ydan');
  const late = { ...month, topic: 'late_file' } as const;

  it('are drawn among what was asked for, recorded, and told in the trail of each case drawn', async () => {
    const sample = await draw({ frame: late, size: 3 });
    expect(sample.population).to.equal(6);
    expect(sample.seedGiven).to.equal(false);
    expect(sample.cases).to.deep.equal(drawn(ids, 3, sample.seed));
    expect(await world.system.stores.samples.find(sample.id)).to.deep.equal(sample);
    for (const id of ids) {
      const told = (await caseOf(world, id)).trail.filter(
        ({ kind, about }) => kind === 'drawn' && about?.['sample'] === sample.id,
      );
      expect(told, id).to.have.length(sample.cases.includes(id) ? 1 : 0);
    }
    expect((await world.system.actions.audit.verify()).faults).to.deep.equal([]);
  });

  it('never hold a denunciation', async () => {
    const { population, cases } = await draw({ frame: month, size: 200 });
    expect(population).to.equal(7);
    for (const id of cases) expect((await caseOf(world, id)).class).to.not.equal('denunciation');
  });

  it('are the same again for a seed that is named', async () => {
    const first = await draw({ frame: late, size: 4 });
    const again = await draw({ frame: late, size: 4, seed: first.seed });
    expect(again.cases).to.deep.equal(first.cases);
    expect(again.seedGiven).to.equal(true);
    expect(again.id).to.not.equal(first.id);
  });

  it('are refused out of bounds, among nothing, and to everybody but the monitor', async () => {
    const codeFor = (wanted: Parameters<typeof draw>[0]) => codeOf(draw(wanted));
    expect(await codeFor({ frame: late, size: 0 })).to.equal('monitoring:fault-size');
    expect(await codeFor({ frame: late, size: 201 })).to.equal('monitoring:fault-size');
    expect(await codeFor({ frame: { from: '2026-11-02', to: '2026-11-01' }, size: 1 })).to.equal(
      'monitoring:fault-period',
    );
    expect(await codeFor({ frame: { from: '2020-01-01', to: '2020-01-31' }, size: 1 })).to.equal(
      'monitoring:fault-nothing-to-draw',
    );
    const watcher = await actorOf(world, 'home_affairs');
    const refused = await refusal(world.system.actions.samples.draw({ frame: late, size: 1 }, watcher, ''));
    expect(refused).to.have.property('kind', 'forbidden');
  });

  it('that were cut off before every case was told are finished by the sweep, once', async () => {
    const { samples } = world.system.stores;
    const [one = ''] = ids;
    const sample = { ...(await draw({ frame: late, size: 1 })), id: 'f'.repeat(24), cases: [one] };
    await samples.append(sample);
    const owing = async () => (await stored(world, 'samples')).filter(({ owes }) => owes.length > 0);
    expect(await owing()).to.have.length(1);
    expect(await world.system.actions.samples.settle(world.clock.now())).to.equal(1);
    expect(await world.system.actions.samples.settle(world.clock.now())).to.equal(0);
    expect((await caseOf(world, one)).trail.filter(({ about }) => about?.['sample'] === sample.id)).to.have.length(1);
    expect(await owing()).to.have.length(0);
  });
});
