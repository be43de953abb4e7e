import { expect } from 'chai';
import type { Complaint } from '../../src/domain/complaint.ts';
import { accept, ask, note, openContact, resolve } from '../../src/domain/handling-steps.ts';
import { claim, classify, handOver, refuse } from '../../src/domain/hotline-steps.ts';
import { find } from '../../src/domain/monitor-steps.ts';
import { entrust, purge } from '../../src/domain/quarantine-steps.ts';
import { photograph } from '../support/attachments.ts';
import { caseworkers } from '../support/caseworker.ts';
import { aFiling } from '../support/complaint.ts';
import { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const story = '/track/story';
const hiddenField = /type="hidden" name="([^"]+)" value="([^"]*)"/g;

describe('the story of a complaint', () => {
  let world: World;
  let work: ReturnType<typeof caseworkers>;
  let resident: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
    await world.openAccounts();
    work = caseworkers(world);
  });
  beforeEach(() => {
    resident = new Visitor(world.url);
  });
  after(() => world.close());

  let filed = 0;
  const file = async (about: Parameters<typeof aFiling>[0] = {}) => {
    const opened = await world.system.actions.complaints.file(aFiling(about), `story ${(filed += 1)}`);
    await world.drain();
    return opened;
  };
  const open = async ({ trackingCode, pin }: { trackingCode: string; pin: string }, visitor = resident) => {
    const sent = await visitor.submit('/track', { trackingCode, pin });
    expect([sent.status, sent.headers.get('location')]).to.deep.equal([303, story]);
  };
  /** The words of the story page, without its marks. */
  const read = async (path = story, visitor = resident): Promise<string> =>
    (await visitor.text(path)).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  /** Sends a form of the page as it stands, or as it stood when the trail was `seen` long. */
  const say = async (noun: string, { seen, ...fields }: Readonly<Record<string, string>> = {}): Promise<Response> =>
    resident.fetch(`${story}/${noun}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ ...fields, seen: seen ?? seenIn(await resident.text(story)) }),
    });
  const seenIn = (html: string): string => /name="seen" value="(\d+)"/.exec(html)?.[1] ?? '0';
  const kinds = async (id: string) => (await found(id)).trail.map(({ kind }) => kind);
  const found = async (id: string): Promise<Complaint> =>
    (await world.system.stores.complaints.find(id)) ?? expect.fail('no such case');

  it('of a late file is lived by the resident alone, from the code to her own verdict', async () => {
    const opened = await file();
    await open(opened);
    expect(await read())
      .to.include('Tổng đài 1022 đang xem xét')
      .and.include('Tổng đài 1022 phải chuyển đi chậm nhất 10:05 ngày 22/11/2026');
    world.clock.advance('2 minutes');
    await work.forwardOn(opened.id);
    expect(await read())
      .to.include('Đã chuyển đến UBND Phường Sài Gòn, chưa bắt đầu giải quyết')
      .and.match(/UBND Phường Sài Gòn phải trả lời chậm nhất hết ngày \d\d\/12\/2026/);
    await work.perform(opened.id, 'officer', accept, ask('Số biên nhận của ông/bà là gì?'));
    expect(await read())
      .to.include('đang chờ ông/bà bổ sung')
      .and.include('Số biên nhận của ông/bà là gì?')
      .and.include('Thời hạn đang tạm dừng')
      .and.include('Ông/bà có thể bổ sung đến hết ngày 22/12/2026');
    expect((await say('information', { text: ' ' })).status).to.equal(422);
    expect((await say('information', { text: 'Biên nhận số 15.' })).status).to.equal(303);
    expect(await read())
      .to.include('Đã ghi nhận.')
      .and.include('Biên nhận số 15.')
      .and.include('đang giải quyết');
    await work.perform(opened.id, 'officer', resolve('Hồ sơ đã trả hôm nay. Phường xin lỗi.'));
    const answered = await read();
    expect(answered)
      .to.include('Hồ sơ đã trả hôm nay. Phường xin lỗi.')
      .and.include('Cơ quan nói Đã giải quyết, ngày 22/11/2026')
      .and.include('Ông/bà nói Chưa có ý kiến')
      .and.include('Chưa đánh giá')
      .and.include('đến hết ngày 22/12/2026');
    expect((await say('handling-rating')).status).to.equal(422);
    expect((await say('handling-rating', { score: '4' })).status).to.equal(303);
    expect((await say('confirmation')).status).to.equal(303);
    expect(await read())
      .to.include('Ông/bà nói Đã được giải quyết')
      .and.include('Ông/bà hài lòng với cách giải quyết Hài lòng')
      .and.include('Đã kết thúc: ông/bà xác nhận');
    expect(await found(opened.id)).to.include({ state: 'closed', handlingScore: 4 });
  });

  it('says honestly that the answer is late, whose turn it is and who was told', async () => {
    const opened = await file();
    await work.forwardOn(opened.id);
    world.clock.advance('40 days');
    await world.drain();
    await open(opened);
    const html = await read();
    expect(html).to.match(/Đã trễ: UBND Phường Sài Gòn lẽ ra phải trả lời chậm nhất hết ngày \d\d\/12\/2026/);
    expect(html)
      .to.include('Việc trễ hạn đã được báo lên cấp trên')
      .and.include('UBND Phường Sài Gòn đã trễ hạn trả lời')
      .and.match(/Việc trễ hạn được báo lên \S/);
    world.clock.advance('-40 days');
  });

  it('is reopened twice, the second time after a month less a day, and never after that month', async () => {
    const opened = await file();
    await work.forwardOn(opened.id);
    for (const n of [1, 2]) {
      await work.perform(opened.id, 'officer', resolve(`Đã xong lần ${n}.`));
      world.clock.advance('29 days');
      await open(opened);
      expect((await say('reopening', n === 1 ? { text: 'Vẫn chưa có.' } : {})).status).to.equal(303);
      expect(await read())
        .to.include(`lần thứ ${n}`)
        .and.include(`Số lần yêu cầu giải quyết lại: ${n}`);
    }
    expect((await found(opened.id)).watchers).to.include('H79-SNV');
    await work.perform(opened.id, 'officer', resolve('Đã xong lần 3.'));
    await open(opened);
    const page = await resident.text(story);
    world.clock.advance('31 days');
    await world.drain();
    await open(opened);
    expect(await read())
      .to.include('Im lặng không được tính là đồng ý')
      .and.include('Thời gian có thể yêu cầu giải quyết lại đã hết')
      .and.not.include('Chưa xong, yêu cầu giải quyết lại');
    const late = await say('reopening', { seen: seenIn(page), text: 'Tôi đi vắng nên không biết.' });
    expect(late.status).to.equal(409);
    expect(await late.text())
      .to.include('đã hết. Nếu việc vẫn chưa xong, hãy gửi phản ánh mới')
      .and.include('>Tôi đi vắng nên không biết.</textarea>');
    expect(await found(opened.id))
      .to.include({ state: 'closed', reopenings: 2 })
      .and.not.have.property('confirmedAt');
    world.clock.advance('-89 days');
  });

  it('takes each word once, on a double click and on going back', async () => {
    const opened = await file({ contact: { email: 'dan@example.com' } });
    await work.forwardOn(opened.id);
    await open(opened);
    const before = seenIn(await resident.text(story));
    const twice = async (noun: string, fields: Readonly<Record<string, string>> = {}) => {
      const seen = noun === 'information' ? before : String((await found(opened.id)).trail.length);
      const send = async () => (await say(noun, { ...fields, seen })).status;
      expect([...(await Promise.all([send(), send()])), await send()], noun).to.deep.equal([303, 303, 303]);
    };
    await twice('information', { text: 'Biên nhận số 15.' });
    await twice('letters', { letters: 'stop' });
    await twice('letters', { letters: 'resume' });
    await work.perform(opened.id, 'officer', resolve('Đã trả hồ sơ.'));
    await twice('handling-rating', { score: '2' });
    await twice('reopening', { text: 'Chưa có.' });
    await work.perform(opened.id, 'officer', resolve('Nay đã trả.'));
    await twice('confirmation');
    const said = ['added', 'notices_stopped', 'notices_resumed', 'handling_rated', 'reopened', 'confirmed'];
    expect((await kinds(opened.id)).filter((kind) => said.includes(kind))).to.deep.equal(said);
    const again = await say('information', { seen: before, text: 'Việc khác.' });
    expect(again.status).to.equal(409);
    expect(await again.text())
      .to.include('nay là “Đã kết thúc”')
      .and.include('>Việc khác.</textarea>');
  });

  it('keeps the files of an addition over a fault and gives them out to be looked at again', async () => {
    const opened = await file();
    await work.forwardOn(opened.id);
    await open(opened);
    const photo = new Blob([new Uint8Array(await photograph())]);
    /** The hidden fields of the form of additions. */
    const hidden = (html: string) =>
      [...(html.split('/information"')[1] ?? '').split('</form>', 1).join('').matchAll(hiddenField)].map(
        ([, name = '', value = '']) => [name, value] as const,
      );
    const send = (html: string, text: string, files: readonly Blob[] = []) => {
      const body = new FormData();
      for (const [name, value] of [...hidden(html), ['text', text] as const]) body.append(name, value);
      for (const one of files) body.append('attachments', one, 'a.jpg');
      return resident.fetch(`${story}/information`, { method: 'POST', body });
    };
    const wrong = await send(await resident.text(story), '', [photo]);
    expect(wrong.status).to.equal(422);
    const again = await wrong.text();
    expect(again).to.include('Không gửi ảnh 1 (');
    expect((await send(again, 'Ảnh giấy hẹn.')).status).to.equal(303);
    const html = await resident.text(story);
    expect(html).to.include('Số tệp: 1').and.include('Ảnh giấy hẹn.');
    const file1 = /href="(\/track\/story\/files\/[^"]+)"/.exec(html)?.[1] ?? '';
    const given = await resident.get(file1);
    expect([given.status, given.headers.get('content-type')]).to.deep.equal([200, 'image/jpeg']);
    expect((await new Visitor(world.url).get(file1)).status).to.equal(404);
  });

  it('tells who opened the name and why, what was reclassified, and nothing of what staff write among themselves', async () => {
    const opened = await file({ contact: { name: 'Người gửi', phone: '0903123456' } });
    await work.perform(
      opened.id,
      'hotline',
      claim,
      classify({ class: 'feedback_policy', topic: 'extra_papers', reason: 'Nội dung nói về giấy tờ.' }),
      openContact('Gọi lại để hỏi biên nhận.'),
      note('Ghi chú trong nhà.'),
    );
    const by = new Date(world.clock.now().getTime() + 5 * 86_400_000);
    await work.perform(opened.id, 'monitor', find('recommendation', 'H79-N26740', by, 'Lời của giám sát.'));
    await open(opened);
    expect(await read())
      .to.include('Tổng đài 1022 mở xem tên và cách liên lạc của ông/bà, với lý do: Gọi lại để hỏi biên nhận.')
      .and.include('Được ghi lại là về “Đòi thêm giấy tờ ngoài quy định”, trước đó là “Hồ sơ trễ hẹn”.')
      .and.include('Nội dung nói về giấy tờ.')
      .and.match(/Ủy ban Mặt trận Tổ quốc[^.]* đã xem phản ánh này, gửi kiến nghị đến UBND Phường Sài Gòn/)
      .and.not.include('Ghi chú trong nhà')
      .and.not.include('Lời của giám sát')
      .and.not.include('Người gửi,');
  });

  it('of a refused case shows the reason and lets it be reopened', async () => {
    const opened = await file();
    await work.perform(opened.id, 'hotline', claim, refuse('Không rõ việc gì.'));
    await open(opened);
    expect(await read())
      .to.include('Không rõ việc gì.')
      .and.include('Ông/bà không đồng ý với kết quả này?');
    expect((await say('reopening')).status).to.equal(303);
    expect((await found(opened.id)).state).to.equal('routed');
  });

  it('of a legal complaint says where it is lodged', async () => {
    const opened = await file({ class: 'legal_complaint', topic: 'other' });
    const check = classify({ class: 'legal_complaint', topic: 'other' });
    await work.perform(opened.id, 'hotline', claim, check, handOver('Nộp đơn tại UBND Phường Sài Gòn.'));
    await open(opened);
    expect(await read())
      .to.include('trình tự riêng của luật')
      .and.include('Nộp đơn tại UBND Phường Sài Gòn.')
      .and.include('Cơ quan nói Đã hướng dẫn nơi nộp đơn');
  });

  it('of a denunciation tells only that it is locked, where to go, and when it was handed over', async () => {
    const secret = 'Tôi tố cáo ông trưởng phòng nhận tiền.';
    const opened = await file({ content: secret });
    await open(opened);
    const html = await read();
    expect(html).to.include('được niêm phong').and.include('Thanh tra Thành phố').and.include('đừng gửi thêm chi tiết');
    for (const told of [secret, 'trưởng phòng', 'Sài Gòn']) expect(html).to.not.include(told);
    const more = await say('information', { seen: '2', text: 'Thêm chi tiết.' });
    expect(more.status).to.equal(409);
    expect(JSON.stringify(await found(opened.id))).to.not.include('Thêm chi tiết');
    const officer = await work.staff('hotline');
    const custodian = { ...officer, role: 'inspector' } as typeof officer & { kind: 'staff' };
    await world.system.actions.complaints.perform(opened.id, { kind: 'system' }, (complaint, actor, around) =>
      entrust(complaint, actor, { ...around, custodian: custodian.id }),
    );
    await world.system.actions.complaints.perform(opened.id, custodian, purge('Biên bản số 1'));
    expect(await read())
      .to.include('Nội dung đã được bàn giao cho cơ quan có thẩm quyền lúc')
      .and.not.include('Biên bản số 1')
      .and.not.include('được giải quyết như phản ánh');
  });

  it('stays open for half an hour without a click, on one browser alone, and never in an address', async () => {
    const opened = await file();
    await work.forwardOn(opened.id);
    expect((await resident.get(story)).headers.get('location')).to.equal('/track');
    await open(opened);
    world.clock.advance('29 minutes');
    expect((await resident.get(story)).status).to.equal(200);
    world.clock.advance('29 minutes');
    const page = await resident.get(story);
    expect(page.status).to.equal(200);
    expect(page.headers.get('cache-control')).to.equal('no-store');
    const cookie = page.headers.getSetCookie().find((one) => one.startsWith('following=')) ?? '';
    expect(cookie).to.match(/; Path=\/track;.*HttpOnly; SameSite=Lax/);
    expect(decodeURIComponent(cookie)).to.not.include(opened.trackingCode).and.not.include(opened.pin);
    const seen = String((await found(opened.id)).trail.length);
    world.clock.advance('31 minutes');
    const late = await say('information', { seen, text: 'Đang viết dở.' });
    expect(late.status).to.equal(403);
    expect(await late.text()).to.include('>Đang viết dở.</textarea>');
    expect(await kinds(opened.id)).to.not.include('added');
    await open(opened);
    expect((await resident.submit(story, {}, '/track/leaving')).headers.get('location')).to.equal('/track');
    expect((await resident.get(story)).headers.get('location')).to.equal('/track');
  });

  it('is not moved on by other sites, nor by forms that nobody made', async () => {
    const opened = await file();
    await open(opened);
    const foreign = await resident.fetch(`${story}/confirmation`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ seen: '2' }),
    });
    expect(foreign.status).to.equal(403);
    for (const [noun, fields] of [
      ['information', { text: 'x', state: 'closed' }],
      ['information', { text: 'x'.repeat(5001) }],
      ['letters', { letters: 'burn' }],
      ['confirmation', { seen: '-1' }],
    ] as const)
      expect((await say(noun, fields)).status, JSON.stringify(fields).slice(0, 40)).to.equal(422);
    expect((await say('confirmation')).status).to.equal(409);
    expect(await kinds(opened.id)).to.deep.equal(['received', 'routed']);
  });

  it('is told in English, too', async () => {
    const opened = await file();
    await work.forwardOn(opened.id);
    await open(opened);
    expect(await read(`${story}?lang=en`))
      .to.match(/must answer by the end of \d\d\/12\/2026/)
      .and.include('Forwarded to');
    const late = await say('confirmation');
    expect(late.status).to.equal(409);
    expect(await late.text()).to.include('is now “Forwarded, not taken up yet”');
  });
});
