import { expect } from 'chai';
import { confirm, reopen } from '../../src/domain/citizen-steps.ts';
import type { Refusal } from '../../src/domain/errors.ts';
import { accept, note, openContact, resolve } from '../../src/domain/handling-steps.ts';
import { claim, classify, forward } from '../../src/domain/hotline-steps.ts';
import type { Role } from '../../src/domain/role.ts';
import { photograph } from '../support/attachments.ts';
import { actorOf, caseOf, forwardedCase, perform, routedCase, trailFaultsOf } from '../support/casework.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the page of a case', () => {
  let world: World;
  const staff = new Map<Role, Visitor>();
  before(async () => {
    world = await openWorld({ worker: false });
    for (const role of ['officer', 'hotline', 'monitor', 'home_affairs', 'inspector'] as const)
      staff.set(role, await world.signIn(role));
  });
  after(() => world.close());

  const as = (role: Role): Visitor => staff.get(role) as Visitor;
  const page = (id: string): string => `/staff/complaints/${id}`;
  const send = (role: Role, id: string, noun: string, fields: Record<string, string>): Promise<Response> =>
    as(role).submit(page(id), fields, `${page(id)}/${noun}`);
  const kinds = async (id: string): Promise<string[]> => (await caseOf(world, id)).trail.map(({ kind }) => kind);

  it('leads an officer without JavaScript from acceptance to the answer', async () => {
    const { id } = await forwardedCase(world);
    expect(await as('officer').text(page(id)))
      .to.include('Nhận xử lý')
      .and.include('Chuyển trả tổng đài');
    expect((await send('officer', id, 'acceptance', {})).status).to.equal(303);
    const asked = await send('officer', id, 'question', { text: 'Ông/bà nộp hồ sơ ngày nào?' });
    expect(asked.status).to.equal(303);
    expect(await as('officer').text(page(id))).to.include('Tạm dừng');
    const answered = await send('officer', id, 'resolution', { text: 'Hồ sơ đã trả, phường xin lỗi.' });
    expect(answered.status).to.equal(303);
    expect((await kinds(id)).slice(-3)).to.deep.equal(['accepted', 'asked', 'resolved']);
    expect(await trailFaultsOf(world, id)).to.deep.equal([]);
  });

  it('tells the agency complained about that the contact was opened, and nothing of what was written for a reason', async () => {
    const { id } = await forwardedCase(world, { contact: { name: 'Người gửi' } });
    await perform(world, id, await actorOf(world, 'hotline'), openContact('Gọi lại cho bà Lan ở hẻm 12'));
    expect(await as('monitor').text(page(id))).to.include('bà Lan');
    expect(await as('officer').text(page(id)))
      .to.include('Mở thông tin liên lạc')
      .and.not.include('bà Lan');
  });

  it('keeps what was typed when something is wrong with it', async () => {
    const { id } = await forwardedCase(world);
    const refused = await send('officer', id, 'extension', { amount: '99', text: 'Cần xác minh thực địa.' });
    expect(refused.status).to.equal(422);
    const html = await refused.text();
    expect(html).to.include('Cần xác minh thực địa.').and.include('value="99"').and.include('href="#amount"');
    const empty = await send('officer', id, 'resolution', { text: '  ' });
    expect(empty.status).to.equal(422);
    expect(await empty.text()).to.include('href="#text"');
    expect(await kinds(id)).to.not.include('resolved');
  });

  it('needs the word of the monitor before the hotline can show a case of conduct to the ward, which never reads of it', async () => {
    const { id } = await routedCase(world, { topic: 'late_file', content: 'Nhân viên đòi tiền giữ xe ngoài cổng.' });
    const operator = await actorOf(world, 'hotline');
    const milder = classify({ class: 'feedback_policy', topic: 'other', reason: 'Tiền giữ xe của bãi tư nhân.' });
    await perform(world, id, operator, claim);
    const alone = await perform(world, id, operator, milder).catch((error: Refusal) => error);
    expect(alone).to.have.property('kind', 'invalid');
    expect((await send('hotline', id, 'guard', { text: 'Tôi tự quyết.' })).status).to.equal(403);
    expect((await send('monitor', id, 'guard', { text: 'Đúng là tiền giữ xe.' })).status).to.equal(303);
    await perform(world, id, operator, milder, forward());
    const ward = await as('officer').text(page(id));
    expect(ward).to.include('giữ xe ngoài cổng').and.not.include('Đúng là tiền giữ xe').and.not.include('nhũng nhiễu');
    expect(await trailFaultsOf(world, id)).to.deep.equal([]);
  });

  it('puts a template after what was typed, by a round trip', async () => {
    const { id } = await forwardedCase(world);
    const drafted = await send('officer', id, 'reply-draft', {
      form: 'resolution',
      text: 'Kính gửi ông/bà,',
      template: 'late-file',
    });
    expect(drafted.status).to.equal(200);
    expect(await drafted.text()).to.match(/>Kính gửi ông\/bà,\n\nChúng tôi xin lỗi ông\/bà vì hồ sơ/);
    expect(await kinds(id)).to.not.include('resolved');
  });

  it('lets one of two officers resolve, and gives the other her text back beside the answer that stands', async () => {
    const { id } = await forwardedCase(world);
    const other = await world.signIn('officer');
    const answers = ['Câu trả lời thứ nhất.', 'Câu trả lời thứ hai.'];
    const both = await Promise.all(
      [as('officer'), other].map((visitor, index) =>
        visitor.submit(page(id), { text: answers[index] as string }, `${page(id)}/resolution`),
      ),
    );
    expect(both.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    const html = await (both.find(({ status }) => status === 409) as Response).text();
    for (const answer of answers) expect(html).to.include(answer);
    expect((await kinds(id)).filter((kind) => kind === 'resolved')).to.have.length(1);
    expect(await trailFaultsOf(world, id)).to.deep.equal([]);
  });

  it('tells an agency that answers upon an old page that the resident had the case opened again', async () => {
    const opened = await forwardedCase(world);
    const officer = await actorOf(world, 'officer');
    await perform(world, opened.id, officer, resolve('Đã xong.'));
    const { trail } = await caseOf(world, opened.id);
    const [reopened, answered] = await Promise.all([
      world.system.actions.complaints.act(opened, reopen('Vẫn chưa có kết quả.')),
      send('officer', opened.id, 'resolution', { text: 'Đã xong rồi.', seen: String(trail.length) }),
    ]);
    expect(reopened?.state).to.be.oneOf(['forwarded', 'routed']);
    expect(answered.status).to.equal(409);
    expect(await answered.text()).to.include('Đã xong rồi.');
    expect(await trailFaultsOf(world, opened.id)).to.deep.equal([]);
  });

  it('does not take a publication about a case that was reopened meanwhile', async () => {
    const opened = await forwardedCase(world);
    await perform(world, opened.id, await actorOf(world, 'officer'), accept, resolve('Đã xong.'));
    expect(await as('officer').text(page(opened.id))).to.include('Công khai kết quả');
    await world.system.actions.complaints.act(opened, reopen());
    const late = await send('officer', opened.id, 'publication', { publish: 'yes', text: 'Đã trả hồ sơ.' });
    expect(late.status).to.equal(409);
  });

  it('shows the resident’s own word on the answer', async () => {
    const opened = await forwardedCase(world);
    await perform(world, opened.id, await actorOf(world, 'officer'), resolve('Đã xong.'));
    await world.system.actions.complaints.act(opened, confirm);
    expect(await as('officer').text(page(opened.id))).to.include('Người gửi xác nhận đã giải quyết');
  });

  it('takes a case back within the days of the policy and says until when', async () => {
    const { id } = await forwardedCase(world);
    expect((await send('officer', id, 'return', { text: 'Thuộc Sở Xây dựng.' })).status).to.equal(303);
    expect((await caseOf(world, id)).state).to.equal('routed');
    const { id: old } = await forwardedCase(world);
    world.clock.advance('6 days');
    const renewed = await world.signIn('officer');
    expect(await renewed.text(page(old))).to.not.include('Chuyển trả tổng đài');
    const late = await renewed.submit(page(old), { text: 'Không phải của phường.' }, `${page(old)}/return`);
    expect(late.status).to.equal(409);
    for (const role of staff.keys()) staff.set(role, await world.signIn(role));
  });

  it('leaves an extension to Home Affairs', async () => {
    const { id } = await forwardedCase(world);
    expect((await send('officer', id, 'extension', { amount: '3', text: 'Cần xác minh.' })).status).to.equal(303);
    expect((await send('officer', id, 'extension-decision', { granted: 'yes', text: 'Tự duyệt.' })).status).to.equal(
      403,
    );
    expect(await as('home_affairs').text(page(id))).to.include('Đề nghị gia hạn: 3 ngày làm việc');
    const before = (await caseOf(world, id)).clocks.at(-1)?.dueAt as Date;
    const granted = await send('home_affairs', id, 'extension-decision', { granted: 'yes', text: 'Đồng ý.' });
    expect(granted.status).to.equal(303);
    expect((await caseOf(world, id)).clocks.at(-1)?.dueAt).to.be.greaterThan(before);
    expect((await send('officer', id, 'extension', { amount: '1', text: 'Thêm nữa.' })).status).to.equal(409);
  });

  it('shows an internal note to the house that wrote it and to the monitor', async () => {
    const { id } = await forwardedCase(world);
    expect((await send('officer', id, 'notes', { text: 'Nhớ hỏi lại bộ phận một cửa.' })).status).to.equal(303);
    for (const role of ['officer', 'monitor'] as const)
      expect(await as(role).text(page(id)), role).to.include('một cửa.');
    for (const role of ['hotline', 'home_affairs'] as const)
      expect(await as(role).text(page(id)), role)
        .to.not.include('một cửa.')
        .and.not.include('Ghi chú nội bộ</p>');
  });

  it('links two cases both ways and lends the answer of the one to the other', async () => {
    const [{ id: one }, { id: other }] = [await forwardedCase(world), await forwardedCase(world)];
    const linked = await send('officer', one, 'links', { other: other.slice(0, 8).toUpperCase() });
    expect(linked.status).to.equal(303);
    expect((await caseOf(world, one)).links).to.deep.equal([other]);
    expect((await caseOf(world, other)).links).to.deep.equal([one]);
    expect((await send('officer', one, 'links', { other: other.slice(0, 8) })).status).to.equal(409);
    await perform(world, other, await actorOf(world, 'officer'), resolve('Câu trả lời để dùng chung.'));
    const drafted = await send('officer', one, 'reply-draft', {
      form: 'resolution',
      text: '',
      template: `case:${other}`,
    });
    expect(await drafted.text()).to.match(/<textarea[^>]*>Câu trả lời để dùng chung\./);
  });

  it('answers a link to a case that one may not see like a link to none', async () => {
    const { id } = await forwardedCase(world);
    const { id: hidden } = await routedCase(world, { topic: 'harassment' });
    const [there, nowhere] = await Promise.all([
      send('officer', id, 'links', { other: hidden.slice(0, 8) }),
      send('officer', id, 'links', { other: '00000000' }),
    ]);
    const text = async (answer: Response): Promise<string> => (await answer.text()).replace(/value="[^"]*"/g, '');
    expect(there.status).to.equal(422);
    expect(await text(there)).to.equal(await text(nowhere));
  });

  it('opens the contact for a reason, once, and writes the reason into the story', async () => {
    const contact = { name: 'Người Gửi Đơn', phone: '0911222333' };
    const { id } = await forwardedCase(world, { contact, nameKept: true });
    for (const role of ['hotline', 'monitor', 'officer', 'home_affairs'] as const)
      expect(await as(role).text(page(id)), role)
        .to.not.include('Người Gửi Đơn')
        .and.not.include('0911222333');
    const opened = await send('hotline', id, 'contact', { text: 'Gọi lại để hỏi ngày nộp.' });
    expect(opened.status).to.equal(200);
    expect(opened.headers.get('cache-control')).to.equal('no-store');
    expect(await opened.text())
      .to.include('Người Gửi Đơn')
      .and.include('0911222333');
    const after = await as('monitor').text(page(id));
    expect(after).to.include('Gọi lại để hỏi ngày nộp.').and.not.include('0911222333');
    for (const role of ['officer', 'home_affairs'] as const)
      expect((await send(role, id, 'contact', { text: 'Tò mò.' })).status, role).to.equal(403);
    expect((await send('hotline', id, 'contact', { text: ' ' })).status).to.equal(422);
  });

  it('gives files to those who see the case, but not to the agency complained about', async () => {
    const { attachments, complaints } = world.system.actions;
    await attachments.stage([await photograph()], 'a staging key of tests');
    const { id } = await forwardedCase(world, { staged: 'a staging key of tests' });
    const [file] = await attachments.of(id);
    const address = `${page(id)}/files/${file?.id}`;
    for (const role of ['hotline', 'monitor', 'home_affairs'] as const) {
      expect(await as(role).text(page(id)), role).to.include(address);
      const given = await as(role).get(address);
      expect(given.status, role).to.equal(200);
      expect(given.headers.get('content-disposition')).to.include('attachment');
    }
    expect((await as('officer').get(address)).status).to.equal(404);
    expect(await as('officer').text(page(id))).to.include('Tệp không được cho cơ quan bị phản ánh xem');
    expect(complaints).to.be.an('object');
  });

  it('tells the agency complained about neither the minute nor the time of day', async () => {
    world.clock.set('2026-11-29T03:17:42Z');
    for (const role of staff.keys()) staff.set(role, await world.signIn(role));
    const { id } = await forwardedCase(world, { time: '08:41', content: 'Gọi tôi 0903 123 456.' });
    await perform(world, id, await actorOf(world, 'officer'), note('Một ghi chú.'));
    const officer = await as('officer').text(page(id));
    expect(officer).to.not.include('10:17').and.not.include('08:41').and.not.include('0903');
    expect(officer).to.include('Gọi tôi •••.');
    expect(await as('hotline').text(page(id)))
      .to.include('10:17:42')
      .and.include('08:41');
  });

  it('is no way to a denunciation', async () => {
    const { id } = await routedCase(world, { class: 'denunciation' });
    for (const role of ['hotline', 'monitor', 'home_affairs', 'officer'] as const)
      expect((await as(role).get(page(id))).status, role).to.equal(404);
  });
});
