import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { firstRules, type RuleBook } from '../../src/domain/routing-rule.ts';
import { openStore } from '../../src/stores/connection.ts';
import { type CustodianStore, custodianStore } from '../../src/stores/custodians.ts';
import { type RuleBookStore, ruleBookStore } from '../../src/stores/rule-books.ts';
import { openWorld, type World } from '../support/world.ts';

const savedAt = new Date('2026-11-22T03:00:00Z');
const book = (version: number, reason = 'Lý do'): RuleBook => ({
  version,
  from: '2026-12-01',
  rules: firstRules,
  savedAt,
  savedBy: { account: 'a', name: 'Quản trị' },
  reason,
});

describe('what administrators decide about routing', () => {
  let world: World;
  let connection: Connection;
  let ruleBooks: RuleBookStore;
  let custodians: CustodianStore;
  before(async () => {
    world = await openWorld({ worker: false, catalogue: 'none' });
    connection = await openStore(`${world.services.mongodbUri}-apart`);
    ruleBooks = ruleBookStore(connection);
    custodians = custodianStore(connection);
  });
  after(async () => {
    await connection.close();
    await world.close();
  });

  it('is kept as it was saved, the oldest version first', async () => {
    expect(await ruleBooks.all()).to.deep.equal([]);
    expect(await ruleBooks.append(book(2))).to.equal(true);
    expect(await ruleBooks.append(book(1))).to.equal(true);
    expect(await ruleBooks.all()).to.deep.equal([book(1), book(2)]);
  });

  it('is won by one of those who save the same version at once, and never written over', async () => {
    const saved = await Promise.all(['một', 'hai', 'ba'].map((reason) => ruleBooks.append(book(3, reason))));
    expect(saved.filter((won) => won)).to.have.length(1);
    const winner = ['một', 'hai', 'ba'][saved.indexOf(true)];
    expect((await ruleBooks.all())[2]).to.deep.equal(book(3, winner));
  });

  it('names the officer for denunciations by the last naming, also when that names nobody', async () => {
    const [by, at] = [{ account: 'a', name: 'Quản trị' }, savedAt];
    const first = { number: 1, named: { account: 'b', name: 'Thanh tra viên' }, namedBy: by, namedAt: at };
    const second = { number: 2, namedBy: by, namedAt: at };
    expect(await custodians.last()).to.equal(undefined);
    expect(await custodians.append(first)).to.equal(true);
    expect(await custodians.last()).to.deep.equal(first);
    expect(await custodians.append({ ...second, number: 1 })).to.equal(false);
    expect(await custodians.append(second)).to.equal(true);
    expect(await custodians.all()).to.deep.equal([second, first]);
  });
});
