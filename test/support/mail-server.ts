import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** What a mail server says to a recipient, or to a message it was given; nothing when it takes it. */
export type Verdict = number | 'hang up' | undefined;

/** A mail server on this machine that does as a test tells it. */
export interface MailServer {
  readonly url: string;
  /** Every message whose end arrived, in order, also those that were not acknowledged. */
  readonly given: { readonly to: string; readonly raw: string }[];
  /** How many came to each stage, and how many connections there were at once at most. */
  readonly seen: { recipients: number; connections: number };
  toRecipient: (address: string) => Verdict;
  toMessage: (to: string) => Verdict;
  /** How long it thinks before each answer to a message, in milliseconds. */
  delayMs: number;
  letters(): Promise<Email[]>;
  close(): Promise<void>;
}

export async function openMailServer(): Promise<MailServer> {
  const refusal = (responseCode: number) => Object.assign(new Error('as the test wants it'), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onConnect(_session, done) {
      mail.seen.connections = Math.max(mail.seen.connections, server.connections.size);
      done();
    },
    onRcptTo({ address }, _session, done) {
      mail.seen.recipients += 1;
      const verdict = mail.toRecipient(address);
      if (verdict === 'hang up') hangUp();
      else done(verdict === undefined ? null : refusal(verdict));
    },
    onData(stream, session, done) {
      const to = session.envelope.rcptTo.map(({ address }) => address).join(' ');
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mail.given.push({ to, raw: Buffer.concat(chunks).toString() });
        const verdict = mail.toMessage(to);
        if (verdict === 'hang up') hangUp();
        else setTimeout(() => done(verdict === undefined ? null : refusal(verdict)), mail.delayMs);
      });
    },
  });
  const hangUp = (): void => {
    for (const connection of server.connections) (connection as unknown as { close(): void }).close();
  };
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mail: MailServer = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    given: [],
    seen: { recipients: 0, connections: 0 },
    toRecipient: () => undefined,
    toMessage: () => undefined,
    delayMs: 0,
    letters: () => Promise.all(mail.given.map(({ raw }) => PostalMime.parse(raw))),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return mail;
}
