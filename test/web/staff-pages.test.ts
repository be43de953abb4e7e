import { expect } from 'chai';
import { type Role, roles, roomsOf } from '../../src/domain/role.ts';
import { forwardedCase, routedCase } from '../support/casework.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the rooms of staff', () => {
  let world: World;
  const staff = new Map<Role, Visitor>();
  before(async () => {
    world = await openWorld({ worker: false });
    for (const role of roles) staff.set(role, await world.signIn(role));
  });
  after(() => world.close());

  const as = (role: Role): Visitor => staff.get(role) as Visitor;

  it('are named on the page of each role, and no others', async () => {
    for (const role of roles) {
      const html = await as(role).text('/staff');
      const named = [...html.matchAll(/<h2><a href="\/staff\/([\w-]+)"/g)].map(([, room]) => room);
      expect(named, role).to.deep.equal(roomsOf(role));
    }
  });

  it('ask a stranger to sign in first', async () => {
    expect((await world.get('/staff')).status).to.equal(303);
    expect((await world.get('/staff/complaints/000000000000000000000000')).status).to.equal(303);
  });

  it('keep a case about the conduct of Home Affairs from Home Affairs', async () => {
    const { id } = await routedCase(world, { agency: 'H79-SNV', topic: 'attitude' });
    expect((await as('home_affairs').get(`/staff/complaints/${id}`)).status).to.equal(404);
    expect(await as('home_affairs').text('/staff/complaints?tab=all')).to.not.include(id);
    expect((await as('monitor').get(`/staff/complaints/${id}`)).status).to.equal(200);
  });

  it('show personal data in a text to its handlers alone', async () => {
    const content = 'Gọi tôi 0903 123 456.';
    const { id } = await routedCase(world, { topic: 'attitude', content });
    expect(await as('hotline').text(`/staff/complaints/${id}`)).to.include('0903 123 456');
    for (const role of ['monitor', 'home_affairs'] as const)
      expect(await as(role).text(`/staff/complaints/${id}`), role)
        .to.include('Gọi tôi •••.')
        .and.not.include('0903');
    const { id: forwarded } = await forwardedCase(world, { topic: 'harassment', content });
    expect(await as('hotline').text(`/staff/complaints/${forwarded}`)).to.not.include('0903');
  });

  it('show what residents wrote as text and nothing else', async () => {
    const content = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    const { id } = await routedCase(world, { topic: 'attitude', content });
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
