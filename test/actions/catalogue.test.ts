import { expect } from 'chai';
import { agencyOf } from '../support/small-city.ts';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the catalogue', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());
  const knows = async (code: string) => (await world.system.actions.catalogue.current()).agencies.has(code);

  it('shows within a minute what an import saved that died before it could tell', async () => {
    expect(await knows('LATE')).to.equal(false);
    await world.system.stores.agencies.save(agencyOf({ code: 'LATE', kind: 'department', parent: 'H79' }));
    world.clock.advance('61 seconds');
    await world.system.actions.catalogue.current();
    world.clock.advance('3 seconds');
    expect(await knows('LATE')).to.equal(true);
  });

  it('is left as it is by a dry run, down to its revision', async () => {
    const before = await stored(world, 'settings');
    const [outcome] = await world.system.actions.catalogue.saveAgencies(
      [agencyOf({ code: 'NEVER', kind: 'department', parent: 'H79' })],
      { dryRun: true },
    );
    expect(outcome).to.equal('accepted');
    expect(await stored(world, 'settings')).to.deep.equal(before);
  });
});
