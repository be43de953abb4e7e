import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Language } from './domain/language.ts';
import { isMailAddress } from './domain/mail-address.ts';
import type { NoticeKind } from './domain/notice.ts';
import type { Translate } from './locales.ts';

/** A letter to one person. It never holds a name, a contact or what somebody wrote. */
export interface Letter {
  /** Letters, digits and hyphens; the same letter sent again keeps it, so that mailboxes can drop the second copy. */
  readonly id: string;
  readonly to: string;
  readonly language: Language;
  readonly template: NoticeKind;
  readonly link: string;
  readonly at: Date;
}

/** What became of a letter. `permanent`: trying again is of no use. `reason` names no address. */
export type Delivery =
  | { readonly delivered: true }
  | { readonly delivered: false; readonly permanent: boolean; readonly reason: string };

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

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** The only door for mail. */
export async function createMailer({ smtpUrl, outbox, from, translators }: MailSettings): Promise<Mailer> {
  const { post, close } = smtpUrl ? overSmtp(smtpUrl) : await intoFolder(outbox);
  const render = await letterRenderer();
  return {
    async send(letter) {
      const { id, to, language, at } = letter;
      if (!isMailAddress(to)) return { delivered: false, permanent: true, reason: 'not a mail address' };
      const { text, html } = render(letter, translators[language]);
      const message: SendMailOptions = {
        from: { name: 'Ý Dân', address: from },
        to: { name: '', address: to },
        envelope: { from, to: [to] },
        subject: translators[language](`mail:${letter.template}-subject`),
        messageId: `<${id}@${from.slice(from.indexOf('@') + 1)}>`,
        date: at,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
        text,
        html,
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

interface SmtpError extends Error {
  readonly responseCode?: number;
  readonly code?: string;
  readonly command?: string;
}

/** 5xx to the recipient or the message is the last word; to a greeting or a sign-in it is a fault that gets put right. */
const failure = ({ responseCode = 0, code, command = '', message }: SmtpError): Delivery => ({
  delivered: false,
  permanent: responseCode >= 500 && ['RCPT TO', 'DATA'].includes(command),
  reason: [code ?? 'ERROR', responseCode || message.replace(/\S+@\S+/g, '•••').slice(0, 120)].join(' '),
});

function overSmtp(url: string): { post: Post; close: () => void } {
  const transport = createTransport({ url, pool: true, maxConnections: 2, ...patience } as never);
  return { post: async (message) => void (await transport.sendMail(message)), close: () => transport.close() };
}

/** A file appears under its name only when it is whole and on the disk. */
async function intoFolder(folder: string): Promise<{ post: Post; close: () => void }> {
  await mkdir(folder, { recursive: true });
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    async post(message, id) {
      const { message: bytes } = await transport.sendMail(message);
      const file = await open(join(folder, `.${id}.part`), 'w', 0o600);
      try {
        await file.writeFile(bytes as Buffer);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(join(folder, `.${id}.part`), join(folder, `${id}.eml`));
    },
    close: () => transport.close(),
  };
}

const room = new URL('../views/mail/', import.meta.url);

async function letterRenderer() {
  const compiled = async (file: string, noEscape: boolean) =>
    Handlebars.create().compile(await readFile(new URL(file, room), 'utf8'), { strict: true, noEscape });
  const [text, html] = await Promise.all([compiled('letter.txt.hbs', true), compiled('letter.html.hbs', false)]);
  return ({ template, link, language }: Letter, t: Translate) => {
    const data = {
      language,
      link,
      subject: t(`mail:${template}-subject`),
      body: t(`mail:${template}-body`),
      action: t(`mail:${template}-action`),
      automatic: t('mail:automatic'),
      signature: t('mail:signature'),
    };
    return { text: text(data), html: html(data) };
  };
}
