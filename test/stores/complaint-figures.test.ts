import { expect } from 'chai';
import type { CaseSummary } from '../../src/domain/case-summary.ts';
import { confirm, rateHandling, reopen } from '../../src/domain/citizen-steps.ts';
import { complaintFigures, partsOf } from '../../src/domain/complaint-figures.ts';
import { accept, resolve } from '../../src/domain/handling-steps.ts';
import { claim, classify, forward, refuse } from '../../src/domain/hotline-steps.ts';
import type { Actor, Step } from '../../src/domain/step.ts';
import { aFiling } from '../support/complaint.ts';
import { openWorld, type World } from '../support/world.ts';

const ward = 'H79-N26740';
const operator: Actor = { kind: 'staff', id: 'operator-1', role: 'hotline', agency: 'H79-1022' };
const officer: Actor = { kind: 'staff', id: 'officer-1', role: 'officer', agency: ward };
const resident: Actor = { kind: 'resident' };
const always = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') };

describe('the cases that figures are counted from', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ at: '2026-11-02T03:00:00Z', worker: false });
  });
  afterEach(() => world.close());

  const filed = async (key: string, about: Parameters<typeof aFiling>[0] = {}): Promise<string> => {
    const { id } = await world.system.actions.complaints.file(aFiling(about), key);
    await world.drain();
    return id;
  };
  const does = async (id: string, actor: Actor, ...steps: Step[]): Promise<void> => {
    for (const step of steps) await world.system.actions.complaints.perform(id, actor, step);
  };
  const checked = classify({ class: 'feedback_policy', topic: 'late_file' });
  const summaries = (): Promise<CaseSummary[]> => world.system.stores.complaintFigures.summaries(always);
  const figures = async () => complaintFigures(await summaries(), world.clock.now());

  it('tell the story of a case as it was lived: forwarded in time, answered, reopened, answered late, confirmed', async () => {
    const id = await filed('1');
    expect(await figures()).to.include({ received: 1, openInTime: 1, forwarded: 0 });
    world.clock.advance('4 minutes');
    await does(id, operator, claim, checked, forward([ward]));
    world.clock.advance('2 days');
    await does(id, officer, accept, resolve('Đã trả kết quả cho ông bà.'));
    expect(await figures()).to.include({
      doneInTime: 1,
      forwardedInTime: 1,
      answered: 1,
      confirmed: 0,
      medianForwardMinutes: 4,
    });
    await does(id, resident, reopen('Vẫn chưa có kết quả.'));
    expect(await figures()).to.include({ openInTime: 1, reopened: 1, answered: 0 });
    world.clock.advance('40 days');
    await world.drain();
    expect(await figures()).to.include({ openLate: 1 });
    await does(id, officer, resolve('Nay đã trả.'));
    await does(id, resident, rateHandling(4), confirm);
    const told = await figures();
    expect(told).to.include({ doneLate: 1, answered: 1, confirmed: 1, rated: 1, satisfied: 1, reopened: 1 });
    expect(told.medianDays).to.be.closeTo(42, 0.01);
  });

  it('tell a late forwarding from a late answer, and a refusal from both', async () => {
    const slow = await filed('1');
    const refused = await filed('2');
    world.clock.advance('6 minutes');
    await world.drain();
    await does(slow, operator, claim, checked, forward([ward]));
    await does(refused, operator, claim, checked, refuse('Không thuộc thẩm quyền của Thành phố.'));
    const counted = await figures();
    expect(counted).to.include({ received: 2, doneInTime: 1, openInTime: 1, answered: 0, medianForwardMinutes: 6 });
    expect(partsOf(counted).forwardedInTime).to.deep.equal({ part: 0, of: 1 });
  });

  it('are read by the agency that handles them, without denunciations, and whole for the export but for who sent them', async () => {
    const contact = { name: 'Người gửi', phone: '0903 123 456' };
    const here = await filed('1', { contact });
    await does(here, operator, claim, checked, forward([ward]));
    await filed('2', { class: 'denunciation', contact });
    const store = world.system.stores.complaintFigures;
    expect(await store.summaries(always, ward)).to.have.length(1);
    expect(await store.summaries(always, 'H79-1022')).to.have.length(0);
    expect(await store.summaries({ from: always.from, to: new Date('2026-11-02T03:00:00Z') })).to.have.length(0);
    const sealed = (await store.sealed()).length;
    const exported: object[] = [];
    for await (const one of store.each(always)) exported.push(one);
    expect([exported.length, sealed]).to.deep.equal([1, 1]);
    expect(exported[0]).to.include({ id: here, agency: ward, content: aFiling().content });
    expect(exported[0]).to.not.have.any.keys('contact', 'trail', 'notices', 'sealed', 'trackingHash', 'openerHash');
  });
});
