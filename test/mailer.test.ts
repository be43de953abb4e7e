import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Language } from '../src/domain/language.ts';
import { translators } from '../src/locales.ts';
import { createMailer, type Letter, type Mailer } from '../src/mailer.ts';

const letter: Letter = {
  id: 'case-1-waiting',
  first: 'case-1-waiting',
  to: 'hotline@demo.ydan',
  language: 'vi',
  kind: 'waiting',
  reference: 'A1B2C3D4',
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
    expect(message.subject).to.equal('Phản ánh A1B2C3D4');
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
        await mailer.send({ ...letter, id: language, language, kind: 'acknowledgement' });
        return (await PostalMime.parse(await readFile(join(outbox, `${language}.eml`)))).subject;
      }),
    );
    expect(subjects).to.deep.equal(['Phản ánh A1B2C3D4 của ông/bà', 'Your complaint A1B2C3D4']);
  });

  it('sends to one bare address and to nobody else', async () => {
    await overSmtp();
    for (const to of ['a@b.vn\r\nBcc: c@d.vn', 'a@b.vn, c@d.vn', 'Ai đó <a@b.vn>'])
      expect(await mailer.send({ ...letter, to })).to.deep.equal({
        delivered: false,
        permanent: true,
        away: false,
        reason: 'bad-address',
      });
    await mailer.send(letter);
    expect(received.map(({ to }) => to)).to.deep.equal([['hotline@demo.ydan']]);
  });

  it('sends to one recipient under the headers it knows, whatever an address holds', async () => {
    await overSmtp();
    const header = (raw: string): string[] =>
      (raw.split('\r\n\r\n')[0] ?? '').split(/\r\n(?![ \t])/).map((line) => line.split(':')[0] ?? '');
    await mailer.send({ ...letter, stop: 'https://ydan.example/mail/unsubscribe/x' });
    const known = header(received[0]?.raw ?? '').sort();
    const typed = fc.oneof(
      fc.emailAddress(),
      fc.string({ unit: fc.constantFrom('a', '@', '.', ',', ' ', '\r', '\n', ':', '<', '>', '"', 'é', '\0', 'Bcc: ') }),
    );
    await fc.assert(
      fc.asyncProperty(typed, async (to) => {
        received.length = 0;
        const { delivered } = await mailer.send({ ...letter, to, stop: 'https://ydan.example/mail/unsubscribe/x' });
        expect(received.map((one) => one.to)).to.deep.equal(delivered ? [[to]] : []);
        if (delivered) expect(header(received[0]?.raw ?? '').sort()).to.deep.equal(known);
      }),
      { numRuns: 60 },
    );
  });

  for (const [code, permanent, away] of [
    [421, false, true],
    [450, false, false],
    [550, true, false],
  ] as const)
    for (const command of ['RCPT', 'DATA'] as const)
      it(`takes ${code} to ${command} for a refusal ${permanent ? 'for good' : 'that passes'}, and tells no address`, async () => {
        const refusal = Object.assign(new Error(`<${letter.to}> not now`), { responseCode: code });
        await overSmtp(
          command === 'RCPT'
            ? { onRcptTo: (_address, _session, done) => done(refusal) }
            : { onData: (stream, _session, done) => void stream.resume().on('end', () => done(refusal)) },
        );
        const delivery = await mailer.send(letter);
        expect(delivery).to.include({ delivered: false, permanent, away });
        expect(JSON.stringify(delivery)).to.include(String(code)).and.not.include('hotline@');
      });

  it('takes a server that greets with 554 for a fault that passes: it says nothing about the letter', async () => {
    await overSmtp({
      onConnect: (_session, done) => done(Object.assign(new Error('not today'), { responseCode: 554 })),
    });
    expect(await mailer.send(letter)).to.include({ delivered: false, permanent: false, away: true });
  });

  it('waits for a slow server instead of sending twice', async () => {
    await overSmtp({
      onRcptTo: (_address, _session, done) => void setTimeout(done, 300),
      onData: (stream, _session, done) =>
        void stream.resume().on('end', () => {
          received.push({ to: [], raw: '' });
          setTimeout(done, 700);
        }),
    });
    expect(await mailer.send(letter)).to.deep.equal({ delivered: true });
    expect(received).to.have.length(1);
  });

  it('takes a server that is away or hangs up after the message for a failure that passes, and leaves trying again to others', async () => {
    let taken = 0;
    await overSmtp({
      onData: (stream) =>
        void stream.resume().on('end', () => {
          taken += 1;
          servers[0]?.connections.forEach(hangUp);
        }),
    });
    expect(await mailer.send(letter)).to.include({ delivered: false, permanent: false, away: true });
    expect(taken).to.equal(1);
    await new Promise<void>((resolve) => servers.splice(0)[0]?.close(() => resolve()));
    expect(await mailer.send(letter)).to.include({ delivered: false, permanent: false, away: true });
  });

  it('names the first letter of a case as the one that later ones answer to, under one subject', async () => {
    await intoOutbox();
    await mailer.send({ ...letter, id: 'case-1-warned', kind: 'warned' });
    await mailer.send(letter);
    const [first, later] = await Promise.all(
      ['case-1-waiting', 'case-1-warned'].map(async (id) =>
        PostalMime.parse(await readFile(join(outbox, `${id}.eml`))),
      ),
    );
    expect(first?.messageId).to.equal('<case-1-waiting@ydan.example>');
    expect(first).to.not.include.any.keys('inReplyTo', 'references');
    expect(later).to.include({ inReplyTo: first?.messageId, references: first?.messageId, subject: first?.subject });
    expect(later?.text).to.not.equal(first?.text);
  });

  it('tells mail programs and readers alike where further letters are stopped, and staff nothing of the kind', async () => {
    await intoOutbox();
    const stop = `https://ydan.example/mail/unsubscribe/${'0'.repeat(24)}.${'a'.repeat(22)}?lang=en`;
    await mailer.send({ ...letter, id: 'resident', kind: 'resolved', stop });
    await mailer.send(letter);
    const [resident, staff] = await Promise.all(
      ['resident', 'case-1-waiting'].map(async (id) => PostalMime.parse(await readFile(join(outbox, `${id}.eml`)))),
    );
    const told = Object.fromEntries((resident?.headers ?? []).map(({ key, value }) => [key, value]));
    expect(told).to.include({
      'list-unsubscribe': `<${stop}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'auto-submitted': 'auto-generated',
    });
    expect(resident?.text).to.include(`Ngừng nhận thư về phản ánh này\n${stop}\n`);
    expect(resident?.html).to.include('Ngừng nhận thư về phản ánh này</a>');
    expect(JSON.stringify(staff)).to.not.match(/unsubscribe|Ngừng nhận/i);
  });
});
