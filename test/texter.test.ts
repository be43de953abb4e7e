import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { translators } from '../src/locales.ts';
import { createTexter, type ShortMessage } from '../src/texter.ts';

const message: ShortMessage = {
  id: 'case-1-resolved-7',
  to: '0903 123 456',
  language: 'vi',
  kind: 'resolved',
  reference: 'A1B2C3D4',
  link: 'https://ydan.example/track',
};
const said =
  'Y Dan: phan anh A1B2C3D4 da co tra loi. Xem, danh gia hoac yeu cau giai quyet lai tai https://ydan.example/track';
const texts = translators();

describe('the texter', () => {
  let outbox: string;
  let gateway: Server | undefined;
  const received: { headers: IncomingHttpHeaders; body: unknown }[] = [];

  beforeEach(async () => {
    outbox = await mkdtemp(join(tmpdir(), 'ydan-outbox-'));
    received.length = 0;
  });
  afterEach(async () => {
    gateway?.closeAllConnections();
    gateway?.close();
    gateway = undefined;
    await rm(outbox, { recursive: true });
  });

  const overGateway = async (answer: RequestListener) => {
    gateway = createServer((req, res) => {
      void text(req).then((body) => {
        received.push({ headers: req.headers, body: JSON.parse(body) });
        answer(req, res);
      });
    }).listen(0, '127.0.0.1');
    await once(gateway, 'listening');
    const { port } = gateway.address() as AddressInfo;
    return createTexter({
      smsUrl: `http://127.0.0.1:${port}/send`,
      token: 'a-token',
      outbox,
      translators: texts,
    });
  };
  const answering = (status: number) => overGateway((_req, res) => void res.writeHead(status).end('whatever'));

  it('writes a whole message into the outbox when there is no gateway, once however often it is sent', async () => {
    const texter = await createTexter({ outbox, translators: texts });
    expect(await texter.send(message)).to.deep.equal({ delivered: true });
    await texter.send(message);
    expect(await readdir(outbox)).to.deep.equal(['case-1-resolved-7.sms']);
    const file = join(outbox, 'case-1-resolved-7.sms');
    expect(JSON.parse(await readFile(file, 'utf8'))).to.deep.equal({ to: '+84903123456', text: said, id: message.id });
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
  });

  it('posts a message with its id as the key by which a gateway drops the second copy', async () => {
    const texter = await answering(202);
    expect(await texter.send(message)).to.deep.equal({ delivered: true });
    expect(received.map(({ body }) => body)).to.deep.equal([{ to: '+84903123456', text: said, id: message.id }]);
    expect(received[0]?.headers).to.include({
      'idempotency-key': message.id,
      authorization: 'Bearer a-token',
      'content-type': 'application/json',
    });
  });

  it('writes numbers as the world does', async () => {
    const texter = await answering(200);
    for (const to of ['0903.123.456', '+84 903 123 456', '84903123456', '0084 903123456', '+1 202-555-0143'])
      await texter.send({ ...message, to });
    expect(received.map(({ body }) => (body as { to: string }).to)).to.deep.equal([
      ...Array(4).fill('+84903123456'),
      '+12025550143',
    ]);
  });

  it('sends to one telephone and to nothing else', async () => {
    const texter = await answering(200);
    for (const to of ['', '0903123456,0904123456', '0903123456\r\nX: y', 'dan@example.com', '12'])
      expect(await texter.send({ ...message, to }), to).to.deep.equal({
        delivered: false,
        permanent: true,
        away: false,
        reason: 'bad-address',
      });
    expect(received).to.deep.equal([]);
  });

  for (const status of [400, 404, 410, 422])
    it(`takes ${status} for a refusal for good`, async () => {
      const delivery = await (await answering(status)).send(message);
      expect(delivery).to.deep.equal({ delivered: false, permanent: true, away: false, reason: `SMS ${status}` });
    });

  for (const status of [301, 401, 403, 408, 425, 429, 500, 503])
    it(`takes ${status} for a failure that passes`, async () => {
      const delivery = await (await answering(status)).send(message);
      expect(delivery).to.deep.equal({ delivered: false, permanent: false, away: true, reason: `SMS ${status}` });
      expect(received).to.have.length(1);
    });

  it('takes a gateway that hangs up or is away for a failure that passes, and tells no number', async () => {
    const texter = await overGateway((req) => req.socket.destroy());
    const delivery = await texter.send(message);
    expect(delivery).to.include({ delivered: false, permanent: false, away: true });
    gateway?.close();
    await once(gateway as Server, 'close');
    const later = await texter.send(message);
    expect(later).to.include({ delivered: false, permanent: false, reason: 'SMS ECONNREFUSED' });
    expect(JSON.stringify([delivery, later])).to.not.include('903');
  });
});
