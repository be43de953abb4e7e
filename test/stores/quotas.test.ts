import { expect } from 'chai';
import { openWorld, type World } from '../support/world.ts';

describe('A quota', () => {
  let world: World;
  let stratum = '';
  let strata = 0;
  const quotas = () => world.system.stores.quotas;
  const take = (place: string) => quotas().take('c', stratum, place);
  const giveBack = (place: string) => quotas().giveBack('c', stratum, place);
  const taken = async () => (await quotas().of('c')).find((one) => one.stratum === stratum)?.taken;

  before(async () => {
    world = await openWorld({ worker: false });
  });
  beforeEach(async () => {
    stratum = `stratum ${(strata += 1)}`;
    await quotas().want('c', stratum, 2);
  });
  after(() => world.close());

  it('gives as many places as are wanted, and more when more are wanted', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, (_, index) => take(`case${index}.1`)));
    expect(all.filter(Boolean)).to.have.length(2);
    await quotas().want('c', stratum, 3);
    expect(await take('late.1')).to.equal(true);
    expect(await take('later.1')).to.equal(false);
    expect(await taken()).to.equal(3);
  });

  it('has one place for a case, by whatever names it is taken and however often', async () => {
    await Promise.all([take('a.1'), take('a.2'), take('a.1'), take('a.3')]);
    expect(await taken()).to.equal(1);
    await giveBack('a.2');
    expect(await taken(), 'goes by its last name').to.equal(1);
    await giveBack('a.3');
    await giveBack('a.3');
    expect(await taken()).to.equal(0);
  });

  it('gives back what a case took under an earlier name, when the later one was never taken', async () => {
    await take('a.1');
    await giveBack('a.2');
    expect(await taken()).to.equal(0);
  });

  it('gives no place to who comes with one that was given back meanwhile', async () => {
    await giveBack('a.1');
    expect(await take('a.1')).to.equal(false);
    expect(await take('a.2')).to.equal(true);
    await giveBack('a.1');
    expect(await taken()).to.equal(1);
  });

  it('keeps a place over the number wanted for what was made, once', async () => {
    await Promise.all([take('a.1'), take('b.1')]);
    await giveBack('a.1');
    await take('c.1');
    await Promise.all([quotas().keep('c', stratum, 'a.1'), quotas().keep('c', stratum, 'a.1')]);
    expect(await taken()).to.equal(3);
    await giveBack('b.1');
    expect(await take('d.1'), 'still full').to.equal(false);
  });
});
