import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Document, MongoClient } from 'mongodb';
import type { Complaint } from '../../src/domain/complaint.ts';
import { attemptLease, type Notice, owedNotice } from '../../src/domain/notice.ts';
import { aFiling } from '../support/complaint.ts';
import { type MailServer, openMailServer } from '../support/mail-server.ts';
import { openWorld, type World } from '../support/world.ts';

const email = 'dan@example.com';

describe('letters', () => {
  let mail: MailServer;
  let world: World;
  let client: MongoClient;
  before(async () => {
    mail = await openMailServer();
    world = await openWorld({
      worker: false,
      settings: { SMTP_URL: mail.url, PUBLIC_URL: 'https://ydan.example' },
    });
    await world.openAccounts();
    client = new MongoClient(world.services.mongodbUri);
  });
  after(async () => {
    await client.close();
    await world.close();
    await mail.close();
  });
  beforeEach(async () => {
    Object.assign(mail, { toRecipient: () => undefined, toMessage: () => undefined, delayMs: 0 });
    await world.drain();
    await cases().updateMany({}, { $set: { notices: [] } });
    mail.given.length = 0;
    mail.seen.recipients = 0;
  });

  const notices = () => world.system.actions.notices;
  const cases = () => client.db().collection<Document & { _id: string }>('complaints');
  const filed = async (about: Parameters<typeof aFiling>[0] = { contact: { email } }) => {
    const { complaints } = world.system.actions;
    return (await complaints.follow(await complaints.file(aFiling(about), randomUUID()))) as Complaint;
  };
  const letters = async ({ id }: Complaint): Promise<readonly Notice[]> =>
    (await world.system.stores.complaints.find(id))?.notices ?? [];
  const changed = (complaint: Complaint, fields: Document) =>
    cases().updateOne({ _id: complaint.id }, { $set: fields });
  const owing = (complaint: Complaint, ...owed: readonly Notice[]) => changed(complaint, { notices: owed });
  const now = () => world.clock.now();
  const accountOf = async (address: string): Promise<string> =>
    (await world.system.stores.users.findByEmail(address))?.account.id ?? '';
  const shortMessages = async () => {
    const outbox = join(world.config.DATA_DIR, 'outbox');
    const files = (await readdir(outbox)).filter((file) => file.endsWith('.sms')).sort();
    return Promise.all(files.map(async (file) => JSON.parse(await readFile(join(outbox, file), 'utf8'))));
  };

  describe('and the mail server', () => {
    for (const code of [421, 450] as const)
      it(`that says ${code} today: the letter is sent later, once, under the same id`, async () => {
        const complaint = await filed();
        mail.toRecipient = () => code;
        expect(await notices().send(complaint.id)).to.equal(code === 450);
        const [owed] = await letters(complaint);
        expect(owed).to.include({ state: 'owed', attempts: 1, via: 'mail' });
        expect((owed?.dueAt?.getTime() ?? 0) - now().getTime()).to.be.within(60_000, 75_000);
        mail.toRecipient = () => undefined;
        await notices().send(complaint.id);
        expect(mail.given).to.deep.equal([]);
        world.clock.advance('2 minutes');
        await notices().settle(now());
        await notices().settle(now());
        expect((await mail.letters()).map(({ messageId }) => messageId)).to.deep.equal([
          `<${complaint.id}-acknowledgement-1@ydan.example>`,
        ]);
        const [sent] = await letters(complaint);
        expect(sent).to.include({ state: 'sent', attempts: 2 }).and.not.include.any.keys('dueAt', 'error');
      });

    it('that says 550: the letter has failed, and goes out when somebody asks for it again', async () => {
      const complaint = await filed();
      mail.toRecipient = (address) => (address === email ? 550 : undefined);
      await notices().send(complaint.id);
      const [failed] = await letters(complaint);
      expect(failed).to.include({ state: 'failed', attempts: 1, via: 'mail' }).and.not.have.property('dueAt');
      expect(failed?.error).to.include('550').and.not.include(email);
      world.clock.advance('3 days');
      await notices().settle(now());
      expect(mail.given).to.deep.equal([]);
      expect((await world.system.stores.notices.failed(10)).map(({ id }) => id)).to.include(complaint.id);

      mail.toRecipient = () => undefined;
      await notices().retry(complaint.id, failed?.key ?? '');
      await notices().settle(now());
      await notices().retry(complaint.id, failed?.key ?? '');
      await notices().settle(now());
      expect(mail.given.map(({ to }) => to)).to.deep.equal([email]);
      expect((await letters(complaint))[0])
        .to.include({ state: 'sent' })
        .and.not.have.property('error');
      expect((await world.system.stores.notices.failed(10)).map(({ id }) => id)).to.not.include(complaint.id);
    });

    it('that hangs up after the whole message: it is sent again under the same id, so that a mailbox can tell', async () => {
      const complaint = await filed();
      mail.toMessage = () => 'hang up';
      expect(await notices().send(complaint.id)).to.equal(false);
      expect(mail.given).to.have.length(1);
      mail.toMessage = () => undefined;
      world.clock.advance('2 minutes');
      await notices().settle(now());
      const sent = await mail.letters();
      expect(new Set(sent.map(({ messageId }) => messageId)).size).to.equal(1);
      expect(sent).to.have.length(2);
      expect((await letters(complaint))[0]).to.include({ state: 'sent', attempts: 2 });
    });

    it('that goes down with us before the note is made: nobody sends it while the attempt may live, then once', async () => {
      const complaint = await filed();
      const { notices: book } = world.system.stores;
      await book.claim(complaint.id, now(), new Date(now().getTime() + attemptLease));
      await Promise.all([notices().settle(now()), notices().send(complaint.id)]);
      expect(mail.given).to.deep.equal([]);
      world.clock.advance('5 minutes');
      await Promise.all([notices().settle(now()), notices().send(complaint.id), notices().settle(now())]);
      expect(mail.given).to.have.length(1);
      // The attempt that was taken for lost reports back after all.
      await book.settle(
        complaint.id,
        { key: 'acknowledgement:1', attempts: 1 },
        { state: 'failed', at: now(), error: 'x' },
      );
      expect((await letters(complaint))[0]).to.include({ state: 'sent', attempts: 2 });
    });

    it('that greylists one recipient gets the other letters of the case all the same', async () => {
      const complaint = await filed();
      await owing(
        complaint,
        owedNotice('acknowledgement', now()),
        owedNotice('waiting', now(), await accountOf('hotline@demo.ydan'), 2),
      );
      mail.toRecipient = (address) => (address === email ? 450 : undefined);
      expect(await notices().send(complaint.id)).to.equal(true);
      expect(mail.given.map(({ to }) => to)).to.deep.equal(['hotline@demo.ydan']);
    });

    it('that is away is not asked for every letter of a case', async () => {
      const complaint = await filed();
      await owing(complaint, ...[1, 2, 3, 4].map((step) => owedNotice('forwarded', now(), undefined, step)));
      mail.toRecipient = () => 421;
      expect(await notices().send(complaint.id)).to.equal(false);
      expect((await letters(complaint)).map(({ attempts }) => attempts)).to.deep.equal([1, 0, 0, 0]);
    });

    it('that is slow is waited for by a few hands, and no letter is sent twice', async () => {
      const waiting = await Promise.all(Array.from({ length: 12 }, () => filed()));
      mail.delayMs = 150;
      mail.seen.connections = 0;
      const sweeps = [notices().settle(now()), notices().settle(now())];
      await Promise.all([...sweeps, ...waiting.map(({ id }) => notices().send(id))]);
      const ids = (await mail.letters()).map(({ messageId }) => messageId);
      expect(ids).to.have.length(12);
      expect(new Set(ids).size).to.equal(12);
      expect(mail.seen.connections).to.be.at.most(4);
    });

    it('that was down for an hour with hundreds waiting is asked little meanwhile, and gets each letter once', async () => {
      const many = 150;
      const { _id, ...kept } = (await cases().findOne({ _id: (await filed()).id })) as Document;
      const copies = Array.from({ length: many - 1 }, () => {
        const fresh = randomUUID().replaceAll('-', '');
        return { ...kept, _id: fresh.slice(0, 24), trackingHash: fresh, openerHash: fresh };
      });
      await cases().insertMany(copies);
      mail.toRecipient = () => 421;
      for (let minutes = 0; minutes < 60; minutes += 3) {
        await notices().settle(now());
        world.clock.advance('3 minutes');
      }
      expect(mail.given).to.deep.equal([]);
      expect(mail.seen.recipients, 'recipients named in an hour').to.be.within(20, 20 * 8);

      mail.toRecipient = () => undefined;
      mail.seen.connections = 0;
      world.clock.advance('1 hour');
      await notices().settle(now());
      expect(await notices().settle(now())).to.equal(0);
      const ids = (await mail.letters()).map(({ messageId }) => messageId);
      expect(ids).to.have.length(many);
      expect(new Set(ids).size).to.equal(many);
      expect(mail.seen.connections).to.be.at.most(4);
      await cases().deleteMany({});
    });
  });

  describe('go', () => {
    it('to each in their own language, to the pages where there is more', async () => {
      const complaint = await filed({ contact: { email }, language: 'en' });
      await world.drain();
      const texts = Object.fromEntries((await mail.letters()).map(({ to, text }) => [to?.[0]?.address, text]));
      expect(texts[email]).to.include('Your complaint has arrived').and.include('https://ydan.example/track?lang=en\n');
      expect(texts['hotline@demo.ydan'])
        .to.include('Có phản ánh cần xem')
        .and.include(`https://ydan.example/staff/complaints/${complaint.id}\n`);
    });

    it('one after the other under the first to the same person', async () => {
      const complaint = await filed();
      await world.drain();
      const account = await accountOf('hotline@demo.ydan');
      const { notices: before } = (await world.system.stores.complaints.find(complaint.id)) as Complaint;
      const later = [
        owedNotice('resolved', now(), undefined, 5),
        owedNotice('warned', now(), account, 6),
        owedNotice('resolved', now(), undefined, 9),
      ];
      await owing(complaint, ...before, ...later);
      await notices().send(complaint.id);
      const threads = (await mail.letters()).map(({ to, messageId, inReplyTo }) => [
        to?.[0]?.address,
        messageId,
        inReplyTo,
      ]);
      const id = (rest: string) => `<${complaint.id}-${rest}@ydan.example>`;
      expect(threads).to.have.deep.members([
        [email, id('acknowledgement-1'), undefined],
        ['hotline@demo.ydan', id(`waiting-${account}-2`), undefined],
        [email, id('resolved-5'), id('acknowledgement-1')],
        [email, id('resolved-9'), id('acknowledgement-1')],
        ['hotline@demo.ydan', id(`warned-${account}-6`), id(`waiting-${account}-2`)],
      ]);
    });

    it('to a telephone where there is no mail address, for what matters most', async () => {
      const complaint = await filed({ contact: { phone: '0903 123 456', name: 'Người Gửi' } });
      await owing(
        complaint,
        owedNotice('acknowledgement', now()),
        owedNotice('forwarded', now(), undefined, 3),
        owedNotice('asked', now(), undefined, 4),
      );
      await notices().send(complaint.id);
      const sent = (await shortMessages()).filter(({ id }) => id.startsWith(complaint.id));
      expect(sent.map(({ to, id }) => [to, id.slice(25)])).to.deep.equal([
        ['+84903123456', 'acknowledgement-1'],
        ['+84903123456', 'asked-4'],
      ]);
      for (const { text } of sent) expect(text).to.include('https://ydan.example/track').and.not.include('Người');
      expect((await letters(complaint)).map(({ state, via, error }) => ({ state, via, error }))).to.deep.equal([
        { state: 'sent', via: 'sms', error: undefined },
        { state: 'withheld', via: undefined, error: 'no-way' },
        { state: 'sent', via: 'sms', error: undefined },
      ]);
    });

    it('by mail alone to somebody who gave both', async () => {
      const complaint = await filed({ contact: { phone: '0903123456', email } });
      await notices().send(complaint.id);
      expect(mail.given).to.have.length(1);
      expect(JSON.stringify(await shortMessages())).to.not.include(complaint.id);
    });
  });

  describe('do not go', () => {
    it('to a resident who stopped them, but still to staff', async () => {
      const complaint = await filed();
      await world.system.actions.complaints.stopNotices(complaint.id);
      await world.drain();
      expect(mail.given.map(({ to }) => to)).to.deep.equal(['hotline@demo.ydan']);
      expect((await letters(complaint))[0]).to.include({ state: 'withheld', error: 'stopped' });
    });

    it('about a denunciation, but for its arrival and the word to its officer', async () => {
      const complaint = await filed();
      const custodian = await accountOf('monitor@demo.ydan');
      const hotline = await accountOf('hotline@demo.ydan');
      await changed(complaint, { class: 'denunciation', custodian, handlers: ['H79-1022'], watchers: ['H79-MTTQ'] });
      await owing(
        complaint,
        owedNotice('acknowledgement', now()),
        owedNotice('resolved', now(), undefined, 3),
        owedNotice('waiting', now(), hotline, 2),
        owedNotice('sealed_waiting', now(), hotline, 4),
        owedNotice('sealed_waiting', now(), custodian, 4),
      );
      await notices().send(complaint.id);
      expect(mail.given.map(({ to }) => to)).to.deep.equal([email, 'monitor@demo.ydan']);
      expect((await letters(complaint)).map(({ state, error }) => `${state} ${error ?? ''}`.trim())).to.deep.equal([
        'sent',
        'withheld sealed',
        'withheld sealed',
        'withheld not-theirs',
        'sent',
      ]);
    });

    it('to staff who may not know of the case any more', async () => {
      const complaint = await filed();
      const officer = await accountOf('officer@demo.ydan');
      await changed(complaint, { handlers: ['H79-N26740'] });
      await owing(complaint, owedNotice('waiting', now(), officer, 2));
      await notices().send(complaint.id);
      expect(mail.given.map(({ to }) => to)).to.deep.equal(['officer@demo.ydan']);
      await changed(complaint, { class: 'feedback_conduct', topic: 'harassment' });
      await owing(complaint, owedNotice('waiting', now(), officer, 9));
      await notices().send(complaint.id);
      expect(mail.given).to.have.length(1);
      expect((await letters(complaint))[0]).to.include({ state: 'withheld', error: 'not-theirs' });
    });

    it('to nobody: an account or a contact that is gone or cannot be read is a failure, and tried no more', async () => {
      const complaint = await filed();
      await owing(complaint, owedNotice('waiting', now(), 'f'.repeat(24), 2), owedNotice('acknowledgement', now()));
      const contacts = client.db().collection<Document & { _id: string }>('contacts');
      const sealed = (await contacts.findOne({ _id: complaint.contact ?? '' }))?.['email'];
      await contacts.updateOne({ _id: complaint.contact ?? '' }, { $set: { email: `${sealed}x` } });
      await notices().send(complaint.id);
      const outcomes = (await letters(complaint)).map(({ state, attempts, error }) => ({ state, attempts, error }));
      expect(outcomes).to.deep.equal([
        { state: 'failed', attempts: 1, error: 'recipient-gone' },
        { state: 'failed', attempts: 1, error: 'contact-unreadable' },
      ]);
      await contacts.deleteOne({ _id: complaint.contact ?? '' });
      await notices().retry(complaint.id, 'acknowledgement:1');
      await notices().send(complaint.id);
      expect((await letters(complaint))[1]).to.include({ state: 'failed', attempts: 1, error: 'recipient-gone' });
      expect(mail.given).to.deep.equal([]);
    });

    it('anywhere with a name, a contact or what was written', async () => {
      const secrets = ['Người Gửi Đơn', '0903123456', 'đòi tiền', 'Sài Gòn', 'harassment'];
      const complaint = await filed({
        topic: 'harassment',
        content: 'Ở Sài Gòn có người đòi tiền.',
        contact: { name: 'Người Gửi Đơn', phone: '0903123456', email },
      });
      await world.drain();
      for (const kind of ['reclassified', 'asked', 'resolved', 'refused', 'late', 'closed'] as const) {
        await owing(complaint, owedNotice(kind, now(), undefined, 9));
        await notices().send(complaint.id);
      }
      const sent = await mail.letters();
      expect(sent.length).to.be.at.least(9);
      for (const { subject, text, html } of sent)
        for (const secret of [...secrets, email]) expect(`${subject} ${text} ${html}`).to.not.include(secret);
    });
  });
});
