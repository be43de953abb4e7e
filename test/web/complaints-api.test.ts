import { expect } from 'chai';
import { resolve } from '../../src/domain/handling-steps.ts';
import { caseworkers } from '../support/caseworker.ts';
import { openWorld, type World } from '../support/world.ts';

const path = '/api/v1/complaints';
const body = { agency: 'H79-N26740', topic: 'late_file', content: 'Hồ sơ trễ hẹn ba ngày.', consent: true };
const key = (value: string) => ({ 'Idempotency-Key': value });

interface Told {
  readonly trackingCode: string;
  readonly pin: string;
  readonly receivedAt: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
}
const told = async (answer: Response) => (await answer.json()) as Told;

describe('the complaints API', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  const count = () => world.system.stores.complaints.count({});

  it('takes a complaint and tells its story', async () => {
    const sent = await world.post(path, { ...body, procedure: '1.000894', day: '2026-11-20' });
    expect(sent.status).to.equal(201);
    const { trackingCode, pin, receivedAt } = await told(sent);
    expect(receivedAt).to.equal('2026-11-22T03:00:00.000Z');
    await world.drain();
    const story = await (await world.get(`${path}/${trackingCode}?pin=${pin}`)).json();
    expect(story).to.deep.equal({
      state: 'routed',
      class: 'feedback_policy',
      topic: 'late_file',
      agency: 'H79-N26740',
      procedure: '1.000894',
      day: '2026-11-20',
      receivedAt,
      handlers: ['H79-1022'],
      watchers: [],
      dueAt: '2026-11-22T03:05:00.000Z',
      measures: { reopenings: 0 },
      events: [
        { at: receivedAt, kind: 'received' },
        { at: receivedAt, kind: 'routed' },
      ],
    });
  });

  it('lets the resident add, confirm, rate and reopen with the PIN in the body, and tells the case as it is then', async () => {
    await world.openAccounts();
    const work = caseworkers(world);
    const { trackingCode, pin } = await told(await world.post(path, body));
    await world.drain();
    const { id } = (await world.system.actions.complaints.follow({ trackingCode, pin })) ?? expect.fail('no such case');
    await work.forwardOn(id);
    const say = (noun: string, fields: object) => world.post(`${path}/${trackingCode}/${noun}`, { pin, ...fields });
    expect((await say('information', { text: 'Biên nhận số 15.' })).status).to.equal(200);
    expect((await say('confirmation', {})).status).to.equal(409);
    await work.perform(id, 'officer', resolve('Đã trả hồ sơ.'));
    expect((await say('handling-rating', { score: 2 })).status).to.equal(200);
    const reopened = (await (await say('reopening', { text: 'Chưa có.' })).json()) as { measures: object };
    expect(reopened).to.include({ state: 'forwarded' });
    expect(reopened.measures).to.not.have.property('handlingScore');
    await work.perform(id, 'officer', resolve('Nay đã trả.'));
    const closed = (await (await say('confirmation', {})).json()) as {
      measures: object;
      events: { kind: string; text?: string }[];
    };
    expect(closed.measures).to.include({ reopenings: 1 }).and.to.have.property('confirmedAt');
    expect(closed.events.map(({ kind, text }) => text ?? kind)).to.deep.equal([
      ...['received', 'routed', 'checked', 'forwarded', 'Biên nhận số 15.', 'Đã trả hồ sơ.', 'handling_rated'],
      ...['Chưa có.', 'Nay đã trả.', 'confirmed'],
    ]);
    for (const [noun, fields, status] of [
      ['reopening', { pin: 'x' }, 404],
      ['reopening', { pin: { $ne: '' } }, 422],
      ['handling-rating', { score: 6 }, 422],
      ['handling-rating', { score: '5' }, 422],
      ['information', {}, 422],
      ['confirmation', { state: 'closed' }, 422],
      ['information', { text: 'Nữa.' }, 409],
    ] as const)
      expect((await say(noun, fields)).status, JSON.stringify([noun, fields])).to.equal(status);
  });

  it('tells of a denunciation that it lies sealed, and nothing else', async () => {
    const sent = await told(await world.post(path, { ...body, class: 'denunciation', content: 'Nhận tiền.' }));
    expect(sent).to.include({ sealed: true }).and.not.have.property('id');
    const story = await (await world.get(`${path}/${sent.trackingCode}?pin=${sent.pin}`)).json();
    expect(story).to.deep.equal({
      state: 'quarantined',
      receivedAt: sent.receivedAt,
      sealed: true,
      events: ['received', 'quarantined'].map((kind) => ({ at: sent.receivedAt, kind })),
    });
  });

  it('answers a repeated key with the first codes, and another complaint under it with 409', async () => {
    const before = await count();
    const sent = await Promise.all(Array.from({ length: 20 }, () => world.post(path, body, key('a-1'))));
    const answers = new Set(await Promise.all(sent.map((answer) => answer.text())));
    expect([...new Set(sent.map(({ status }) => status))]).to.deep.equal([201]);
    expect(answers.size).to.equal(1);
    expect((await world.post(path, { ...body, content: 'Việc khác.' }, key('a-1'))).status).to.equal(409);
    expect(await count()).to.equal(before + 1);
  });

  it('answers a wrong code, a wrong PIN and none alike', async () => {
    const { trackingCode, pin } = await told(await world.post(path, body));
    const wrong = pin === '000000' ? '000001' : '000000';
    const answers = await Promise.all(
      [`${trackingCode}?pin=${wrong}`, trackingCode, `0000-0000-0000-0000-0?pin=${pin}`, `x?pin[$ne]=1`].map(
        async (which) => {
          const answer = await world.get(`${path}/${which}`);
          const { instance: _id, ...problem } = (await answer.json()) as { instance: string };
          return JSON.stringify([answer.status, problem]);
        },
      ),
    );
    expect(new Set(answers).size).to.equal(1);
    expect(answers[0]).to.match(/^\[404,/);
  });

  it('refuses what is no complaint, naming the place, and stores nothing', async () => {
    const before = await count();
    for (const [wrong, pointer] of [
      [{ consent: false }, '/consent'],
      [{ consent: 'yes' }, '/consent'],
      [{ content: '  ' }, '/content'],
      [{ content: 'x'.repeat(5001) }, '/content'],
      [{ content: { $gt: '' } }, '/content'],
      [{ agency: { $gt: '' } }, '/agency'],
      [{ agency: 'H79-NONE' }, '/agency'],
      [{ agency: 'H79-26740' }, '/agency'],
      [{ topic: 'denunciation' }, '/topic'],
      [{ class: 'rating_comment' }, '/class'],
      [{ time: '7h30' }, '/time'],
      [{ place: 'x'.repeat(201) }, '/place'],
      [{ dossierCode: 'a b' }, '/dossierCode'],
      [{ nameKept: 'yes' }, '/nameKept'],
      [{ day: '2026-11-23' }, '/day'],
      [{ day: '2026-02-30' }, '/day'],
      [{ contact: { email: 'a@b.vn\r\nBcc: c@d.vn' } }, '/contact/email'],
      [{ contact: { phone: 'call me' } }, '/contact/phone'],
      [{ contact: { role: 'admin' } }, '/contact/role'],
      [{ state: 'routed' }, '/state'],
      [{ handlers: ['H79-N26740'] }, '/handlers'],
    ] as const) {
      const answer = await world.post(path, { ...body, ...wrong });
      expect(answer.status, JSON.stringify(wrong).slice(0, 60)).to.equal(422);
      const { errors } = await told(answer);
      expect(errors.map((error) => error.pointer)).to.include(pointer);
    }
    expect(await count()).to.equal(before);
  });

  it('takes channels that need a key from those who have it', async () => {
    expect((await world.post(path, { ...body, channel: 'phone' })).status).to.equal(401);
    const secret = await world.system.stores.apiKeys.issue('call-centre', ['phone'], world.clock.now());
    const bearer = { Authorization: `Bearer ${secret}` };
    expect((await world.post(path, { ...body, channel: 'phone' }, bearer)).status).to.equal(201);
    expect((await world.post(path, { ...body, channel: 'post' }, bearer)).status).to.equal(403);
  });

  it('speaks the language of the body', async () => {
    const answer = await world.post(path, { ...body, agency: 'H79-NONE', language: 'en' });
    expect((await told(answer)).errors[0]?.detail).to.match(/^[\x20-\x7e“”]+$/);
  });
});
