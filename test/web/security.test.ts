import { connect } from 'node:net';
import { expect } from 'chai';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

const answer = { agency: 'H79-N26740', channel: 'web', score: 4 };
const json = { 'content-type': 'application/json' };

describe('the door of the web', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  after(() => world.close());

  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    world.fetch(path, { method: 'POST', headers, body });

  it('lets pages run nothing and load nothing that is not ours', async () => {
    for (const path of ['/', '/rate', '/rate/H79-N26740', '/nowhere', '/api/v1/agencies']) {
      const { headers } = await world.get(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).to.contain("default-src 'none'").and.contain("frame-ancestors 'none'");
      expect(policy, path).not.to.match(/unsafe|\*|https?:/);
      expect(headers.get('x-content-type-options'), path).to.equal('nosniff');
      expect(headers.get('x-powered-by'), path).to.equal(null);
    }
  });

  it('refuses what another site makes a browser send', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const statuses = await Promise.all(
      [
        { ...form, 'sec-fetch-site': 'cross-site' },
        { ...form, 'sec-fetch-site': 'same-site', origin: world.url },
        { ...form, origin: 'https://elsewhere.example' },
        { ...form, origin: 'null' },
        { ...json, origin: 'https://elsewhere.example' },
      ].map(async (headers) => {
        const path = headers['content-type'] === json['content-type'] ? '/api/v1/responses' : '/rate/H79-N26740';
        return (await post(path, JSON.stringify(answer), headers)).status;
      }),
    );
    expect(statuses).to.deep.equal([403, 403, 403, 403, 403]);
    expect(await stored(world, 'responses')).to.have.length(0);
  });

  it('sends no address of ours along to other sites but the origin of a form to us', async () => {
    expect((await world.get('/rate')).headers.get('referrer-policy')).to.equal('same-origin');
  });

  describe('refuses a body that', () => {
    const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const api = '/api/v1/responses';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const cases: readonly [string, string, string | Uint8Array<ArrayBuffer>, Record<string, string>, number][] = [
      ['is no JSON', api, '{"agency":', json, 400],
      ['is JSON of nothing', api, '', json, 400],
      ['is a JSON word', api, '"agency"', json, 422],
      ['has no type', api, new TextEncoder().encode(JSON.stringify(answer)), {}, 415],
      ['says it is a form', api, 'score=4', form, 415],
      ['is no form where one is wanted', '/rate/H79-N26740', JSON.stringify(answer), json, 415],
      [
        'is broken UTF-8',
        api,
        Uint8Array.from([...new TextEncoder().encode('{"agency":"'), 0xff, 0x22, 0x7d]),
        json,
        400,
      ],
      ['is a form of broken UTF-8', '/rate/H79-N26740', 'comment=%FF%FE', form, 422],
      ['is in UTF-16', api, JSON.stringify(answer), { 'content-type': 'application/json; charset=utf-16' }, 415],
      ['is deeper than anything we ask', api, deep(40), json, 400],
      ['is ten thousand deep', api, deep(9_000), json, 400],
      ['names a prototype', api, '{"agency":{"__proto__":{"x":1}}}', json, 400],
      ['is a megabyte of comment', api, JSON.stringify({ ...answer, comment: 'a'.repeat(1_000_000) }), json, 413],
      ['is a megabyte of form', '/rate/H79-N26740', `comment=${'a'.repeat(1_000_000)}`, form, 422],
      ['is five megabytes of form', '/rate/H79-N26740', `comment=${'a'.repeat(5_000_000)}`, form, 413],
      ['has three thousand fields', '/rate/H79-N26740', 'a=1&'.repeat(3000), form, 413],
      [
        'is packed in a way nobody knows',
        api,
        JSON.stringify(answer),
        { ...json, 'content-encoding': 'compress' },
        415,
      ],
    ];
    for (const [name, path, body, headers, status] of cases)
      it(`${name}, with ${status}`, async () => {
        const refused = await post(path, body, headers);
        const text = await refused.text();
        expect(refused.status, text).to.equal(status);
        expect(text).not.to.match(/node_modules|at \w+ \(|fault:/);
        if (path === api) expect(JSON.parse(text)).to.include({ status });
        expect(await stored(world, 'responses')).to.have.length(0);
      });
  });

  it('refuses addresses that are no UTF-8', async () => {
    expect((await world.get('/rate?q=%FF')).status).to.equal(400);
    expect((await world.get('/rate/%FF')).status).to.equal(400);
    expect((await world.get('/api/v1/agencies?q=%C3%28')).status).to.equal(400);
  });

  it('does not wait for a body without end', async () => {
    const { hostname, port } = new URL(world.url);
    const socket = connect(Number(port), hostname);
    const chunk = `${(16_384).toString(16)}\r\n${'a'.repeat(16_384)}\r\n`;
    const head =
      'POST /api/v1/responses HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked';
    const answered = new Promise<string>((resolve) => {
      socket.once('data', (bytes) => resolve(bytes.toString()));
    });
    socket.on('error', () => undefined).write(`${head}\r\n\r\n${chunk.repeat(8)}`);
    expect(await answered).to.contain('413');
    socket.destroy();
  });

  it('answers others while somebody dawdles over the headers', async () => {
    const { hostname, port } = new URL(world.url);
    const socket = connect(Number(port), hostname).on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    expect((await world.get('/healthz')).status).to.equal(200);
    socket.destroy();
  });
});
