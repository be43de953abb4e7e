import { expect } from 'chai';
import { type Role, roles } from '../../src/domain/role.ts';
import { aFiling } from '../support/complaint.ts';
import { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the rooms of staff', () => {
  let world: World;
  const staff = new Map<Role, Visitor>();
  before(async () => {
    world = await openWorld({ worker: false });
    await world.system.demo.openAccounts(world.services.demoPassword);
    for (const role of roles) {
      const visitor = new Visitor(world.url);
      const email = `${role.replace('_', '-')}@demo.ydan`;
      await visitor.submit('/sign-in', { email, password: world.services.demoPassword });
      staff.set(role, visitor);
    }
  });
  after(() => world.close());

  const as = (role: Role): Visitor => staff.get(role) as Visitor;
  let filings = 0;
  const filed = async (about: Parameters<typeof aFiling>[0]) => {
    filings += 1;
    const { trackingCode, pin } = await world.system.actions.complaints.file(aFiling(about), `${filings}`);
    await world.drain();
    return (await world.system.actions.complaints.follow({ trackingCode, pin }))?.id ?? '';
  };
  const whoGets = async (path: string) => {
    const statuses: Record<string, Role[]> = {};
    for (const role of roles) {
      const { status } = await as(role).get(path);
      statuses[status] = [...(statuses[status] ?? []), role];
    }
    return statuses;
  };

  it('open to exactly these roles', async () => {
    const others = (...open: Role[]) => roles.filter((role) => !open.includes(role));
    expect(await whoGets('/staff')).to.deep.equal({ 200: [...roles] });
    expect(await whoGets('/staff/hotline')).to.deep.equal({ 200: ['hotline'], 403: others('hotline') });
    expect(await whoGets('/staff/monitoring')).to.deep.equal({ 200: ['monitor'], 403: others('monitor') });
    expect(await whoGets('/staff/complaints')).to.deep.equal({
      200: ['home_affairs', 'officer'],
      403: others('home_affairs', 'officer'),
    });
    expect((await world.get('/staff/hotline')).status).to.equal(303);
  });

  it('show a case about a late file to the hotline and the monitor', async () => {
    const id = await filed({ topic: 'late_file' });
    expect(await whoGets(`/staff/complaints/${id}`)).to.deep.equal({
      200: ['hotline', 'monitor'],
      403: ['admin', 'supervisor', 'interviewer'],
      404: ['home_affairs', 'officer'],
    });
  });

  it('show a case about conduct to Home Affairs too, and leave the unit complained about no trace', async () => {
    const id = await filed({ topic: 'harassment', content: 'Câu chuyện về phường Sài Gòn.' });
    expect(await whoGets(`/staff/complaints/${id}`)).to.deep.equal({
      200: ['home_affairs', 'hotline', 'monitor'],
      403: ['admin', 'supervisor', 'interviewer'],
      404: ['officer'],
    });
    const nowhere = await as('officer').get('/staff/complaints/000000000000000000000000');
    const there = await as('officer').get(`/staff/complaints/${id}`);
    const text = async (answer: Response) => (await answer.text()).replaceAll(/[0-9a-f]{24}/g, 'ID');
    expect(await text(there)).to.equal(await text(nowhere));
    for (const path of ['/staff', '/staff/complaints']) expect(await as('officer').text(path), path).to.not.include(id);
    for (const path of ['/staff/hotline', '/staff/monitoring', `/staff/complaints/${id}?x=1`])
      expect(await (await as('officer').get(path)).text(), path).to.not.include('Câu chuyện');
    expect(await as('home_affairs').text('/staff/complaints')).to.include(id);
  });

  it('keep a case about the conduct of Home Affairs from Home Affairs', async () => {
    const id = await filed({ agency: 'H79-SNV', topic: 'attitude' });
    expect((await as('home_affairs').get(`/staff/complaints/${id}`)).status).to.equal(404);
    expect(await as('home_affairs').text('/staff/complaints')).to.not.include(id);
    expect((await as('monitor').get(`/staff/complaints/${id}`)).status).to.equal(200);
  });

  it('list the hotline’s cases from the oldest on, and the monitor’s from the newest', async () => {
    const older = await filed({ content: 'cũ' });
    world.clock.advance('10 minutes');
    const newer = await filed({ content: 'mới' });
    const [hotline, monitoring] = await Promise.all([
      as('hotline').text('/staff/hotline'),
      as('monitor').text('/staff/monitoring'),
    ]);
    expect(hotline.indexOf(older)).to.be.within(1, hotline.indexOf(newer));
    expect(monitoring.indexOf(newer)).to.be.within(1, monitoring.indexOf(older));
    expect(hotline).to.include('10 phút');
  });

  it('mask personal data for everybody but the handling hotline, and show contacts to nobody', async () => {
    const id = await filed({
      topic: 'attitude',
      content: 'Gọi tôi 0903 123 456.',
      contact: { name: 'Người Gửi Đơn', phone: '0911222333', email: 'dan@example.com' },
    });
    expect(await as('hotline').text(`/staff/complaints/${id}`)).to.include('0903 123 456');
    for (const role of ['monitor', 'home_affairs'] as const)
      expect(await as(role).text(`/staff/complaints/${id}`), role)
        .to.include('Gọi tôi •••.')
        .and.not.include('0903');
    for (const role of ['hotline', 'monitor', 'home_affairs'] as const)
      for (const secret of ['Người Gửi Đơn', '0911222333', 'dan@example.com'])
        expect(await as(role).text(`/staff/complaints/${id}`), role).to.not.include(secret);
  });

  it('tell the minute of a case to the hotline and the monitor only', async () => {
    world.clock.set('2026-11-22T03:17:42Z');
    const id = await filed({ topic: 'attitude' });
    expect(await as('hotline').text(`/staff/complaints/${id}`)).to.include('10:17:42');
    expect(await as('monitor').text(`/staff/complaints/${id}`)).to.include('10:17:42');
    for (const path of [`/staff/complaints/${id}`, '/staff/complaints'])
      expect(await as('home_affairs').text(path), path).to.not.include('10:17');
  });

  it('show what residents wrote as text and nothing else', async () => {
    const id = await filed({ topic: 'attitude', content: '<script>alert(1)</script><img src=x onerror=alert(1)>' });
    for (const role of ['hotline', 'monitor', 'home_affairs'] as const) {
      const html = await as(role).text(`/staff/complaints/${id}`);
      expect(html).to.include('&lt;script&gt;').and.not.include('<script>alert').and.not.include('<img');
    }
  });

  it('answer strange addresses like cases that do not exist', async () => {
    for (const id of ['1', '%7B%22$gt%22%3A%22%22%7D', '__proto__', 'x'.repeat(2000), '%00'])
      expect((await as('monitor').get(`/staff/complaints/${id}`)).status, id.slice(0, 20)).to.equal(404);
  });
});
