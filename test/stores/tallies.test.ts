import { expect } from 'chai';
import { answer } from '../support/answers.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the monthly tallies', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());
  const september = { from: '2026-09-01', to: '2026-09-30' };
  const place = { agency: 'H79-SYT', ...september };
  const rate = () =>
    answer(world, { agency: 'H79-SYT', channel: 'web', score: 5, count: 1, at: '2026-09-10T03:00:00Z' });
  const seen = async () =>
    (await world.system.stores.tallies.read([place], september)).flatMap(({ cells }) =>
      cells.map(({ levels }) => levels),
    );

  it('show an answer that is counted after the clock was set back', async () => {
    await rate();
    expect(await seen()).to.deep.equal([[0, 0, 0, 0, 1]]);
    world.clock.advance('-1 hour');
    await rate();
    expect(await seen()).to.deep.equal([[0, 0, 0, 0, 2]]);
    world.clock.advance('-2 days');
    await rate();
    expect(await seen()).to.deep.equal([[0, 0, 0, 0, 3]]);
  });
});
