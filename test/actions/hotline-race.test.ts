import { expect } from 'chai';
import { caseOf, routedCase, trailFaultsOf } from '../support/casework.ts';
import { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

describe('two operators at once', () => {
  let world: World;
  let operators: [Visitor, Visitor];
  before(async () => {
    world = await openWorld({ worker: false });
    const first = await world.signIn('hotline');
    const account = { email: 'second@demo.ydan', role: 'hotline', agency: 'H79-1022', language: 'vi' } as const;
    await world.system.actions.accounts.add(account, 'a password of tests');
    const second = new Visitor(world.url);
    await second.submit('/sign-in', { email: account.email, password: 'a password of tests' });
    operators = [first, second];
  });
  after(() => world.close());

  const pathOf = (id: string) => `/staff/complaints/${id}`;
  const take = (who: Visitor, id: string) => who.submit(pathOf(id), {}, `${pathOf(id)}/claim`);
  const forwarding = (who: Visitor, id: string, remark: string, page = pathOf(id)) =>
    who.submit(
      page,
      {
        ...{ class: 'feedback_policy', topic: 'late_file', severity: 'ordinary', agency: 'H79-N26740', procedure: '' },
        ...{ reason: '', handlers: ['', 'H79-N26740'], more: '', remark, refusal: '', answer: '', guidance: '' },
        do: 'forward',
      },
      `${pathOf(id)}/check`,
    );
  const kinds = async (id: string) => (await caseOf(world, id)).trail.map(({ kind }) => kind);

  it('one claims the case and the other is told, ten times over', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await routedCase(world);
      const answers = await Promise.all(operators.map((who) => take(who, id)));
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
      const told = answers.find(({ status }) => status === 409);
      expect(await told?.text()).to.include('Tổng đài viên khác đang giữ đến');
      expect(await kinds(id)).to.deep.equal(['received', 'routed', 'claimed']);
      expect(await trailFaultsOf(world, id)).to.deep.equal([]);
    }
  });

  it('who both ask for the next get two different cases', async () => {
    await Promise.all([routedCase(world), routedCase(world)]);
    const answers = await Promise.all(operators.map((who) => who.submit('/staff/hotline', {}, '/staff/hotline/next')));
    const given = answers.map((answer) => answer.headers.get('location'));
    expect(new Set(given).size).to.equal(2);
    for (const address of given) expect(address).to.match(/^\/staff\/complaints\/[0-9a-f]{24}$/);
  });

  it('a claim that ran out is another’s, and who lost it is told with her text kept', async () => {
    const [first, second] = operators;
    const { id } = await routedCase(world);
    expect((await take(first, id)).status).to.equal(303);
    world.clock.advance('14 minutes');
    expect((await take(second, id)).status).to.equal(409);
    world.clock.advance('1 minute');
    expect((await take(second, id)).status).to.equal(303);
    const late = await forwarding(first, id, 'Lời nhắn đã gõ.');
    expect(late.status).to.equal(409);
    expect(await late.text()).to.include('Lời nhắn đã gõ.');
    expect((await caseOf(world, id)).state).to.equal('routed');
  });

  it('a form that was opened before somebody else’s step changes nothing', async () => {
    const [first, second] = operators;
    const { id } = await routedCase(world);
    await take(first, id);
    const page = await first.text(pathOf(id));
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(page) ?? [];
    const [, seen = ''] = /name="seen" value="(\d+)"/.exec(page) ?? [];
    world.clock.advance('16 minutes');
    await take(second, id);
    await second.submit(pathOf(id), {}, `${pathOf(id)}/release`);
    await take(first, id);
    const stale = await first.fetch(`${pathOf(id)}/release`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ token, seen }),
    });
    expect(stale.status).to.equal(409);
    expect((await caseOf(world, id)).claim).to.not.equal(undefined);
  });

  it('who sends the same form twice forwards once', async () => {
    const [first] = operators;
    const { id } = await routedCase(world);
    await take(first, id);
    const answers = await Promise.all([forwarding(first, id, ''), forwarding(first, id, '')]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    expect((await kinds(id)).filter((kind) => kind === 'forwarded')).to.have.length(1);
    expect(await trailFaultsOf(world, id)).to.deep.equal([]);
  });
});
