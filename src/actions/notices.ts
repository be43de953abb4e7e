import { type Complaint, referenceOf } from '../domain/complaint.ts';
import {
  attemptLease,
  type Delivery,
  mostAttempts,
  type Notice,
  type NoticeOutcome,
  nextAttemptAt,
} from '../domain/notice.ts';
import type { Mailer } from '../mailer.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { NoticeBook } from '../stores/notice-book.ts';
import type { Texter } from '../texter.ts';
import type { Addressee, Unaddressed } from './addressee.ts';

export interface Notices {
  /** Sends what one case owes and is due. False when the mail server or the gateway was away, and the rest was left. */
  send(id: string): Promise<boolean>;
  /**
   * Sends what fell due up to an instant; gives the number of cases. Leaves the rest for later when mail is down. A case
   * that cannot be worked on does not hold up the others; it is thrown at the end.
   */
  settle(before: Date): Promise<number>;
  /** Owes a letter again that failed for good. Does nothing to another. */
  retry(id: string, key: string): Promise<void>;
}

interface Parts {
  readonly complaints: Pick<ComplaintStore, 'find'>;
  readonly notices: NoticeBook;
  readonly mailer: Pick<Mailer, 'send'>;
  readonly texter: Texter;
  addressee(complaint: Complaint, notice: Notice): Promise<Addressee | Unaddressed>;
  now(): Date;
}

const settleAtOnce = 500;
/** So many cases are worked on at once by a sweep. */
const hands = 4;
/** So many cases in a row that found the server away mean that it is down. */
const patience = 3;

export function createNotices({ complaints, notices, mailer, texter, addressee, now }: Parts): Notices {
  const post = (complaint: Complaint, notice: Notice, { via, ...address }: Addressee): Promise<Delivery> => {
    const first = complaint.notices.find(({ account }) => account === notice.account) ?? notice;
    const { kind } = notice;
    const letter = { ...address, id: letterId(complaint, notice), kind, reference: referenceOf(complaint) };
    return via === 'sms'
      ? texter.send(letter)
      : mailer.send({ ...letter, first: letterId(complaint, first), at: now() });
  };

  /** False when what it is sent with was away. */
  const deliver = async (complaint: Complaint, notice: Notice): Promise<boolean> => {
    const found = await addressee(complaint, notice);
    if ('state' in found) {
      await notices.settle(complaint.id, notice, { ...found, at: now() });
      return true;
    }
    const delivery = await post(complaint, notice, found);
    await notices.settle(complaint.id, notice, { ...outcome(notice, delivery, now()), via: found.via });
    return delivery.delivered || !delivery.away;
  };

  const send = async (id: string): Promise<boolean> => {
    for (;;) {
      const at = now();
      const notice = await notices.claim(id, at, new Date(at.getTime() + attemptLease));
      const complaint = notice && (await complaints.find(id));
      if (!notice || !complaint) return true;
      if (!(await deliver(complaint, notice))) return false;
    }
  };

  return {
    send,
    async settle(before) {
      const owed = await notices.owed(before, settleAtOnce);
      const waiting = owed.values();
      const failures: unknown[] = [];
      let away = 0;
      const hand = async (): Promise<void> => {
        for (const id of waiting) {
          const reached = await send(id).catch((error: unknown) => void failures.push(error));
          away = reached === false ? away + 1 : 0;
          if (away >= patience) return;
        }
      };
      await Promise.all(Array.from({ length: hands }, hand));
      if (failures.length > 0) throw new AggregateError(failures, `letters of ${failures.length} cases failed`);
      return owed.length;
    },
    retry: (id, key) => notices.retry(id, key, now()),
  };
}

const letterId = ({ id }: Complaint, { key }: Notice): string => `${id}-${key.replaceAll(':', '-')}`;

function outcome({ attempts }: Notice, delivery: Delivery, at: Date): NoticeOutcome {
  if (delivery.delivered) return { state: 'sent', at };
  const last = delivery.permanent || attempts >= mostAttempts;
  const retry = last ? {} : { retryAt: nextAttemptAt(at, attempts, Math.random()) };
  return { state: 'failed', at, error: delivery.reason, ...retry };
}
