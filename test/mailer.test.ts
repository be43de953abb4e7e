import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Language } from '../src/domain/language.ts';
import { translators } from '../src/locales.ts';
import { createMailer, type Letter, type Mailer } from '../src/mailer.ts';

const letter: Letter = {
  id: 'case-1-waiting',
  to: 'hotline@demo.ydan',
  language: 'vi',
  template: 'waiting',
  link: 'https://ydan.example/staff/complaints/1?a=1&b=2',
  at: new Date('2026-11-20T03:00:00Z'),
};
const texts = translators();
const hangUp = (connection: unknown): void => (connection as { close(): void }).close();

describe('the mailer', () => {
  let outbox: string;
  let mailer: Mailer;
  const servers: SMTPServer[] = [];
  const received: { to: string[]; raw: string }[] = [];

  beforeEach(async () => {
    outbox = await mkdtemp(join(tmpdir(), 'ydan-outbox-'));
    received.length = 0;
  });
  afterEach(async () => {
    mailer.close();
    for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
    await rm(outbox, { recursive: true });
  });

  const intoOutbox = async () => {
    mailer = await createMailer({ outbox, from: 'no-reply@ydan.example', translators: texts });
  };
  const overSmtp = async (options: SMTPServerOptions = {}) => {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          received.push({ to, raw: Buffer.concat(chunks).toString() });
          done();
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    mailer = await createMailer({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      outbox,
      from: 'no-reply@ydan.example',
      translators: texts,
    });
  };

  it('writes a whole message into the outbox when there is no mail server', async () => {
    await intoOutbox();
    expect(await mailer.send(letter)).to.deep.equal({ delivered: true });
    expect(await readdir(outbox)).to.deep.equal(['case-1-waiting.eml']);
    const message = await PostalMime.parse(await readFile(join(outbox, 'case-1-waiting.eml')));
    expect(message.to).to.deep.equal([{ name: '', address: 'hotline@demo.ydan' }]);
    expect(message.from).to.deep.equal({ name: 'Ý Dân', address: 'no-reply@ydan.example' });
    expect(message.subject).to.equal('Có phản ánh mới cần xem');
    expect(message.messageId).to.equal('<case-1-waiting@ydan.example>');
    expect(message.date).to.equal('2026-11-20T03:00:00.000Z');
    expect(message.text).to.include('\nhttps://ydan.example/staff/complaints/1?a=1&b=2\n');
    expect(message.html).to.include('href="https://ydan.example/staff/complaints/1?a&#x3D;1&amp;b&#x3D;2"');
  });

  it('writes the same letter twice into one file that only its owner reads', async () => {
    await intoOutbox();
    await Promise.all([mailer.send(letter), mailer.send({ ...letter, id: 'case-2-waiting' })]);
    await mailer.send(letter);
    expect((await readdir(outbox)).sort()).to.deep.equal(['case-1-waiting.eml', 'case-2-waiting.eml']);
    expect((await stat(join(outbox, 'case-1-waiting.eml'))).mode & 0o777).to.equal(0o600);
  });

  it('writes in the language of the recipient', async () => {
    await intoOutbox();
    const subjects = await Promise.all(
      (['vi', 'en'] as Language[]).map(async (language) => {
        await mailer.send({ ...letter, id: language, language, template: 'acknowledgement' });
        return (await PostalMime.parse(await readFile(join(outbox, `${language}.eml`)))).subject;
      }),
    );
    expect(subjects).to.deep.equal(['Đã nhận phản ánh của ông/bà', 'Your complaint has arrived']);
  });

  it('sends to one bare address and to nobody else', async () => {
    await overSmtp();
    for (const to of ['a@b.vn\r\nBcc: c@d.vn', 'a@b.vn, c@d.vn', 'Ai đó <a@b.vn>'])
      expect(await mailer.send({ ...letter, to })).to.deep.equal({
        delivered: false,
        permanent: true,
        reason: 'not a mail address',
      });
    await mailer.send(letter);
    expect(received.map(({ to }) => to)).to.deep.equal([['hotline@demo.ydan']]);
  });

  for (const [code, permanent] of [
    [421, false],
    [450, false],
    [550, true],
  ] as const)
    it(`takes ${code} for a refusal ${permanent ? 'for good' : 'that passes'}, and tells no address`, async () => {
      await overSmtp({
        onRcptTo: ({ address }, _session, done) =>
          done(Object.assign(new Error(`<${address}> not now`), { responseCode: code })),
      });
      const delivery = await mailer.send(letter);
      expect(delivery).to.include({ delivered: false, permanent });
      expect(JSON.stringify(delivery)).to.include(String(code)).and.not.include('hotline@');
    });

  it('takes a server that greets with 554 for a fault that passes: it says nothing about the letter', async () => {
    await overSmtp({
      onConnect: (_session, done) => done(Object.assign(new Error('not today'), { responseCode: 554 })),
    });
    expect(await mailer.send(letter)).to.include({ delivered: false, permanent: false });
  });

  it('takes a server that is away or hangs up after the message for a failure that passes', async () => {
    await overSmtp({
      onData: (stream) => void stream.resume().on('end', () => servers[0]?.connections.forEach(hangUp)),
    });
    expect(await mailer.send(letter)).to.include({ delivered: false, permanent: false });
    await new Promise<void>((resolve) => servers.splice(0)[0]?.close(() => resolve()));
    expect(await mailer.send(letter)).to.include({ delivered: false, permanent: false });
  });
});
