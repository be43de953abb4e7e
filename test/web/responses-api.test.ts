import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ratingToken } from '../../src/domain/rating-link.ts';
import { createSeal } from '../../src/seal.ts';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

const path = '/api/v1/responses';
const good = { agency: 'H79-N26740', procedure: '1.001193', channel: 'web', score: 4 };

interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

describe('an answer sent by a program', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  const answers = () => stored(world, 'responses');
  const send = (body: unknown, headers: Record<string, string> = {}) => world.post(path, body, headers);

  it('is kept before it is acknowledged', async () => {
    const sent = await send({
      ...good,
      comment: 'Nhanh gọn',
      dossierCode: 'HS-1',
      occurredAt: '2026-11-20T09:30:00+07:00',
    });
    expect(sent.status).to.equal(201);
    const { id, receivedAt } = (await sent.json()) as { id: string; receivedAt: string };
    expect(receivedAt).to.equal('2026-11-22T03:00:00.000Z');
    const kept = (await answers()).find(({ _id }) => _id.toHexString() === id);
    expect(kept).to.include({ agency: good.agency, score: 4, comment: 'Nhanh gọn', day: '2026-11-20', channel: 'web' });
  });

  it('needs no procedure', async () => {
    const { procedure: _none, ...rest } = good;
    expect((await send(rest)).status).to.equal(201);
  });

  it('arrives once when it is sent fifty times at once under one key', async () => {
    const before = (await answers()).length;
    const key = { 'idempotency-key': randomUUID() };
    const sent = await Promise.all(Array.from({ length: 50 }, () => send(good, key)));
    const bodies = new Set(await Promise.all(sent.map((one) => one.text())));
    expect(sent.map(({ status }) => status)).to.deep.equal(Array.from({ length: 50 }, () => 201));
    expect(bodies).to.have.property('size', 1);
    expect(await answers()).to.have.length(before + 1);
  });

  it('is refused when its key was used for another', async () => {
    const key = { 'idempotency-key': randomUUID() };
    await send(good, key);
    const before = (await answers()).length;
    const again = await send({ ...good, score: 1 }, key);
    expect(again.status).to.equal(409);
    expect(again.headers.get('content-type')).to.contain('application/problem+json');
    expect(await answers()).to.have.length(before);
  });

  it('is the same answer in whatever language its sender reads', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await send(good, { ...key, 'accept-language': 'en' });
    const second = await send(good, { ...key, 'accept-language': 'vi' });
    expect(second.status).to.equal(201);
    expect(await second.json()).to.deep.equal(await first.json());
  });

  it('arrives once under its source and external id', async () => {
    const secret = await world.system.stores.apiKeys.issue('post-office', ['post'], world.clock.now());
    const headers = { authorization: `Bearer ${secret}` };
    const body = { ...good, channel: 'post', externalId: 'slip-17' };
    const [first, second] = [await send(body, headers), await send(body, headers)];
    expect(await second.json()).to.deep.equal(await first.json());
    expect((await send({ ...body, score: 2 }, headers)).status).to.equal(409);
    expect((await answers()).filter(({ externalId }) => externalId === 'slip-17')).to.have.length(1);
  });

  it('of a known sender stands under its own name, whatever source it gives', async () => {
    const secret = await world.system.stores.apiKeys.issue('call-centre', ['phone'], world.clock.now());
    const body = { ...good, channel: 'phone', source: 'demo-2017', externalId: 'call-3' };
    expect((await send(body, { authorization: `Bearer ${secret}` })).status).to.equal(201);
    const [kept] = (await answers()).filter(({ externalId }) => externalId === 'call-3');
    expect(kept?.source).to.equal('call-centre/demo-2017');
  });

  it('cannot take the place of another source’s without being known', async () => {
    await send({ ...good, source: 'post-office', externalId: 'slip-18' });
    const [taken] = (await answers()).filter(({ externalId }) => externalId === 'slip-18');
    expect(taken?.source).to.equal('web');
    const secret = await world.system.stores.apiKeys.issue('post-office', ['post'], world.clock.now());
    const slip = { ...good, channel: 'post', externalId: 'slip-18' };
    expect((await send(slip, { authorization: `Bearer ${secret}` })).status).to.equal(201);
  });

  it('needs an API key for the channels that are not the public’s', async () => {
    const secret = await world.system.stores.apiKeys.issue('kiosks', ['kiosk'], world.clock.now());
    const statuses = await Promise.all(
      [
        [{ ...good, channel: 'phone' }, {}],
        [{ ...good, channel: 'phone' }, { authorization: 'Bearer nonsense' }],
        [{ ...good, channel: 'web' }, { authorization: 'Basic YTpi' }],
        [{ ...good, channel: 'phone' }, { authorization: `Bearer ${secret}` }],
        [{ ...good, channel: 'kiosk' }, { authorization: `Bearer ${secret}` }],
        [{ ...good, channel: 'qr' }, {}],
      ].map(async ([body, headers]) => (await send(body, headers as Record<string, string>)).status),
    );
    expect(statuses).to.deep.equal([401, 401, 401, 403, 201, 201]);
  });

  it('opens a case only with consent', async () => {
    const complaint = { content: 'Hồ sơ trễ hẹn hai tuần.', topic: 'late_file' };
    const [refused, silent, opened] = await Promise.all([
      send({ ...good, score: 1, complaint }),
      send({ ...good, score: 1, complaint: { ...complaint, consent: false } }),
      send({ ...good, score: 1, complaint: { ...complaint, consent: true } }),
    ]);
    expect(refused.status).to.equal(422);
    expect(await silent.json()).not.to.have.property('complaint');
    const body = (await opened.json()) as { complaint: { trackingCode: string; pin: string } };
    expect(body.complaint.trackingCode).to.match(/^[0-9A-Z]{4}(-[0-9A-Z]{1,4}){4}$/);
    expect(body.complaint.pin).to.match(/^\d{6}$/);
    expect(await stored(world, 'complaints')).to.have.length(1);
  });

  it('by a dossier’s link counts for that dossier, and once', async () => {
    const { digest } = createSeal([world.services.encryptionKey]);
    const link = { agency: good.agency, procedure: '1.000656', dossierCode: 'HS-9', until: '2026-12-31' };
    const token = ratingToken(digest, link);
    expect((await send({ ...good, token })).status).to.equal(201);
    expect((await answers()).find(({ dossierCode }) => dossierCode === 'HS-9')).to.include({ procedure: '1.000656' });
    expect((await send({ ...good, score: 1, token })).status).to.equal(409);
    expect((await send({ ...good, agency: 'H79-STP', token })).status).to.equal(422);
    expect((await send({ ...good, token: `${token}x` })).status).to.equal(422);
    expect((await send({ ...good, token: ratingToken(digest, { ...link, until: '2026-11-21' }) })).status).to.equal(
      422,
    );
  });

  describe('that is wrong', () => {
    const cases: readonly [string, unknown, string][] = [
      ['an unknown agency', { ...good, agency: 'H79-XXX' }, '/agency'],
      ['an agency nobody rates', { ...good, agency: 'H79-MTTQ' }, '/agency'],
      ['an operator for a code', { ...good, agency: { $gt: '' } }, '/agency'],
      ['a list for a code', { ...good, agency: ['H79-N26740'] }, '/agency'],
      ['no agency', { ...good, agency: undefined }, '/agency'],
      ['an empty code', { ...good, agency: '' }, '/agency'],
      ['an unknown procedure', { ...good, procedure: '9.999999' }, '/procedure'],
      ['score 6', { ...good, score: 6 }, '/score'],
      ['score 0', { ...good, score: 0 }, '/score'],
      ['score 4.5', { ...good, score: 4.5 }, '/score'],
      ['a text for a score', { ...good, score: '4' }, '/score'],
      ['no score', { ...good, score: null }, '/score'],
      ['an unknown channel', { ...good, channel: 'fax' }, '/channel'],
      ['a day in the future', { ...good, occurredAt: '2026-11-23T00:00:00Z' }, '/occurredAt'],
      ['a time without a zone', { ...good, occurredAt: '2026-11-20T00:00:00' }, '/occurredAt'],
      ['a day that does not exist', { ...good, occurredAt: '2026-02-30T00:00:00Z' }, '/occurredAt'],
      ['a day before the agency existed', { ...good, occurredAt: '2025-06-30T12:00:00Z' }, '/agency'],
      ['an item nobody asked', { ...good, answers: { $where: 5 } }, '/answers/$where'],
      ['an item off the scale', { ...good, answers: { access1: 6 } }, '/answers/access1'],
      ['an unknown reason', { ...good, reasons: ['weather'] }, '/reasons'],
      ['a comment too long', { ...good, comment: 'a'.repeat(2001) }, '/comment'],
      ['a control character', { ...good, comment: 'a\u0000b' }, '/comment'],
      ['half a character', { ...good, comment: 'a\ud83d' }, '/comment'],
      ['a field that is ours', { ...good, status: 'valid' }, '/status'],
      ['an id of its own', { ...good, _id: '64b000000000000000000000' }, '/_id'],
      [
        'a contact that is no address',
        { ...good, complaint: { consent: true, content: 'x', contact: { email: 'a@b\r\nBcc: c@d' } } },
        '/complaint/contact/email',
      ],
      ['an empty complaint', { ...good, complaint: { consent: true, content: ' ' } }, '/complaint/content'],
      ['a list', [good], ''],
    ];
    for (const [name, body, pointer] of cases)
      it(`in having ${name} is told so at ${pointer || 'its root'}, and nothing is kept`, async () => {
        const before = (await answers()).length;
        const sent = await send(body);
        const problem = (await sent.json()) as Problem;
        expect(sent.status).to.equal(422);
        expect(problem.errors?.map((error) => error.pointer)).to.include(pointer);
        for (const { detail } of problem.errors ?? []) expect(detail).not.to.match(/^fault:|^$/);
        expect(await answers()).to.have.length(before);
      });

    it('in naming an ended agency is told its successor', async () => {
      const sent = await send({ ...good, agency: 'H79-SKHDT', procedure: undefined });
      const { errors = [] } = (await sent.json()) as Problem;
      expect(sent.status).to.equal(422);
      expect(errors[0]?.detail).to.contain('Sở Tài chính (H79-STC)');
    });

    it('is told everything at once, in the language it asks in', async () => {
      const inEnglish = await send({ ...good, score: 6, agency: 7, language: 'en' });
      const { errors = [] } = (await inEnglish.json()) as Problem;
      expect(errors).to.deep.include({ pointer: '/agency', detail: 'This must be a string.' });
      expect(errors).to.deep.include({ pointer: '/score', detail: 'This must be one of: 1, 2, 3, 4, 5.' });
      const asked = await send({ ...good, score: 6 }, { 'accept-language': 'en-GB,vi;q=0.5' });
      expect(((await asked.json()) as Problem).errors?.[0]?.detail).to.equal('This must be one of: 1, 2, 3, 4, 5.');
    });

    it('in its key is refused', async () => {
      for (const key of ['', 'x'.repeat(256), 'á'])
        expect((await send(good, { 'idempotency-key': key })).status, key).to.equal(400);
    });
  });
});

describe('answers from the public', () => {
  it('are taken as often in a minute as is allowed from one address, and no more', async () => {
    const world = await openWorld({ worker: false, settings: { PUBLIC_RATE_LIMIT: '3' } });
    try {
      const statuses: number[] = [];
      for (let n = 0; n < 4; n += 1) statuses.push((await world.post(path, good)).status);
      const refused = await world.post(path, good);
      expect(statuses).to.deep.equal([201, 201, 201, 429]);
      expect(Number(refused.headers.get('retry-after'))).to.be.within(1, 60);
      const secret = await world.system.stores.apiKeys.issue('known', ['api'], world.clock.now());
      const known = await world.post(path, { ...good, channel: 'api' }, { authorization: `Bearer ${secret}` });
      expect(known.status).to.equal(201);
    } finally {
      await world.close();
    }
  });
});
