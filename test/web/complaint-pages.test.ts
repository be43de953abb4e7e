import { expect } from 'chai';
import { photograph } from '../support/attachments.ts';
import { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const form = '/complaints/new?agency=H79-N26740';
const filled = { topic: 'harassment', content: 'Cán bộ gợi ý chi thêm tiền.', consent: 'yes' };
const codesIn = (html: string) => [...html.matchAll(/class="big-code">([^<]+)</g)].map(([, code]) => code ?? '');

describe('the complaint pages', () => {
  let world: World;
  let resident: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  beforeEach(() => {
    resident = new Visitor(world.url);
  });
  after(() => world.close());

  const file = async (fields: Readonly<Record<string, string>> = {}, visitor = resident) => {
    const sent = await visitor.submit(form, { ...filled, ...fields }, '/complaints/new');
    expect(sent.status).to.equal(303);
    const html = await visitor.text(sent.headers.get('location') ?? '');
    const [trackingCode = '', pin = ''] = codesIn(html);
    return { trackingCode, pin, location: sent.headers.get('location') ?? '' };
  };
  const track = (trackingCode: string, pin: string) => resident.submit('/track', { trackingCode, pin });
  const story = async (trackingCode: string, pin: string): Promise<string> => {
    expect((await track(trackingCode, pin)).headers.get('location')).to.equal('/track/story');
    return resident.text('/track/story');
  };

  it('find the agency by part of its name, without diacritics', async () => {
    const html = await resident.text('/complaints/new?q=sai+gon');
    expect(html).to.include('>Phường Sài Gòn<').and.include('/complaints/new?agency=H79-N26740');
    expect(await resident.text('/complaints/new?q=zzz')).to.include('Không tìm thấy cơ quan nào');
  });

  it('take a complaint and show its code and PIN once, never in an address', async () => {
    const { trackingCode, pin, location } = await file();
    expect(trackingCode).to.match(/^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}-[0-9A-Z]$/);
    expect(pin).to.match(/^\d{6}$/);
    expect(location).to.equal('/complaints/thanks');
    expect(codesIn(await resident.text('/complaints/thanks'))).to.deep.equal([]);
  });

  it('make one complaint of a double click', async () => {
    const page = await resident.text(form);
    const nonce = /name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const send = () => resident.submit(form, { ...filled, nonce, content: 'Bấm hai lần.' }, '/complaints/new');
    await Promise.all([send(), send(), send()]);
    const all = await world.system.stores.complaints.list({}, { sort: 'newest', limit: 50 });
    expect(all.filter(({ content }) => content === 'Bấm hai lần.')).to.have.length(1);
  });

  it('say everything that is wrong at once and keep what was typed', async () => {
    const sent = await resident.submit(
      form,
      { content: ' ', 'contact-phone': '12', 'contact-email': 'a@b', 'contact-name': 'Người <b>gửi' },
      '/complaints/new',
    );
    const html = await sent.text();
    expect(sent.status).to.equal(422);
    for (const field of ['content', 'contact-phone', 'contact-email', 'consent'])
      expect(html, field).to.include(`<a href="#${field}">`).and.include(`id="${field}"`);
    expect(html).to.include('value="Người &lt;b&gt;gửi"').and.include('value="a@b"');
  });

  it('refuse a day that does not exist or lies ahead, a unit that had ended, and fields that nobody asked for', async () => {
    for (const [fields, said] of [
      [{ day: '2026-02-30' }, 'Phải là một ngày có thật'],
      [{ day: '2026-11-23' }, 'tương lai'],
      [{ agency: 'H79-26740' }, 'UBND Phường Sài Gòn (H79-N26740)'],
      [{ procedure: '9.999999' }, '9.999999'],
      [{ time: '25:00' }, 'ví dụ 07:30'],
      [{ place: 'x'.repeat(201) }, 'Dài quá 200 ký tự'],
      [{ class: 'rating_comment' }, 'Phải là một trong các giá trị'],
      [{ nameKept: 'maybe' }, 'Phải là một trong các giá trị'],
      [{ state: 'routed' }, 'Không có trường này'],
    ] as const) {
      const sent = await resident.submit(form, { ...filled, ...fields }, '/complaints/new');
      expect(sent.status, JSON.stringify(fields)).to.equal(422);
      expect(await sent.text()).to.include(said);
    }
  });

  it('take what happened when and where, which file it was about, and whose name is kept', async () => {
    const about = { topic: 'late_file', day: '2026-11-20', time: '07:30', place: 'Quầy số 3', dossierCode: 'H29-1' };
    for (const [fields, nameKept] of [
      [{}, false],
      [{ nameKept: 'keep' }, true],
      [{ topic: 'attitude' }, true],
      [{ topic: 'attitude', nameKept: 'known' }, false],
    ] as const) {
      const { trackingCode, pin } = await file({ ...about, ...fields, content: `Việc ${JSON.stringify(fields)}` });
      const found = await world.system.actions.complaints.follow({ trackingCode, pin });
      const { day, time, place, dossierCode, consent } = found ?? expect.fail('no such case');
      expect({ day, time, place, dossierCode, nameKept: found?.nameKept }).to.deep.equal({
        ...{ day: about.day, time: about.time, place: about.place, dossierCode: about.dossierCode },
        nameKept,
      });
      expect(consent).to.include({ purpose: 'handling', textVersion: 'complaint-2', channel: 'web' });
    }
  });

  it('keep the files over a mistake and send them with the rest', async () => {
    const photo = new Blob([new Uint8Array(await photograph())]);
    const send = (html: string, fields: Readonly<Record<string, string>>, files: readonly Blob[] = []) => {
      const body = new FormData();
      for (const [, name = '', value = ''] of html.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g))
        body.append(name, value);
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      for (const one of files) body.append('attachments', one, 'a.jpg');
      return resident.fetch('/complaints/new', { method: 'POST', body });
    };
    const { consent, ...unsure } = filled;
    const wrong = await send(await resident.text(form), unsure, [photo, new Blob(['no picture'])]);
    expect(wrong.status).to.equal(422);
    const again = await wrong.text();
    expect(again).to.include('Không gửi ảnh 1 (').and.include('Tệp thứ 2 vừa chọn không phải là ảnh');
    expect((await send(again, { ...unsure, consent })).status).to.equal(303);
    const [trackingCode = '', pin = ''] = codesIn(await resident.text('/complaints/thanks'));
    const found = await world.system.actions.complaints.follow({ trackingCode, pin });
    expect(found?.attachments).to.equal(1);
    expect(await world.system.actions.attachments.of(found?.id ?? '')).to.have.length(1);
  });

  it('lock a denunciation away and say where to go and what not to do', async () => {
    for (const fields of [{ content: 'Tôi tố cáo việc nhận tiền.' }, { class: 'denunciation' }]) {
      const sent = await resident.submit(form, { ...filled, ...fields }, '/complaints/new');
      const html = await resident.text(sent.headers.get('location') ?? '');
      expect(codesIn(html)).to.have.length(2);
      expect(html)
        .to.include('Nội dung đã được niêm phong')
        .and.include('Thanh tra Thành phố')
        .and.include('Xin đừng gửi thêm chi tiết')
        .and.include('/complaints/legal')
        .and.not.include('Tổng đài 1022 đọc');
    }
  });

  it('tell whoever has a legal complaint that sending it here does not lodge it', async () => {
    const sent = await resident.submit(
      form,
      { ...filled, topic: 'other', content: 'Không đồng ý với quyết định thu phí.', class: 'legal_complaint' },
      '/complaints/new',
    );
    expect(await resident.text(sent.headers.get('location') ?? '')).to.include('chưa phải là nộp đơn khiếu nại');
    const guide = await resident.text('/complaints/legal');
    expect(guide).to.include('Luật Khiếu nại').and.include('Luật Tố cáo').and.include('Thanh tra Thành phố');
    expect(await resident.text(form)).to.include('href="/complaints/legal"');
  });

  it('take a complaint about a unit that has ended, for a day on which it existed', async () => {
    const { trackingCode, pin } = await file({ agency: 'H79-26740', day: '2025-06-30' });
    expect(await story(trackingCode, pin)).to.include('UBND Phường Bến Nghé');
  });

  it('know no unit that is not there, and those that nobody rates', async () => {
    for (const code of ['H79-1022', 'H79-MTTQ', 'H79'])
      expect((await resident.get(`/complaints/new?agency=${code}`)).status, code).to.equal(200);
    for (const code of ['H79-NONE', '__proto__', '[object Object]'])
      expect((await resident.get(`/complaints/new?agency=${encodeURIComponent(code)}`)).status, code).to.equal(404);
  });

  it('tell the story of a complaint to whoever has its code and PIN', async () => {
    const { trackingCode, pin } = await file({ content: 'Việc thứ nhất.\nViệc thứ hai.' });
    await world.drain();
    const html = await story(trackingCode.toLowerCase(), pin);
    expect(html).to.include('Đã nhận phản ánh.').and.include('Việc thứ nhất.\nViệc thứ hai.');
    expect(html).to.include('Tổng đài 1022').and.include('Sở Nội vụ').and.include('Ủy ban Mặt trận Tổ quốc');
  });

  it('answer a wrong code and a wrong PIN alike', async () => {
    const { trackingCode, pin } = await file();
    const answers = await Promise.all(
      [
        [trackingCode, pin === '000000' ? '000001' : '000000'],
        [trackingCode, 'abc'],
        ['0000-0000-0000-0000-0', pin],
      ].map(async ([code = '', wrong = '']) => {
        const answer = await track(code, wrong);
        return `${answer.status} ${(await answer.text()).replaceAll(code, 'CODE')}`;
      }),
    );
    expect(new Set(answers).size).to.equal(1);
    expect(answers[0]).to.match(/^422 /);
  });

  it('slow down whoever guesses PINs, also from many addresses', async () => {
    const { trackingCode } = await file();
    const statuses = [];
    for (let pin = 0; pin < 21; pin += 1) statuses.push((await track(trackingCode, `99999${pin}`)).status);
    expect(statuses.slice(0, 20)).to.deep.equal(Array(20).fill(422));
    expect(statuses[20]).to.equal(429);
  });

  it('keep what was typed when too many complaints came from one network', async () => {
    const busy = await openWorld({ worker: false, settings: { PUBLIC_RATE_LIMIT: '60' } });
    const statuses: number[] = [];
    for (let filings = 0; filings < 31; filings += 1) {
      const visitor = new Visitor(busy.url);
      const sent = await visitor.submit(form, { ...filled, content: `Lần thứ ${filings}.` }, '/complaints/new');
      statuses.push(sent.status);
      if (sent.status === 429) expect(await sent.text()).to.include(`Lần thứ ${filings}.`);
    }
    expect(statuses.at(-1)).to.equal(429);
    await busy.close();
  });

  it('are not sent by other sites', async () => {
    const answer = await resident.fetch('/complaints/new', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams(filled),
    });
    expect(answer.status).to.equal(403);
  });

  it('speak English, too', async () => {
    const html = await resident.text('/complaints/new?agency=H79-N26740&lang=en');
    expect(html).to.include('Send complaint').and.include('Harassment, or hints to pay');
  });
});
