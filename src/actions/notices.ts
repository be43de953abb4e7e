import type { Complaint } from '../domain/complaint.ts';
import { attemptLease, mostAttempts, type Notice, nextAttemptAt } from '../domain/notice.ts';
import type { Delivery, Letter, Mailer } from '../mailer.ts';
import type { Seal } from '../seal.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { ContactStore } from '../stores/contacts.ts';
import type { UserStore } from '../stores/users.ts';

export interface Notices {
  /** Sends what one case owes and is due. False when the mail server could not be reached for a letter. */
  send(id: string): Promise<boolean>;
  /**
   * Sends what fell due up to an instant; gives the number of cases. Leaves the rest for later when mail is down. A case
   * that cannot be worked on does not hold up the others; it is thrown at the end.
   */
  settle(before: Date): Promise<number>;
}

interface Parts {
  readonly complaints: ComplaintStore;
  readonly contacts: ContactStore;
  readonly users: UserStore;
  readonly mailer: Mailer;
  readonly seal: Pick<Seal, 'open'>;
  /** The address that residents and staff see, without a slash at its end. */
  readonly publicUrl: string;
  now(): Date;
}

const settleAtOnce = 500;
/** So many cases in a row without an answer from the mail server mean that it is down. */
const patience = 3;

export function createNotices({ complaints, contacts, users, mailer, seal, publicUrl, now }: Parts): Notices {
  const recipient = async (
    complaint: Complaint,
    notice: Notice,
  ): Promise<Pick<Letter, 'to' | 'language' | 'link'> | undefined> => {
    if (notice.account !== undefined) {
      const account = await users.find(notice.account);
      const link = `${publicUrl}/staff/complaints/${complaint.id}`;
      return account ? { to: account.email, language: account.language, link } : undefined;
    }
    const contact = complaint.contact === undefined ? undefined : await contacts.find(complaint.contact);
    if (contact?.email === undefined) return undefined;
    const to = seal.open(contact.email, `contact ${contact.id} email`);
    return { to, language: complaint.language, link: `${publicUrl}/track` };
  };

  const posted = async (complaint: Complaint, notice: Notice): Promise<Delivery> => {
    const to = await recipient(complaint, notice);
    if (!to) return { delivered: false, permanent: true, reason: 'the recipient is gone' };
    const id = `${complaint.id}-${notice.key.replace(':', '-')}`;
    return mailer.send({ ...to, id, template: notice.kind, at: now() });
  };

  const deliver = async (complaint: Complaint, notice: Notice): Promise<boolean> => {
    const { id } = complaint;
    const result = await posted(complaint, notice);
    const at = now();
    if (result.delivered) {
      await complaints.settleNotice(id, notice, { state: 'sent', at });
      return true;
    }
    const final = result.permanent || notice.attempts >= mostAttempts;
    const retry = final ? {} : { retryAt: nextAttemptAt(at, notice.attempts, Math.random()) };
    await complaints.settleNotice(id, notice, { state: 'failed', at, error: result.reason, ...retry });
    return result.permanent;
  };

  const send = async (id: string): Promise<boolean> => {
    let reached = true;
    for (;;) {
      const at = now();
      const claimed = await complaints.claimNotice(id, at, new Date(at.getTime() + attemptLease));
      if (!claimed) return reached;
      if (!(await deliver(claimed.complaint, claimed.notice))) reached = false;
    }
  };

  return {
    send,
    async settle(before) {
      const owed = await complaints.owedNotices(before, settleAtOnce);
      const failures: unknown[] = [];
      let unreached = 0;
      for (const id of owed) {
        const reached = await send(id).catch((error: unknown) => void failures.push(error));
        unreached = reached === false ? unreached + 1 : 0;
        if (unreached >= patience) break;
      }
      if (failures.length > 0) throw new AggregateError(failures, `letters of ${failures.length} cases failed`);
      return owed.length;
    },
  };
}
