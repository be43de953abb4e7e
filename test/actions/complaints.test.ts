import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import type { Filing } from '../../src/actions/complaints.ts';
import type { Complaint } from '../../src/domain/complaint.ts';
import { Refusal } from '../../src/domain/errors.ts';
import { resolve } from '../../src/domain/handling-steps.ts';
import { purge } from '../../src/domain/quarantine-steps.ts';
import { until } from '../local/until.ts';
import { photograph } from '../support/attachments.ts';
import { caseworkers } from '../support/caseworker.ts';
import { aFiling } from '../support/complaint.ts';
import { stored } from '../support/stored.ts';
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
    await world.openAccounts();
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
    const all = await world.system.stores.complaints.list({}, { sort: 'newest', limit: 100 });
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

  it('handed over and purged stays so when its form is sent again', async () => {
    const denounced = aFiling({ ...conduct, class: 'denunciation' });
    const { id } = await filed(denounced, 'purged');
    const custodian = await caseworkers(world).staff('inspector');
    await complaints().perform(id, custodian, purge('Biên bản bàn giao số 1'));
    const before = (await stored(world, 'contacts')).length;
    await complaints().file(denounced, 'purged');
    expect(await stored(world, 'contacts')).to.have.length(before);
    expect((await world.system.actions.audit.verify()).faults).to.deep.equal([]);
  });

  it('that cannot be worked on holds up the letters of no other', async () => {
    const broken = await filed(aFiling());
    await world.drain();
    const client = new MongoClient(world.services.mongodbUri);
    const cases = client.db().collection<{ _id: string }>('complaints');
    await cases.updateOne({ _id: broken.id }, { $set: { 'clocks.0.policy.code': 'gone', basis: 0 } });
    const { id } = await filed(conduct);
    const failed = await complaints()
      .settle(world.clock.now())
      .catch((error: unknown) => error);
    await cases.deleteOne({ _id: broken.id });
    await client.close();
    expect(failed).to.be.instanceOf(AggregateError);
    expect(await readersOf(id)).to.include(email);
  });

  it('goes to the hotline, and when money was asked into the sight of Home Affairs, the Fatherland Front and the Inspectorate', async () => {
    const { id, now } = await filed(conduct);
    await world.drain();
    expect(await now()).to.deep.include({
      state: 'routed',
      class: 'feedback_conduct',
      handlers: ['H79-1022'],
      watchers: ['H79-SNV', 'H79-MTTQ', 'H79-TTRA'],
    });
    const staff = ['home-affairs', 'hotline', 'inspector', 'monitor'].map((name) => `${name}@demo.ydan`);
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
    const { trail, notices } = await now();
    expect(trail.map(({ kind }) => kind)).to.deep.equal(['received', 'routed']);
    expect(notices.map(({ state, attempts }) => [state, attempts])).to.deep.equal(Array(5).fill(['sent', 1]));
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
    expect(letters).to.have.length(5);
    for (const { subject, text, html } of letters) {
      const said = `${subject} ${text} ${html}`;
      for (const secret of ['Người gửi', '0903', email, 'đòi tiền', 'Sài Gòn']) expect(said).to.not.include(secret);
      expect(said).to.match(/\/track|\/staff\/complaints\/[0-9a-f]{24}/);
    }
  });

  it('keeps the contact apart and unreadable', async () => {
    const { now } = await filed(conduct);
    const contact = await world.system.stores.contacts.find((await now()).contact ?? '');
    expect(Object.keys(contact ?? {}).sort()).to.deep.equal([
      ...['email', 'id', 'name', 'phone', 'phoneIndex', 'receivedAt'],
    ]);
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

  it('is taken as answered, and as nothing else, when the resident is silent for thirty days', async () => {
    const { id, now } = await filed(aFiling());
    await world.drain();
    const work = caseworkers(world);
    await work.forwardOn(id);
    await work.perform(id, 'officer', resolve('Đã trả hồ sơ.'));
    world.clock.advance('29 days');
    await world.drain();
    expect((await now()).state).to.equal('resolved');
    world.clock.advance('2 days');
    await world.drain();
    expect(await now())
      .to.include({ state: 'closed' })
      .and.not.have.any.keys('confirmedAt', 'handlingScore');
    world.clock.advance('-31 days');
  });

  it('takes what is added once for each time that the resident looked, with its files', async () => {
    const { id, ...tracking } = await filed(aFiling());
    const file = new Uint8Array(await photograph());
    await world.system.actions.attachments.stage([file], 'a form');
    const add = (seen?: number) =>
      complaints()
        .addTo(tracking, ' Biên nhận số 15.', 'a form', seen)
        .then(
          () => 'added',
          (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
        );
    const both = await Promise.all([add(1), add(1)]);
    expect(both.sort()).to.deep.equal(['added', 'complaint:conflict-said']);
    expect(await world.system.actions.attachments.of(id)).to.have.length(1);
    expect(await add(2)).to.equal('added');
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
    expect(notice).to.include({ state: 'failed', error: 'recipient-gone', attempts: 1 });
    expect(notice).to.not.have.property('dueAt');
  });
});

describe('a complaint in the running system', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    await world.openAccounts();
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
    expect(await world.mail()).to.have.length(5);
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
    expect(notices).to.have.length(5);
  });
});

describe('a letter that the mail server does not take', () => {
  let world: World;
  // Nobody listens there.
  before(async () => {
    world = await openWorld({ worker: false, settings: { SMTP_URL: 'smtp://127.0.0.1:9' } });
    await world.openAccounts();
  });
  after(() => world.close());

  it('is tried again later, less and less often, and shown as owed meanwhile', async () => {
    const { complaints } = world.system.actions;
    await complaints.file(aFiling(), 'one');
    const tries = [];
    for (let hours = 0; hours < 3; hours += 1) {
      await complaints.settle(world.clock.now());
      await complaints.settle(world.clock.now());
      const [notice] =
        (await world.system.stores.complaints.list({}, { sort: 'newest', limit: 1 })).at(0)?.notices ?? [];
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
