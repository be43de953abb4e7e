import { expect } from 'chai';
import { bookOn, firstRules, type RoutingRule } from '../../src/domain/routing-rule.ts';
import type { Viewer } from '../../src/domain/sight.ts';
import { aFiling } from '../support/complaint.ts';
import { refusal } from '../support/refusal.ts';
import { openWorld, type World } from '../support/world.ts';

const by = { account: 'a', name: 'Quản trị' };
const viewer: Viewer = { id: 'a', role: 'admin', agency: 'H79-SKHCN' };
const today = '2026-11-22';
const toHotline: RoutingRule = {
  code: 'fees',
  when: { topics: ['fees'] },
  handlers: ['hotline'],
  watchers: [],
  policy: 'hotline',
};
const rules = [toHotline, ...firstRules];

describe('the rules of routing', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
    await world.openAccounts();
  });
  after(() => world.close());
  const routing = () => world.system.actions.routing;
  const newest = async () => (await routing().books()).length;
  const save = async (reason: string, seen: number, from = today) =>
    routing().save({ rules, from }, { by, reason, seen });
  let filings = 0;
  const file = async (about: Parameters<typeof aFiling>[0]) =>
    world.system.actions.complaints.file(aFiling(about), `routing ${(filings += 1)}`);

  it('are there from the first start, once', async () => {
    await Promise.all([routing().ensure(), routing().ensure()]);
    const books = await routing().books();
    expect(books.map(({ version, from }) => ({ version, from }))).to.deep.equal([{ version: 1, from: '2000-01-01' }]);
    expect(books[0]?.rules).to.deep.equal(firstRules);
  });

  it('show what a draft would change for the cases there are, denunciations aside', async () => {
    await file({ topic: 'fees' });
    await file({ topic: 'late_file' });
    await file({ topic: 'fees', content: 'Đơn tố cáo: thu phí trái phép.' });
    await world.drain();
    const { cases, rules: counts, changed } = await routing().tryOut(rules, { limit: 100, viewer });
    expect(cases).to.equal(2);
    expect(counts.filter(({ matched }) => matched > 0)).to.deep.equal([
      { code: 'fees', matched: 1, bent: 0 },
      { code: 'everything-else', matched: 1, bent: 0 },
    ]);
    expect(changed.map(({ topic, after }) => [topic, after.proposed])).to.deep.equal([['fees', ['H79-1022']]]);
    expect((await routing().tryOut(rules, { limit: 1, viewer })).cases).to.equal(1);
  });

  it('are tried out upon no case about the conduct of the unit of whoever tries them', async () => {
    const before = (await routing().tryOut(rules, { limit: 100, viewer })).cases;
    await file({ topic: 'attitude', agency: 'H79-SKHCN' });
    expect((await routing().tryOut(rules, { limit: 100, viewer })).cases).to.equal(before);
    const elsewhere = { ...viewer, agency: 'H79-SNV' };
    expect((await routing().tryOut(rules, { limit: 100, viewer: elsewhere })).cases).to.equal(before + 1);
  });

  it('are saved as a new version, with who, when and why, and followed at once', async () => {
    await save('Phí do tổng đài trả lời', 1);
    const [, second] = await routing().books();
    expect(second).to.deep.equal({
      version: 2,
      from: today,
      rules,
      savedAt: world.clock.now(),
      savedBy: by,
      reason: 'Phí do tổng đài trả lời',
    });
    const { id } = (await world.system.actions.complaints.follow(await file({ topic: 'fees' }))) ?? {};
    await world.system.actions.complaints.route(id ?? '');
    const complaint = await world.system.stores.complaints.find(id ?? '');
    expect(complaint?.rule).to.deep.equal({ version: 2, code: 'fees' });
    expect(complaint?.policy).to.equal('hotline');
  });

  it('wait for their day', async () => {
    await save('Từ tháng Mười Hai', await newest(), '2026-12-01');
    const books = await routing().books();
    expect(bookOn(books, '2026-11-30').version).to.equal(2);
    expect(bookOn(books, '2026-12-01').version).to.equal(3);
  });

  it('are saved by one of two who began with the same version; the other is told', async () => {
    const seen = await newest();
    const outcomes = await Promise.all(
      ['một', 'hai'].map((reason) => save(reason, seen).catch((error: unknown) => error)),
    );
    expect(outcomes.filter((one) => one === undefined)).to.have.length(1);
    expect(outcomes.find((one) => one !== undefined)).to.include({ kind: 'conflict', code: 'routing:conflict-saved' });
    expect(await newest()).to.equal(seen + 1);
    expect(await refusal(save('đã cũ', seen))).to.include({ kind: 'conflict' });
    expect(await refusal(save('chưa có', seen + 7))).to.include({ kind: 'conflict' });
  });

  it('are refused with everything that is wrong with them', async () => {
    const wrong = [{ ...toHotline, policy: 'none', handlers: ['H79-NOBODY'] }];
    const saving = { by, reason: '', seen: await newest() };
    const { faults } = await refusal(routing().save({ rules: wrong, from: '2026-11-21' }, saving));
    expect(faults.map(({ pointer }) => pointer)).to.deep.equal([
      '/from',
      '/rules/0/handlers',
      '/rules/0/policy',
      '/rules/0',
      '/reason',
    ]);
    expect((await refusal(routing().tryOut(wrong, { limit: 1, viewer }))).faults).to.have.length(3);
    expect(await newest()).to.equal(saving.seen);
  });

  it('are read again after two seconds, so that every process follows a new version soon', async () => {
    const seen = await newest();
    const books = await routing().books();
    const other = { ...(books.at(-1) as (typeof books)[number]), version: seen + 1 };
    await world.system.stores.ruleBooks.append(other);
    expect(await newest()).to.equal(seen);
    world.clock.advance('2 seconds');
    expect(await newest()).to.equal(seen + 1);
  });
});

describe('the officer for denunciations', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
    await world.openAccounts();
  });
  after(() => world.close());
  const routing = () => world.system.actions.routing;
  const account = async (email: string) => {
    const found = await world.system.stores.users.findByEmail(email);
    if (!found) throw new Error(`there is no ${email}`);
    return found.account;
  };

  it('is an inspector whom an administrator names; who and when is written down', async () => {
    const [admin, inspector] = [await account('admin@demo.ydan'), await account('inspector@demo.ydan')];
    await routing().nameCustodian(undefined, admin);
    expect(await routing().custodian()).to.equal(undefined);
    world.clock.advance('1 minute');
    await routing().nameCustodian(inspector.id, admin);
    expect(await routing().custodian()).to.equal(inspector.id);
    expect((await world.system.stores.custodians.all())[0]).to.deep.include({
      named: { account: inspector.id, name: 'inspector@demo.ydan' },
      namedBy: { account: admin.id, name: 'admin@demo.ydan' },
      namedAt: world.clock.now(),
    });
  });

  it('is not named twice over', async () => {
    const [admin, inspector] = [await account('admin@demo.ydan'), await account('inspector@demo.ydan')];
    const namings = (await world.system.stores.custodians.all()).length;
    await routing().nameCustodian(inspector.id, admin);
    expect(await world.system.stores.custodians.all()).to.have.length(namings);
  });

  it('is nobody of another role and nobody unknown', async () => {
    const admin = await account('admin@demo.ydan');
    const held = await routing().custodian();
    for (const id of [admin.id, (await account('monitor@demo.ydan')).id, '65a000000000000000000000', 'x']) {
      const error = await routing()
        .nameCustodian(id, admin)
        .catch((thrown: unknown) => thrown);
      expect(error).to.include({ kind: 'invalid' });
    }
    expect(await routing().custodian()).to.equal(held);
  });

  it('is nobody any more once the account is disabled', async () => {
    expect(await routing().custodian()).to.not.equal(undefined);
    await world.system.actions.accounts.disable('inspector@demo.ydan');
    expect(await routing().custodian()).to.equal(undefined);
  });
});
