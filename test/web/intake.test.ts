import { expect } from 'chai';
import { photograph } from '../support/attachments.ts';
import { routedCase } from '../support/casework.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const intake = '/staff/intake';

describe('what staff write down for somebody', () => {
  let world: World;
  let operator: Visitor;
  let interviewer: Visitor;
  before(async () => {
    world = await openWorld({ worker: false, at: '2026-11-24T02:00:00Z' });
    operator = await world.signIn('hotline');
    interviewer = await world.signIn('interviewer');
  });
  after(() => world.close());

  const told = {
    ...{ channel: 'phone', language: 'vi', 'contact-phone': '', 'contact-name': '', 'contact-email': '' },
    ...{ 'name-kept': 'usual', content: 'Hẹn ngày 20 trả hồ sơ, đến nay chưa có.', day: '', time: '', place: '' },
    ...{ agency: 'phuong sai gon', procedure: '', dossier: '', class: '', consent: 'yes', do: 'save' },
  };
  const save = (who: Visitor, fields: Record<string, string | readonly string[]> = {}) =>
    who.submit(intake, { ...told, ...fields });
  /** The codes that the page shows, put together again. */
  const codesOn = (page: string) => {
    const spans = [...page.matchAll(/<span>([^<]+)<\/span>/g)].map(([, letters = '']) => letters.replaceAll(' ', ''));
    return { trackingCode: spans.slice(0, -2).join('-'), pin: spans.slice(-2).join('') };
  };
  const count = () => world.system.stores.complaints.count({});

  it('becomes a case that the operator holds at once, with codes to read aloud, once', async () => {
    const saved = await save(operator, {
      'contact-phone': '0903 555 777',
      'contact-name': 'Người gọi',
      place: 'Quầy 3',
    });
    expect(saved.headers.get('location')).to.equal('/staff/intake/done');
    const page = await operator.text('/staff/intake/done');
    const complaint = await world.system.actions.complaints.follow(codesOn(page));
    expect(complaint?.trail.map(({ kind, by }) => [kind, by.role])).to.deep.equal([
      ['received', 'hotline'],
      ['routed', 'system'],
      ['claimed', 'hotline'],
    ]);
    expect(complaint).to.include({ agency: 'H79-N26740', channel: 'phone', place: 'Quầy 3', state: 'routed' });
    expect(complaint?.consent).to.include({ purpose: 'handling', channel: 'phone', textVersion: 'complaint-2' });
    expect(page).to.include(`/staff/complaints/${complaint?.id}`);
    expect(await operator.text(`/staff/complaints/${complaint?.id}`)).to.include('name="remark"');
    const again = await operator.text('/staff/intake/done');
    expect(again).to.include('Hai mã không còn hiện ở đây').and.not.include('aloud');
  });

  it('is one case however often the form is sent', async () => {
    const before = await count();
    const page = await operator.text(intake);
    const hidden: Record<string, string> = {};
    for (const [, name = '', value = ''] of page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g))
      hidden[name] = value;
    const send = () =>
      operator.fetch(intake, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ ...hidden, ...told, content: 'Gửi hai lần.' }),
      });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect((await count()) - before).to.equal(1);
  });

  it('is saved only with a yes, and nothing typed is lost', async () => {
    const before = await count();
    const refused = await save(operator, { consent: '', 'contact-name': 'Người Không Đồng Ý' });
    expect(refused.status).to.equal(422);
    expect(await refused.text())
      .to.include('Chỉ lưu phản ánh khi người gửi đã đồng ý')
      .and.include('Người Không Đồng Ý')
      .and.include('phuong sai gon');
    const several = await (await save(operator, { consent: '', agency: 'tan' })).text();
    expect(several, 'all faults at once').to.include('người gửi đã đồng ý').and.include('“tan” có thể là');
    for (const wrong of [
      { agency: 'tan' },
      { agency: 'không có đâu' },
      { agency: '' },
      { content: ' ' },
      { 'contact-phone': '123' },
      { time: '25:00' },
      { day: '2026-12-31' },
      { channel: 'web' },
      { procedure: 'không có' },
    ])
      expect((await save(operator, wrong)).status, JSON.stringify(wrong)).to.equal(422);
    expect(await count()).to.equal(before);
  });

  it('keeps its photographs when another field is wrong', async () => {
    const page = await operator.text(intake);
    const body = new FormData();
    for (const [, name = '', value = ''] of page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g))
      body.set(name, value);
    for (const [name, value] of Object.entries({ ...told, content: '' })) body.set(name, value);
    body.append('attachments', new Blob([new Uint8Array(await photograph())], { type: 'image/jpeg' }), 'x.jpg');
    const headers = { 'sec-fetch-site': 'same-origin' };
    const refused = await operator.fetch(intake, { method: 'POST', headers, body });
    expect(refused.status).to.equal(422);
    const shown = await refused.text();
    const [, staging = ''] = /name="staging" value="([^"]+)"/.exec(shown) ?? [];
    body.delete('attachments');
    body.set('staging', staging);
    body.set('content', 'Có ảnh kèm theo.');
    expect((await operator.fetch(intake, { method: 'POST', headers, body })).status).to.equal(303);
    const complaint = await world.system.actions.complaints.follow(codesOn(await operator.text('/staff/intake/done')));
    expect(complaint?.attachments).to.equal(1);
    expect(await world.system.actions.attachments.of(complaint?.id ?? '')).to.have.length(1);
  });

  it('shows the hotline earlier cases of a phone number, beside what was typed so far', async () => {
    const { id } = await routedCase(world, { contact: { phone: '0912 000 111' } });
    const asked = { ...told, 'contact-phone': '+84912000111', content: 'Đang kể dở', do: 'earlier' };
    const page = await (await operator.submit(intake, asked)).text();
    expect(page).to.include(`/staff/complaints/${id}`).and.include('Đang kể dở');
    expect(await (await interviewer.submit(intake, asked)).text()).to.not.include(id);
    const nobody = await operator.submit(intake, { ...asked, 'contact-phone': '0912 999 888' });
    expect(await nobody.text()).to.include('Chưa có phản ánh nào từ số này.');
  });

  it('is never seen again by an interviewer', async () => {
    expect((await save(interviewer, { channel: 'face_to_face' })).status).to.equal(303);
    const page = await interviewer.text('/staff/intake/done');
    const complaint = await world.system.actions.complaints.follow(codesOn(page));
    expect(complaint?.channel).to.equal('face_to_face');
    expect(page).to.not.include(complaint?.id);
    expect((await interviewer.get(`/staff/complaints/${complaint?.id}`)).status).to.equal(403);
    expect(await interviewer.text(intake)).to.not.include('value="earlier"');
  });

  it('comes by the channels of who writes it down', async () => {
    const supervisor = await world.signIn('supervisor');
    expect((await save(supervisor, { channel: 'post' })).status).to.equal(303);
    expect((await save(supervisor, { channel: 'phone' })).status).to.equal(422);
    expect((await save(interviewer, { channel: 'letter' })).status).to.equal(422);
  });

  it('is sealed when it is a denunciation, and the one who wrote it down is told what to say', async () => {
    const before = await count();
    expect((await save(operator, { content: 'Tôi muốn tố cáo cán bộ.' })).status).to.equal(303);
    const page = await operator.text('/staff/intake/done');
    expect(page).to.include('được niêm phong').and.not.include('/staff/complaints/');
    expect(await count()).to.equal(before);
  });

  it('keeps the name from the agency when asked to, and for conduct without asking', async () => {
    const kept = async (fields: Record<string, string>) => {
      expect((await save(operator, fields)).status).to.equal(303);
      const page = await operator.text('/staff/intake/done');
      return (await world.system.actions.complaints.follow(codesOn(page)))?.nameKept;
    };
    expect(await kept({})).to.equal(false);
    expect(await kept({ 'name-kept': 'kept' })).to.equal(true);
    expect(await kept({ topic: 'attitude' })).to.equal(true);
    expect(await kept({ topic: 'attitude', 'name-kept': 'known' })).to.equal(false);
  });

  it('finds a unit of the past on the day that it still was', async () => {
    const fields = { agency: 'UBND Quận 1', content: 'Việc năm ngoái.' };
    expect((await save(operator, fields)).status).to.equal(422);
    expect((await save(operator, { ...fields, day: '2025-06-20' })).status).to.equal(303);
  });
});
