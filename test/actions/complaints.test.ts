import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import type { Filing } from '../../src/actions/complaints.ts';
import type { Complaint } from '../../src/domain/complaint.ts';
import { until } from '../local/until.ts';
import { aFiling } from '../support/complaint.ts';
import { openWorld, type World } from '../support/world.ts';

const email = 'dan@example.com';
const secretText = 'Cán bộ tên X đòi tiền, gọi tôi 0903 123 456.';
const conduct = aFiling({
  topic: 'harassment',
  content: secretText,
  contact: { name: 'Người gửi', phone: '0903123456', email },
});

describe('a complaint', () => {
  let world: World;
  before(async () => {
    // Without a worker: what happens here happens because a test says so.
    world = await openWorld({ worker: false });
    await world.system.demo.openAccounts('a password of tests');
  });
  after(() => world.close());

  const complaints = () => world.system.actions.complaints;
  /** Files it under a key of its own; `now` reads the case as it is. */
  const filed = async (filing: Filing, key: string = randomUUID()) => {
    const tracking = await complaints().file(filing, key);
    const now = async (): Promise<Complaint> => (await complaints().follow(tracking)) ?? expect.fail('no such case');
    return { ...tracking, now, id: (await now()).id };
  };
  const lettersOf = async (id: string) => (await world.mail()).filter(({ messageId }) => messageId?.includes(id));
  const readersOf = async (id: string) => (await lettersOf(id)).map(({ to }) => to?.[0]?.address).sort();

  it('is one case however often it is sent, with the same code and PIN each time', async () => {
    const sent = await Promise.all(Array.from({ length: 30 }, () => filed(conduct, 'one')));
    expect(new Set(sent.map(({ trackingCode, pin, id }) => `${trackingCode} ${pin} ${id}`)).size).to.equal(1);
    const all = await world.system.stores.complaints.latest(100);
    expect(all.filter(({ content }) => content === conduct.content)).to.have.length(1);
  });

  it('stays the same when it is sent again after midnight', async () => {
    const first = await complaints().file(aFiling(), 'midnight');
    world.clock.advance('1 day');
    expect(await complaints().file(aFiling(), 'midnight')).to.deep.equal(first);
    world.clock.advance('-1 day');
  });

  it('is refused under a key that was used for another, and leaves no contact behind', async () => {
    const { now } = await filed(aFiling(), 'two');
    const other = await filed(conduct, 'two').catch((error: unknown) => error);
    expect(other).to.include({ kind: 'conflict', code: 'key-reused' });
    expect(await now())
      .to.include({ content: aFiling().content })
      .and.not.have.property('contact');
  });

  it('goes to the hotline, and when it is about conduct into the sight of Home Affairs and the Fatherland Front', async () => {
    const { id, now } = await filed(conduct);
    await world.drain();
    expect(await now()).to.deep.include({
      state: 'routed',
      class: 'feedback_conduct',
      handlers: ['H79-1022'],
      watchers: ['H79-SNV', 'H79-MTTQ'],
    });
    const staff = ['home-affairs@demo.ydan', 'hotline@demo.ydan', 'monitor@demo.ydan'];
    expect(await readersOf(id)).to.deep.equal([email, ...staff]);
  });

  it('about a late file is the hotline’s alone', async () => {
    const { id, now } = await filed(aFiling());
    await world.drain();
    expect(await now()).to.deep.include({ handlers: ['H79-1022'], watchers: [] });
    expect(await readersOf(id)).to.deep.equal(['hotline@demo.ydan']);
  });

  it('is routed once and told once when two sweeps and two jobs come for it together', async () => {
    const { id, now } = await filed(conduct);
    const at = world.clock.now();
    await Promise.all([
      complaints().settle(at),
      complaints().route(id),
      complaints().settle(at),
      complaints().route(id),
      complaints().sendNotices(id),
    ]);
    await Promise.all([complaints().settle(at), complaints().sendNotices(id), complaints().settle(at)]);
    const { history, notices } = await now();
    expect(history.map(({ kind }) => kind)).to.deep.equal(['received', 'routed']);
    expect(notices.map(({ state, attempts }) => [state, attempts])).to.deep.equal(Array(4).fill(['sent', 1]));
  });

  it('is left to its job until it has been owed for a while', async () => {
    await world.drain();
    await filed(conduct);
    expect(await complaints().settle(new Date(world.clock.now().getTime() - 1))).to.equal(0);
    await world.drain();
    expect(await complaints().settle(world.clock.now())).to.equal(0);
  });

  it('lets no letter tell who wrote or what', async () => {
    const { id } = await filed(conduct);
    await world.drain();
    const letters = await lettersOf(id);
    expect(letters).to.have.length(4);
    for (const { subject, text, html } of letters) {
      const said = `${subject} ${text} ${html}`;
      for (const secret of ['Người gửi', '0903', email, 'đòi tiền', 'Sài Gòn']) expect(said).to.not.include(secret);
      expect(said).to.match(/\/track|\/staff\/complaints\/[0-9a-f]{24}/);
    }
  });

  it('keeps the contact apart and unreadable', async () => {
    const { now } = await filed(conduct);
    const contact = await world.system.stores.contacts.find((await now()).contact ?? '');
    expect(Object.keys(contact ?? {}).sort()).to.deep.equal(['email', 'id', 'name', 'phone', 'receivedAt']);
    for (const secret of ['Người gửi', '0903123456', email])
      expect(JSON.stringify([contact, await now()])).to.not.include(secret);
  });

  it('is found by code and PIN together and by nothing else', async () => {
    const { trackingCode, pin, id } = await filed(conduct);
    const sloppy = trackingCode.toLowerCase().replaceAll('-', '');
    expect(await complaints().follow({ trackingCode: sloppy, pin })).to.include({ id });
    for (const wrong of [
      { trackingCode, pin: pin === '000000' ? '000001' : '000000' },
      { trackingCode: '0000-0000-0000-0000-0', pin },
      { trackingCode, pin: '' },
      { trackingCode: '', pin: '' },
    ])
      expect(await complaints().follow(wrong)).to.equal(undefined);
  });

  it('opened from a rating knows nothing of it', async () => {
    const { complaint, id } = await world.system.actions.responses.record({
      agency: 'H79-N26740',
      channel: 'web',
      score: 1,
      complaint: { consent: true, content: 'Trễ hẹn.', topic: 'late_file' },
    });
    await world.drain();
    const found = complaint && (await complaints().follow(complaint));
    expect(found).to.include({ content: 'Trễ hẹn.', state: 'routed' });
    expect(JSON.stringify(found)).to.not.include(id);
  });

  it('with a letter to somebody whose account is gone says so and does not try again', async () => {
    const { id, now } = await filed(aFiling());
    await complaints().route(id);
    await world.system.actions.accounts.disable('hotline@demo.ydan');
    await world.drain();
    const [notice] = (await now()).notices;
    expect(notice).to.include({ state: 'failed', error: 'the recipient is gone', attempts: 1 });
    expect(notice).to.not.have.property('dueAt');
  });
});

describe('a complaint in the running system', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    await world.system.demo.openAccounts('a password of tests');
  });
  after(() => world.close());

  it('is routed and told by its jobs, without a sweep', async () => {
    const { complaints } = world.system.actions;
    const tracking = await complaints.file(conduct, 'one');
    const settled = async () => {
      const { state, notices = [] } = (await complaints.follow(tracking)) ?? {};
      return state === 'routed' && notices.every((notice) => notice.state === 'sent');
    };
    await until('the case is routed and everybody told', settled);
    expect(await world.mail()).to.have.length(4);
  });

  it('waits in the store for the sweep when its jobs were lost', async () => {
    const { complaints } = world.system.actions;
    const redis = new Redis(world.services.redisUrl);
    const filing = complaints.file(conduct, 'two');
    await redis.flushall();
    const tracking = await filing;
    await redis.flushall();
    redis.disconnect();
    await complaints.settle(world.clock.now());
    const { state, notices = [] } = (await complaints.follow(tracking)) ?? {};
    expect(state).to.equal('routed');
    await until('everybody is told', async () => {
      await complaints.settle(world.clock.now());
      const found = await complaints.follow(tracking);
      return found?.notices.every((notice) => notice.state === 'sent' && notice.attempts === 1) ?? false;
    });
    expect(notices).to.have.length(4);
  });
});

describe('a letter that the mail server does not take', () => {
  let world: World;
  // Nobody listens there.
  before(async () => {
    world = await openWorld({ worker: false, settings: { SMTP_URL: 'smtp://127.0.0.1:9' } });
    await world.system.demo.openAccounts('a password of tests');
  });
  after(() => world.close());

  it('is tried again later, less and less often, and shown as owed meanwhile', async () => {
    const { complaints } = world.system.actions;
    await complaints.file(aFiling(), 'one');
    const tries = [];
    for (let hours = 0; hours < 3; hours += 1) {
      await complaints.settle(world.clock.now());
      await complaints.settle(world.clock.now());
      const [notice] = (await world.system.stores.complaints.latest(1)).at(0)?.notices ?? [];
      tries.push({
        state: notice?.state,
        attempts: notice?.attempts,
        later: Number(notice?.dueAt) > world.clock.now().getTime(),
      });
      world.clock.advance('1 hour');
    }
    expect(tries).to.deep.equal([1, 2, 3].map((attempts) => ({ state: 'owed', attempts, later: true })));
  });
});

describe('a mail server that hangs', () => {
  it('holds up four cases and no other work', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const world = await openWorld({ worker: false, settings: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
    const { complaints } = world.system.actions;
    const ids: string[] = [];
    for (const key of ['1', '2', '3', '4', '5']) {
      const found = await complaints.follow(await complaints.file(aFiling({ contact: { email } }), key));
      ids.push(found?.id ?? expect.fail('no such case'));
    }
    const ended: number[] = [];
    const sending = ids.map((id, index) => complaints.sendNotices(id).then(() => ended.push(index)));
    const all = Promise.allSettled(sending);
    await sending[4];
    expect(ended).to.deep.equal([4]);
    server.on('connection', (socket) => socket.destroy());
    server.close();
    await world.close();
    await all;
  });
});
