import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { type Document, MongoClient } from 'mongodb';
import type { Complaint } from '../../src/domain/complaint.ts';
import { mostAttempts, type Notice, owedNotice } from '../../src/domain/notice.ts';
import { roles } from '../../src/domain/role.ts';
import { aFiling } from '../support/complaint.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const email = 'dan@example.com';

describe('the room of failed letters', () => {
  let world: World;
  let client: MongoClient;
  let hotline: Visitor;
  let admin: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
    client = new MongoClient(world.services.mongodbUri);
    hotline = await world.signIn('hotline');
    admin = await world.signIn('admin');
  });
  after(async () => {
    await client.close();
    await world.close();
  });
  beforeEach(() => cases().deleteMany({}));

  const cases = () => client.db().collection<Document & { _id: string }>('complaints');
  const failed = (key: string, error: string): Notice => {
    const { dueAt: at, ...owed } = owedNotice('acknowledgement', world.clock.now());
    return { ...owed, key, state: 'failed', attempts: 3, error, via: 'mail', ...(at ? { settledAt: at } : {}) };
  };
  const filed = async (about: Parameters<typeof aFiling>[0], fields: Document = {}) => {
    const { complaints } = world.system.actions;
    const tracking = await complaints.file(aFiling({ contact: { email }, ...about }), randomUUID());
    await world.drain();
    const { id } = (await complaints.follow(tracking)) as Complaint;
    await cases().updateOne(
      { _id: id },
      { $set: { notices: [failed('acknowledgement:1', 'EENVELOPE 550')], ...fields } },
    );
    return id;
  };
  const reference = (id: string): string => id.slice(0, 8).toUpperCase();
  const notice = async (id: string) => (await world.system.stores.complaints.find(id))?.notices[0];

  it('is open to the hotline and to administrators', async () => {
    for (const role of roles) {
      const { status } = await (await world.signIn(role)).get('/staff/letters');
      expect(status, role).to.equal(role === 'hotline' || role === 'admin' ? 200 : 403);
    }
    expect((await world.get('/staff/letters')).status).to.equal(303);
  });

  it('shows what failed, why, and no address', async () => {
    const id = await filed({});
    await filed({}, { notices: [failed('closed:9', 'contact-unreadable')] });
    await filed({}, { notices: [{ ...failed('late:9', 'ETIMEDOUT Timeout'), attempts: mostAttempts }] });
    await filed({}, { notices: [{ ...failed('late:9', 'EENVELOPE 450'), state: 'owed' }] });
    const html = await hotline.text('/staff/letters');
    expect(html)
      .to.include('Bị từ chối hẳn (EENVELOPE 550)')
      .and.include(`/staff/complaints/${id}`)
      .and.include(reference(id));
    expect(html).to.include('Đã thử nhiều ngày mà không gửi được (ETIMEDOUT Timeout)');
    expect(html).to.include('Không giải mã được thông tin liên lạc').and.not.include('450').and.not.include(email);
    expect(await hotline.text('/staff/letters?lang=en'))
      .to.include('Arrival, to the sender')
      .and.include('Try again');
    await hotline.get('/staff/letters?lang=vi');
  });

  it('sends a letter again when it is told to, and is empty then', async () => {
    const id = await filed({});
    const page = await hotline.text('/staff/letters');
    const [, action = ''] = /action="(\/staff\/letters\/[^"]+)"/.exec(page) ?? [];
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const answer = await hotline.fetch(action, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ token }),
    });
    expect([answer.status, answer.headers.get('location')]).to.deep.equal([303, '/staff/letters']);
    expect(await hotline.text('/staff/letters'))
      .to.include('gửi lại trong ít giây')
      .and.include('Không có thư nào bị lỗi');
    expect(await notice(id)).to.include({ state: 'owed', attempts: 0 });
    await world.drain();
    expect(await notice(id)).to.include({ state: 'sent', attempts: 1 });
    expect((await world.mail()).some(({ messageId }) => messageId?.includes(id))).to.equal(true);
  });

  it('takes no order without the token of its own form', async () => {
    const id = await filed({});
    const answer = await hotline.fetch(`/staff/letters/${id}/acknowledgement:1/retry`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ token: 'x' }),
    });
    expect(answer.status).to.equal(403);
    expect(await notice(id)).to.include({ state: 'failed' });
  });

  it('leaves no trace of a denunciation, nor of a case that the reader may not see', async () => {
    const hidden = [
      await filed({}, { class: 'denunciation', custodian: 'somebody' }),
      await filed({}, { agency: 'H79-1022', class: 'feedback_conduct', topic: 'attitude' }),
    ];
    const page = await hotline.text('/staff/letters');
    expect(page).to.include('Không có thư nào bị lỗi');
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const order = async (id: string) => {
      const answer = await hotline.fetch(`/staff/letters/${id}/acknowledgement:1/retry`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ token }),
      });
      return { status: answer.status, text: (await answer.text()).replaceAll(/[0-9a-f]{24}/g, 'ID') };
    };
    const nowhere = await order('0'.repeat(24));
    expect(nowhere.status).to.equal(404);
    for (const id of hidden) {
      expect(page).to.not.include(id).and.not.include(reference(id));
      expect(await order(id)).to.deep.equal(nowhere);
      expect(await notice(id)).to.include({ state: 'failed' });
    }
  });

  it('tells an administrator how many failed and why, and of no case', async () => {
    const ids = [await filed({}), await filed({}), await filed({}, { class: 'denunciation' })];
    const html = await admin.text('/staff/letters');
    expect(html).to.match(/EENVELOPE 550\)<\/th><td[^>]*>2</);
    for (const id of ids) expect(html).to.not.include(id).and.not.include(reference(id));
  });
});
