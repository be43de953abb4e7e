import type { Catalogue } from '../domain/catalogue.ts';
import { cityDay } from '../domain/city-day.ts';
import type { Complaint } from '../domain/complaint.ts';
import type { Language } from '../domain/language.ts';
import { choiceToken } from '../domain/mail-choice.ts';
import { type Notice, type NoticeWay, natureOf } from '../domain/notice.ts';
import { sees } from '../domain/sight.ts';
import type { Seal } from '../seal.ts';
import type { ContactStore } from '../stores/contacts.ts';
import type { UserStore } from '../stores/users.ts';

/** Where a letter goes, in which language, and what it leads to. */
export interface Addressee {
  readonly via: NoticeWay;
  readonly to: string;
  readonly language: Language;
  readonly link: string;
  /** Where its reader can stop further ones. */
  readonly stop?: string;
}

/** Why a letter goes nowhere: it need not, or it should and cannot. */
export interface Unaddressed {
  readonly state: 'withheld' | 'failed';
  readonly error: string;
}

interface Parts {
  readonly contacts: Pick<ContactStore, 'find'>;
  readonly users: Pick<UserStore, 'find'>;
  readonly seal: Pick<Seal, 'open' | 'digest'>;
  /** The address that residents and staff see, without a slash at its end. */
  readonly publicUrl: string;
  readonly timeZone: string;
  catalogue(): Promise<Catalogue>;
  now(): Date;
}

const withheld = (error: string): Unaddressed => ({ state: 'withheld', error });
const failed = (error: string): Unaddressed => ({ state: 'failed', error });

/**
 * Finds whom a notice goes to, as the case stands when it is sent: what was owed earlier does not reach somebody who
 * may not know of the case by now, and of a denunciation nobody is told but by the letters that are meant for it.
 */
export function createAddressee(parts: Parts) {
  const { contacts, users, seal, publicUrl, timeZone, catalogue, now } = parts;
  const address = (path: string, language: Language): string =>
    `${publicUrl}${path}${language === 'vi' ? '' : `?lang=${language}`}`;

  const staff = async (complaint: Complaint, account: string): Promise<Addressee | Unaddressed> => {
    const found = await users.find(account);
    if (!found) return failed('recipient-gone');
    if (!sees(await catalogue(), found, complaint, cityDay(now(), timeZone))) return withheld('not-theirs');
    const { email, language } = found;
    return { via: 'mail', to: email, language, link: address(`/staff/complaints/${complaint.id}`, language) };
  };

  const resident = async (complaint: Complaint, { kind }: Notice): Promise<Addressee | Unaddressed> => {
    const { id, language, noticesStopped, contact } = complaint;
    if (noticesStopped) return withheld('stopped');
    if (contact === undefined) return withheld('no-way');
    const found = await contacts.find(contact);
    if (!found) return failed('recipient-gone');
    const via = found.email !== undefined ? 'mail' : 'sms';
    const sealed = found.email ?? (natureOf(kind).texted ? found.phone : undefined);
    if (sealed === undefined) return withheld('no-way');
    const to = opened(sealed, `contact ${found.id} ${via === 'mail' ? 'email' : 'phone'}`);
    if (to === undefined) return failed('contact-unreadable');
    const stop = address(`/mail/unsubscribe/${choiceToken(seal.digest, id)}`, language);
    return { via, to, language, link: address('/track', language), ...(via === 'mail' ? { stop } : {}) };
  };

  const opened = (sealed: string, purpose: string): string | undefined => {
    try {
      return seal.open(sealed, purpose);
    } catch {
      return undefined;
    }
  };

  return async (complaint: Complaint, notice: Notice): Promise<Addressee | Unaddressed> => {
    if (complaint.class === 'denunciation' && !natureOf(notice.kind).evenSealed) return withheld('sealed');
    return notice.account === undefined ? resident(complaint, notice) : staff(complaint, notice.account);
  };
}
