import { expect } from 'chai';
import { accept, handBack } from '../../src/domain/handling-steps.ts';
import { actorOf, caseOf, forwardedCase, perform, routedCase } from '../support/casework.ts';
import { aFiling } from '../support/complaint.ts';
import { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the desk of the hotline', () => {
  let world: World;
  let operator: Visitor;
  let colleague: Visitor;
  before(async () => {
    world = await openWorld({ worker: false, at: '2026-11-24T02:00:00Z' });
    operator = await world.signIn('hotline');
    await world.system.actions.accounts.add(
      { email: 'second@demo.ydan', role: 'hotline', agency: 'H79-1022', language: 'vi' },
      'a password of tests',
    );
    colleague = new Visitor(world.url);
    await colleague.submit('/sign-in', { email: 'second@demo.ydan', password: 'a password of tests' });
  });
  after(() => world.close());

  const waiting = async (about: Parameters<typeof aFiling>[0] = {}): Promise<string> =>
    (await routedCase(world, about)).id;
  const found = (id: string) => caseOf(world, id);
  const pathOf = (id: string) => `/staff/complaints/${id}`;
  const take = (who: Visitor, id: string) => who.submit(pathOf(id), {}, `${pathOf(id)}/claim`);
  const asItIs = {
    class: 'feedback_policy',
    topic: 'late_file',
    severity: 'ordinary',
    agency: 'H79-N26740',
    procedure: '',
    reason: '',
    handlers: ['', 'H79-N26740'],
    more: '',
    remark: '',
    refusal: '',
    answer: '',
    guidance: '',
  };
  const check = (who: Visitor, id: string, fields: Record<string, string | readonly string[]>) =>
    who.submit(pathOf(id), { ...asItIs, ...fields }, `${pathOf(id)}/check`);
  const kinds = async (id: string) => (await found(id)).trail.map(({ kind }) => kind);

  it('shows what waits, oldest first, with what is left of the five minutes', async () => {
    const older = await waiting({ content: 'Cũ hơn.' });
    world.clock.advance('6 minutes');
    const newer = await waiting({ content: 'Mới hơn.' });
    world.clock.advance('1 minute');
    const page = await operator.text('/staff/hotline');
    expect(page.indexOf(older)).to.be.within(1, page.indexOf(newer));
    expect(page).to.include('trễ 2:00').and.to.include('còn 4:00');
    const late = await operator.text(pathOf(older));
    expect(late, 'nothing of an agency that handles it').to.not.include('id="handling"');
    expect(late, 'the rule in words').to.include('Mọi trường hợp còn lại').and.not.include('everything-else');
  });

  it('gives the oldest to who asks for the next, and the one after it to who is second', async () => {
    const cases = await world.system.stores.complaints.list({ states: ['routed'] }, { sort: 'oldest', limit: 2 });
    const first = await operator.submit('/staff/hotline', {}, '/staff/hotline/next');
    const second = await colleague.submit('/staff/hotline', {}, '/staff/hotline/next');
    const given = [first, second].map((answer) => answer.headers.get('location'));
    expect(given).to.deep.equal(cases.map(({ id }) => pathOf(id)));
    const page = await operator.text('/staff/hotline');
    expect(page).to.include('Tôi đang giữ').and.to.include('Tổng đài viên khác đang giữ đến');
    expect(page, 'what one holds oneself waits no more').to.include('Tất cả (1)');
    const none = await operator.submit('/staff/hotline', {}, '/staff/hotline/next');
    expect(none.headers.get('location')).to.equal('/staff/hotline?done=nothing-left');
    world.clock.advance('15 minutes');
    const again = await operator.submit('/staff/hotline', {}, '/staff/hotline/next');
    expect(again.headers.get('location'), 'a claim that ran out').to.equal(given[0]);
  });

  it('checks and forwards with one form', async () => {
    const id = await waiting();
    await take(operator, id);
    const page = await operator.text(pathOf(id));
    expect(page).to.include('UBND Phường Sài Gòn');
    const answer = await check(operator, id, {
      agency: 'UBND Phường Sài Gòn',
      remark: 'Xin trả lời sớm.',
      do: 'forward',
    });
    expect(answer.headers.get('location')).to.equal('/staff/hotline?done=forwarded');
    expect(await kinds(id)).to.deep.equal(['received', 'routed', 'claimed', 'checked', 'forwarded']);
    expect((await found(id)).handlers).to.deep.equal(['H79-N26740']);
  });

  it('sends a case that turns out to be about conduct where the rules then propose, never to the unit itself', async () => {
    const id = await waiting();
    await take(operator, id);
    const changed = { class: 'feedback_conduct', topic: 'attitude', do: 'forward' };
    const unsaid = await check(operator, id, changed);
    expect(unsaid.status).to.equal(422);
    expect(await kinds(id)).to.deep.equal(['received', 'routed', 'claimed']);
    const answer = await check(operator, id, { ...changed, reason: 'Người dân kể về thái độ.' });
    expect(answer.status).to.equal(303);
    const { handlers, watchers, state } = await found(id);
    expect(state).to.equal('forwarded');
    expect(handlers).to.deep.equal(['H79', 'H79-SNV']);
    expect([...handlers, ...watchers])
      .to.include('H79-MTTQ')
      .and.not.include('H79-N26740');
  });

  it('keeps the classification when the forwarding is against the law, and says so', async () => {
    const id = await waiting();
    await take(operator, id);
    const answer = await check(operator, id, {
      class: 'feedback_conduct',
      topic: 'attitude',
      reason: 'Về thái độ.',
      more: 'H79-N26740',
      remark: 'Gửi phường xem.',
      do: 'forward',
    });
    expect(answer.status).to.equal(422);
    expect(await answer.text())
      .to.include('Phân loại đã được lưu')
      .and.include('Gửi phường xem.');
    expect((await found(id)).class).to.equal('feedback_conduct');
    expect((await found(id)).state).to.equal('routed');
  });

  it('asks which unit is meant when a name fits several, keeping what was typed', async () => {
    const id = await waiting();
    await take(operator, id);
    const answer = await check(operator, id, { agency: 'tan', remark: 'Lời nhắn đã gõ.', do: 'forward' });
    expect(answer.status).to.equal(422);
    expect(await answer.text())
      .to.match(/“tan” có thể là: .+ \(H79-/)
      .and.include('Lời nhắn đã gõ.');
    expect((await check(operator, id, { agency: 'không có đâu', do: 'forward' })).status).to.equal(422);
    expect(await kinds(id)).to.deep.equal(['received', 'routed', 'claimed']);
  });

  it('forwards to nobody when every box is empty', async () => {
    const id = await waiting();
    await take(operator, id);
    expect((await check(operator, id, { handlers: '', do: 'forward' })).status).to.equal(422);
    expect((await found(id)).state).to.equal('routed');
  });

  it('refuses with a reason, answers at once, and puts a template into the text first', async () => {
    const refused = await waiting();
    await take(operator, refused);
    expect((await check(operator, refused, { do: 'refuse' })).status).to.equal(422);
    expect(await kinds(refused)).to.have.length(3);
    expect((await check(operator, refused, { refusal: 'Nội dung trùng.', do: 'refuse' })).status).to.equal(303);
    expect((await found(refused)).state).to.equal('refused');
    const answered = await waiting();
    await take(operator, answered);
    const page = await operator.text(pathOf(answered));
    const template = /name="template-answer">\s*<option value="([^"]+)"/.exec(page)?.[1] ?? '';
    const begun = await check(operator, answered, {
      answer: 'Kính gửi bà.',
      'template-answer': template,
      do: 'begin-answer',
    });
    expect(begun.status).to.equal(200);
    expect(await begun.text()).to.match(/Kính gửi bà\.\n\n[^<]{40}/);
    expect(await kinds(answered)).to.have.length(3);
    const blank = await check(operator, answered, { answer: 'Hãy đến [địa chỉ].', do: 'answer' });
    expect(blank.status).to.equal(422);
    expect((await check(operator, answered, { answer: 'Hãy đến quầy số 3.', do: 'answer' })).status).to.equal(303);
    expect((await found(answered)).state).to.equal('resolved');
  });

  it('hands a legal complaint over with the way to go written out', async () => {
    const id = await waiting();
    await take(operator, id);
    const fields = { class: 'legal_complaint', reason: 'Đây là khiếu nại.', guidance: 'Xin gửi đơn đến nơi ban hành.' };
    const forwarded = await check(operator, id, { ...fields, do: 'forward' });
    expect(forwarded.status).to.equal(422);
    const answer = await check(operator, id, { ...fields, do: 'hand-over' });
    expect(answer.headers.get('location')).to.equal('/staff/hotline?done=handed-over');
    expect((await found(id)).state).to.equal('handed_over');
  });

  it('loses sight of what is sealed as a denunciation', async () => {
    const id = await waiting();
    await take(operator, id);
    const answer = await check(operator, id, {
      class: 'denunciation',
      topic: 'harassment',
      reason: 'Tố giác.',
      do: 'check',
    });
    expect(answer.headers.get('location')).to.equal('/staff/hotline?done=sealed');
    expect((await operator.get(pathOf(id))).status).to.equal(404);
    expect(await operator.text('/staff/hotline')).to.not.include(id);
    const search = await operator.submit('/staff/hotline', { q: id.slice(0, 8) }, '/staff/hotline/search');
    expect(await search.text()).to.not.include(id);
  });

  it('shows the words that made the system careful as they were written', async () => {
    const id = await waiting({ content: 'Cán bộ Đòi tiền ngay tại quầy.', topic: 'late_file' });
    expect(await operator.text(pathOf(id))).to.include('“đòi tiền”');
  });

  it('says who handed a case back and why, and lists it', async () => {
    const { id } = await forwardedCase(world);
    await perform(world, id, await actorOf(world, 'officer'), accept, handBack('Hồ sơ nộp ở Sở Tư pháp.'));
    for (const path of [pathOf(id), '/staff/hotline?list=returned'])
      expect(await operator.text(path), path)
        .to.include('UBND Phường Sài Gòn chuyển trả')
        .and.include('Hồ sơ nộp ở Sở Tư pháp.');
    expect(await operator.text('/staff/hotline?list=reopened')).to.not.include(id);
  });

  it('finds cases by reference, dossier code and phone number', async () => {
    const id = await waiting({ dossierCode: 'H79.26.11-0007', contact: { phone: '0903 111 222' } });
    for (const q of [id.slice(0, 8), 'H79.26.11-0007', '+84 903 111 222']) {
      const page = await (await operator.submit('/staff/hotline', { q }, '/staff/hotline/search')).text();
      expect(page, q).to.include(pathOf(id));
    }
    const none = await operator.submit('/staff/hotline', { q: '0999888777' }, '/staff/hotline/search');
    expect(await none.text()).to.include('Không có phản ánh nào khớp.');
  });

  it('pages a long queue', async () => {
    for (let n = 0; n < 55; n += 1)
      await world.system.actions.complaints.file(aFiling({ content: `Số ${n}` }), `many ${n}`);
    await world.drain();
    const rows = (page: string) => (page.match(/<tr role="row">\s*<th scope="row"/g) ?? []).length;
    const total = await world.system.stores.complaints.count({ states: ['routed'] });
    const first = await operator.text('/staff/hotline');
    const second = await operator.text('/staff/hotline?page=2');
    expect(first).to.include('page=2');
    expect(rows(second)).to.be.within(1, 50);
    expect(rows(first) + rows(second)).to.be.at.least(Math.min(total, 100));
    expect((await operator.get('/staff/hotline?page=x&list=y&done=z')).status).to.equal(200);
  });

  it('answers a case at once only when it is not about conduct', async () => {
    const id = await waiting({ topic: 'attitude' });
    await take(operator, id);
    const answer = await check(operator, id, {
      class: 'feedback_conduct',
      topic: 'attitude',
      answer: 'Đã rõ.',
      do: 'answer',
    });
    expect(answer.status).to.equal(422);
    expect(await kinds(id)).to.have.length(3);
    expect((await found(id)).state).to.equal('routed');
  });
});
