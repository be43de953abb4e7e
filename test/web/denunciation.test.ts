import { expect } from 'chai';
import type { Role } from '../../src/domain/role.ts';
import { photograph } from '../support/attachments.ts';
import { caseOf, routedCase, trailFaultsOf } from '../support/casework.ts';
import { stored } from '../support/stored.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const room = '/staff/denunciations';
const said = {
  content: 'Tôi tố cáo ông K nhận tiền ở quầy năm.',
  place: 'quầy năm',
  dossierCode: 'H29.26-261005-0001',
  contact: { name: 'Trần Thị Mận', phone: '0903 123 456', email: 'man@example.com' },
} as const;
const words = ['ông K', 'quầy năm', 'H29.26-261005-0001', 'Mận', '0903', 'man@example.com'];

describe('a denunciation', () => {
  let world: World;
  let custodian: Visitor;
  before(async () => {
    world = await openWorld();
    custodian = await world.signIn('inspector');
  });
  after(() => world.close());

  const denounced = async (): Promise<string> => {
    const key = `staged ${Math.random()}`;
    await world.system.actions.attachments.stage([await photograph()], key);
    return (await routedCase(world, { ...said, staged: key })).id;
  };
  const post = (id: string, noun: string, fields: Record<string, string>, visitor = custodian) =>
    visitor.submit(`${room}/${id}`, fields, `${room}/${id}/${noun}`);
  const kinds = async (id: string): Promise<string[]> => (await caseOf(world, id)).trail.map(({ kind }) => kind);
  const expectNothingIn = (text: string): void => {
    for (const word of words) expect(text).to.not.include(word);
  };

  it('lies in the store with nothing readable of what it says, who says it and where it was', async () => {
    await denounced();
    for (const collection of ['complaints', 'contacts', 'attachments'])
      expectNothingIn(JSON.stringify(await stored(world, collection)));
  });

  it('stands in the list of its custodian without a word of its text', async () => {
    const id = await denounced();
    const list = await custodian.text(room);
    expect(list).to.include(`${room}/${id}`);
    expectNothingIn(list);
    expectNothingIn(await custodian.text(`${room}/${id}`));
  });

  it('is not there for anybody else, by any page, search, file, list or form', async () => {
    const id = await denounced();
    const [file] = await world.system.actions.attachments.of(id);
    const roles: Role[] = ['officer', 'hotline', 'home_affairs', 'monitor', 'supervisor', 'admin', 'interviewer'];
    for (const role of roles) {
      const visitor = await world.signIn(role);
      expect((await visitor.get(room)).status, role).to.equal(403);
      expect((await visitor.get(`${room}/${id}`)).status, role).to.equal(403);
      expect([403, 404], role).to.include((await visitor.get(`/staff/complaints/${id}`)).status);
      expect([403, 404], role).to.include((await visitor.get(`/staff/complaints/${id}/files/${file?.id}`)).status);
      for (const path of [
        '/staff/complaints',
        `/staff/complaints?q=${id.slice(0, 8)}`,
        '/staff/monitoring',
        '/staff/hotline',
        '/staff/overdue',
      ])
        expect(await visitor.text(path), `${role} ${path}`)
          .to.not.include(id)
          .and.not.include(id.slice(0, 8).toUpperCase());
    }
  });

  it('is in the room of cases not even for its custodian, who is shown the way', async () => {
    const id = await denounced();
    const [file] = await world.system.actions.attachments.of(id);
    const page = await custodian.get(`/staff/complaints/${id}`);
    expect(page.headers.get('location')).to.equal(`${room}/${id}`);
    const fileThere = await custodian.get(`/staff/complaints/${id}/files/${file?.id}`);
    expect(fileThere.headers.get('content-type')).to.not.match(/image|pdf/);
    for (const noun of ['notes', 'contact', 'links', 'claim'])
      expect(
        (await custodian.submit(room, { text: 'x', seen: '1' }, `/staff/complaints/${id}/${noun}`)).status,
        noun,
      ).to.equal(404);
    expect(await kinds(id)).to.deep.equal(['received', 'quarantined']);
  });

  it('is read for a reason only, every time noted and the text shown once', async () => {
    const id = await denounced();
    const without = await post(id, 'readings', { text: ' ' });
    expect(without.status).to.equal(422);
    expectNothingIn(await without.text());
    const read = await post(id, 'readings', { text: 'Xem thẩm quyền.' });
    expect(read.status).to.equal(200);
    expect(read.headers.get('cache-control')).to.include('no-store');
    const text = await read.text();
    expect(text).to.include('ông K').and.include('quầy năm').and.include('H29.26-261005-0001').and.not.include('Mận');
    const after = await custodian.text(`${room}/${id}`);
    expectNothingIn(after);
    expect(after).to.include('Xem thẩm quyền.');
    await post(id, 'readings', { text: 'Xem lại.' });
    expect(await kinds(id)).to.deep.equal(['received', 'quarantined', 'opened', 'opened']);
  });

  it('gives out its files and the identity behind it for a reason only, every time noted', async () => {
    const id = await denounced();
    const [file] = await world.system.actions.attachments.of(id);
    expect((await post(id, `files/${file?.id}`, { text: '' })).status).to.equal(422);
    const photo = await post(id, `files/${file?.id}`, { text: 'Xem ảnh.' });
    expect(photo.headers.get('content-type')).to.equal('image/jpeg');
    expect((await post(id, 'files/other', { text: 'Xem ảnh.' })).status).to.equal(404);
    const contact = await (await post(id, 'contact', { text: 'Mời làm việc.' })).text();
    expect(contact).to.include('Mận').and.include('man@example.com').and.not.include('ông K');
    expect(await kinds(id)).to.deep.equal(['received', 'quarantined', 'opened', 'contact_opened']);
    expect(await custodian.text(`${room}/${id}`)).to.include('Mở tệp thứ 1');
    expect(await trailFaultsOf(world, id)).to.deep.equal([]);
  });

  it('that is none goes the way of its class with its text, and nothing of conduct is let out as procedure', async () => {
    const id = await denounced();
    const wrong = await post(id, 'classification', {
      class: 'feedback_policy',
      topic: 'attitude',
      text: 'Không phải tố cáo.',
    });
    expect(wrong.status).to.equal(422);
    expect(await wrong.text()).to.include('Không phải tố cáo.');
    const done = await post(id, 'classification', {
      class: 'feedback_conduct',
      topic: 'harassment',
      text: 'Không phải tố cáo.',
    });
    expect(done.status).to.equal(303);
    await world.drain();
    const complaint = await caseOf(world, id);
    expect(complaint).to.include({
      class: 'feedback_conduct',
      state: 'routed',
      ...{ content: said.content, place: said.place },
    });
    expect(complaint).to.not.have.any.keys('custodian', 'sealed');
    expect((await custodian.get(`${room}/${id}`)).status).to.equal(404);
    expect((await world.system.actions.audit.verify()).faults).to.deep.equal([]);
  });

  it('that was handed over is purged for good when that is confirmed, and its trail still proves', async () => {
    const id = await denounced();
    const unsure = await post(id, 'handover', { text: 'BN-15/TTRA' });
    expect(unsure.status).to.equal(422);
    expect(await unsure.text())
      .to.include('BN-15/TTRA')
      .and.include('confirmed-error');
    expect((await post(id, 'handover', { text: 'BN-15/TTRA', confirmed: 'yes' })).status).to.equal(303);
    const [document] = (await stored(world, 'complaints')).filter(({ _id }) => String(_id) === id);
    expect(document).to.not.have.any.keys('content', 'sealed', 'place', 'dossierCode');
    expect(await world.system.actions.attachments.of(id)).to.deep.equal([]);
    const contacts = (await stored(world, 'contacts')).map(({ _id }) => String(_id));
    expect(contacts).to.not.include(document?.['contact']);
    const page = await custodian.text(`${room}/${id}`);
    expect(page).to.include('BN-15/TTRA').and.not.include('/readings');
    expect((await post(id, 'readings', { text: 'Xem lại.' })).status).to.equal(409);
    expect((await world.system.actions.audit.verify()).faults).to.deep.equal([]);
  });

  it('is explained, and not counted, to an inspector who was not named', async () => {
    const id = await denounced();
    const { users } = world.system.stores;
    const admin = (await users.findByEmail('admin@demo.ydan'))?.account;
    await world.system.actions.routing.nameCustodian(undefined, admin as never);
    await world.drain();
    const page = await custodian.text(room);
    expect(page).to.include('Bạn không phải là người đó').and.not.include(id);
    expect((await custodian.get(`${room}/${id}`)).status).to.equal(404);
    expect((await custodian.get(`/staff/complaints/${id}`)).status).to.equal(404);
  });
});
