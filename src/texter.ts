import { comparedPhone, isPhone } from './domain/complaint-input.ts';
import type { Language } from './domain/language.ts';
import type { Delivery, NoticeKind } from './domain/notice.ts';
import type { Translate } from './locales.ts';
import { openOutbox } from './outbox.ts';

/** A short message to one telephone. It never holds a name, a contact or what somebody wrote. */
export interface ShortMessage {
  /** Letters, digits, hyphens and underscores; the same message sent again keeps it, so that a gateway can drop the second copy. */
  readonly id: string;
  readonly to: string;
  readonly language: Language;
  readonly kind: NoticeKind;
  readonly reference: string;
  readonly link: string;
}

export interface Texter {
  send(message: ShortMessage): Promise<Delivery>;
}

interface TextSettings {
  /** Where messages are posted as JSON `{ to, text, id }`; without it each is written into `outbox` as an .sms file. */
  readonly smsUrl?: string | undefined;
  readonly token?: string | undefined;
  readonly outbox: string;
  readonly translators: Readonly<Record<Language, Translate>>;
}

interface Parcel {
  readonly to: string;
  readonly text: string;
  readonly id: string;
}

type Post = (parcel: Parcel) => Promise<Delivery>;

/** The only door for short messages. */
export async function createTexter({ smsUrl, token, outbox, translators }: TextSettings): Promise<Texter> {
  const post = smsUrl ? toGateway(smsUrl, token) : await intoFolder(outbox);
  return {
    async send({ id, to, language, kind, reference, link }) {
      if (!isPhone(to)) return { delivered: false, permanent: true, away: false, reason: 'bad-address' };
      return post({ to: international(to), text: translators[language](`mail:${kind}-sms`, { reference, link }), id });
    },
  };
}

/** E.164: a number without a country code is one of Viet Nam. */
function international(phone: string): string {
  const digits = comparedPhone(phone).replace(/^00/, '+');
  if (digits.startsWith('+')) return digits;
  return digits.startsWith('0') ? `+84${digits.slice(1)}` : `+${digits}`;
}

const patience = 10_000;

/** Answers of the 400s that are no word on the message: what asks to wait, and a key that is not the right one yet. */
const passing: ReadonlySet<number> = new Set([401, 403, 407, 408, 425, 429]);

const toGateway =
  (url: string, token: string | undefined): Post =>
  async (parcel) => {
    const headers = {
      'Content-Type': 'application/json',
      'Idempotency-Key': parcel.id,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    };
    try {
      const signal = AbortSignal.timeout(patience);
      const request = { method: 'POST', headers, body: JSON.stringify(parcel), redirect: 'manual', signal } as const;
      const { ok, status, body } = await fetch(url, request);
      await body?.cancel();
      if (ok) return { delivered: true };
      const permanent = status >= 400 && status < 500 && !passing.has(status);
      return { delivered: false, permanent, away: !permanent, reason: `SMS ${status}` };
    } catch (error) {
      const { name, cause } = error as Error & { readonly cause?: { readonly code?: string } };
      return { delivered: false, permanent: false, away: true, reason: `SMS ${cause?.code ?? name}` };
    }
  };

async function intoFolder(folder: string): Promise<Post> {
  const put = await openOutbox(folder);
  return async (parcel) => {
    await put(`${parcel.id}.sms`, JSON.stringify(parcel));
    return { delivered: true };
  };
}
