import { readFile } from 'node:fs/promises';
import Handlebars from 'handlebars';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Language } from './domain/language.ts';
import { isMailAddress } from './domain/mail-address.ts';
import { attemptLease, type Delivery, type NoticeKind, natureOf } from './domain/notice.ts';
import type { Translate } from './locales.ts';
import { openOutbox } from './outbox.ts';

/** A letter to one person. It never holds a name, a contact or what somebody wrote. */
export interface Letter {
  /** Letters, digits, hyphens and underscores; the same letter sent again keeps it, so that mailboxes can drop the second copy. */
  readonly id: string;
  /** The id of the first letter of this case to this person, under which the later ones are shown. */
  readonly first: string;
  readonly to: string;
  readonly language: Language;
  readonly kind: NoticeKind;
  /** What the case is called in the subject, the same in all its letters. */
  readonly reference: string;
  /** Where there is more to read. */
  readonly link: string;
  /** Where further letters can be stopped, by a click or by the mail program itself. */
  readonly stop?: string;
  readonly at: Date;
}

export interface Mailer {
  send(letter: Letter): Promise<Delivery>;
  close(): void;
}

interface MailSettings {
  /** `smtp://` or `smtps://`; without it every letter is written into `outbox` as an .eml file. */
  readonly smtpUrl?: string | undefined;
  readonly outbox: string;
  readonly from: string;
  readonly translators: Readonly<Record<Language, Translate>>;
}

type Post = (message: SendMailOptions, id: string) => Promise<void>;

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 };
/** A letter has less time in all than its lease lasts, so that two attempts never overlap. */
const longest = attemptLease * 0.8;

/** The only door for mail. */
export async function createMailer({ smtpUrl, outbox, from, translators }: MailSettings): Promise<Mailer> {
  const { post, close } = smtpUrl ? overSmtp(smtpUrl) : await intoFolder(outbox);
  const render = await letterRenderer();
  const host = from.slice(from.indexOf('@') + 1);
  return {
    async send(letter) {
      const { id, first, to, language, stop, at } = letter;
      if (!isMailAddress(to)) return { delivered: false, permanent: true, away: false, reason: 'bad-address' };
      const message: SendMailOptions = {
        ...render(letter, translators[language]),
        from: { name: 'Ý Dân', address: from },
        to: { name: '', address: to },
        envelope: { from, to: [to] },
        messageId: `<${id}@${host}>`,
        ...(first === id ? {} : { inReplyTo: `<${first}@${host}>`, references: `<${first}@${host}>` }),
        date: at,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language, ...stopping(stop) },
        disableFileAccess: true,
        disableUrlAccess: true,
      };
      try {
        await post(message, id);
        return { delivered: true };
      } catch (error) {
        return failure(error as SmtpError);
      }
    },
    close,
  };
}

/** RFC 2369, and RFC 8058 for one click, which is asked for over https alone. */
const stopping = (stop: string | undefined): Record<string, string> => ({
  ...(stop === undefined ? {} : { 'List-Unsubscribe': `<${stop}>` }),
  ...(stop?.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
});

interface SmtpError extends Error {
  readonly responseCode?: number;
  readonly code?: string;
  readonly command?: string;
}

/** What is said to the recipient or the message is about the letter; to a greeting or a sign-in, or 421, about the server. */
function failure({ responseCode = 0, code, command = '', message }: SmtpError): Delivery {
  const away = responseCode === 0 || responseCode === 421 || !['RCPT TO', 'DATA'].includes(command);
  const told = responseCode || message.replace(/\S+@\S+/g, '•••').slice(0, 120);
  return { delivered: false, permanent: !away && responseCode >= 500, away, reason: `${code ?? 'ERROR'} ${told}` };
}

function overSmtp(url: string): { post: Post; close: () => void } {
  const transport = createTransport({ url, pool: true, maxConnections: 4, ...patience } as never);
  return {
    post: async (message) => void (await transport.sendMail({ ...message, signal: AbortSignal.timeout(longest) })),
    close: () => transport.close(),
  };
}

async function intoFolder(folder: string): Promise<{ post: Post; close: () => void }> {
  const put = await openOutbox(folder);
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async post(message, id) {
      const sent = await transport.sendMail(message);
      await put(`${id}.eml`, sent.message as Buffer);
    },
    close: () => transport.close(),
  };
}

const room = new URL('../views/mail/', import.meta.url);

async function letterRenderer() {
  const compiled = async (file: string, noEscape: boolean) =>
    Handlebars.create().compile(await readFile(new URL(file, room), 'utf8'), { strict: true, noEscape });
  const [text, html] = await Promise.all([compiled('letter.txt.hbs', true), compiled('letter.html.hbs', false)]);
  return ({ kind, link, stop, language, reference }: Letter, t: Translate) => {
    const { for: reader } = natureOf(kind);
    const data = {
      language,
      link,
      stop,
      headline: t(`mail:${kind}-headline`),
      body: t(`mail:${kind}-body`),
      action: t(`mail:action-${reader}`),
      why: t(`mail:why-${reader}`),
      stopping: t('mail:stop'),
      signature: t('mail:signature'),
    };
    return { subject: t(`mail:subject-${reader}`, { reference }), text: text(data), html: html(data) };
  };
}
