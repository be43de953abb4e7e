import { expect } from 'chai';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import { allAnswers, memberOf, openCampaign } from '../support/fieldwork.ts';
import { stored } from '../support/stored.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const desk = '/staff/interviews';
const morning = '2026-11-24T03:00:00Z';

describe("the interviewer's screen", () => {
  let world: World;
  let campaign: Campaign;
  let account: Account;
  let an: Visitor;
  let binh: Visitor;
  before(async () => {
    world = await openWorld({ worker: false, at: morning });
    an = await world.signIn('interviewer');
    binh = await world.signIn('supervisor');
    const { users } = world.system.stores;
    account = (await users.withRole('interviewer'))[0] as Account;
    const other = (await users.withRole('supervisor'))[0] as Account;
    campaign = await openCampaign(world, { team: [memberOf(account, ['vi', 'en']), memberOf(other)] });
  });
  beforeEach(() => world.clock.set(morning));
  after(() => world.close());

  /** The address of the next case. */
  const next = async (who = an): Promise<string> => {
    const sent = await who.submit(desk, { campaign: campaign.id }, `${desk}/next`);
    return sent.headers.get('location') ?? '';
  };
  const begun = async (who = an): Promise<string> => {
    const address = await next(who);
    const sent = await who.submit(address, {}, `${address}/interview`);
    expect(sent.headers.get('location')).to.equal(`${address}/interview`);
    return address;
  };
  const caseAt = async (address: string): Promise<SurveyCase> =>
    (await world.system.stores.surveyCases.find(address.split('/').at(-1) ?? '')) as SurveyCase;
  const valuesOf = ({ interview }: SurveyCase) =>
    Object.fromEntries(Object.entries(interview?.answers ?? {}).map(([code, { value }]) => [code, value]));
  /** What the page's own queue sends. */
  const queued = async (address: string, fields: Record<string, string>, who = an): Promise<Response> => {
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(await who.text(desk)) ?? [];
    const headers = { accept: 'application/json', 'sec-fetch-site': 'same-origin' };
    const body = new URLSearchParams({ token, ...fields });
    return who.fetch(`${address}/answers`, { method: 'POST', headers, body });
  };
  const answerAll = (address: string, answers = allAnswers()) =>
    world.system.actions.interviews.answer(address.split('/').at(-1) ?? '', account, answers);
  const drop = (address: string, outcome = 'refusal_hard', who = an) =>
    who.submit(`${address}/outcome?outcome=${outcome}`, { note: 'Không muốn' }, `${address}/attempts`);
  const closing = { comment: '', content: '', topic: '', contact: 'none', phone: '' };

  it('gives the next person with name, number, reason and opening words', async () => {
    const front = await an.text(desk);
    expect(front).to.match(/<button class="large" autofocus[^>]*>Người tiếp theo/);
    expect(front).to.include('Khảo sát tháng 10').and.include('Đã có 0 trên 25');
    expect(front, 'a campaign by every way leads to each')
      .to.include(`href="${desk}/field"`)
      .and.include('>Phiếu giấy</a>\n</div>');
    const address = await next();
    const page = await an.text(address);
    expect(page).to.match(/href="tel:0500\d{6}">0500 \d{3} \d{3}</);
    expect(page).to.include('Người nộp').and.include('15/10/2026').and.include('Đăng ký khai sinh').and.include('1022');
    expect(await next(), 'the one in her hands comes first').to.equal(address);
    expect(await an.text(`${address}?spoken=en`)).to.include('Do you agree to answer?');
    await drop(address);
  });

  it('is closed to who is not in the team, and to who does not have the case', async () => {
    const address = await next();
    for (const path of ['', '/interview', '/outcome'])
      expect((await binh.get(`${address}${path}`)).status, path).to.equal(404);
    expect((await binh.submit('/staff', {}, `${address}/attempts`)).status).to.equal(404);
    expect((await binh.get(`${desk}/cases/nowhere`)).status).to.equal(404);
    await drop(address);
    expect(await an.text(address), 'done with')
      .to.include('không hiện ở đây')
      .and.not.include('tel:0500');
  });

  it('says why there is nobody to call, and from when', async () => {
    world.clock.set('2026-11-24T14:00:00Z');
    an = await world.signIn('interviewer');
    const page = await an.text(await next());
    expect(page).to.include('Ngoài giờ được gọi. Gọi lại được từ 08:00 25/11/2026.');
  });

  it('begins with a yes, of which text, language and time are kept', async () => {
    const address = await next();
    const sent = await an.submit(`${address}?spoken=en&mode=face_to_face`, {}, `${address}/interview`);
    expect(sent.status).to.equal(303);
    const { interview } = await caseAt(address);
    expect(interview).to.include({ language: 'en', mode: 'face_to_face', by: account.id });
    expect(interview?.consent).to.deep.equal({ version: 1, at: new Date(morning) });
    expect(await an.text(`${address}/interview`)).to.include('Overall, how satisfied are you');
    expect(await an.text(desk), 'to be resumed').to.include(`${address}/interview`);
    await drop(address);
  });

  it('asks question after question without JavaScript, and never one that was answered', async () => {
    const address = await begun();
    for (let to = `${address}/interview`, step = 0; step < 20; step += 1) {
      const page = await an.text(to);
      const [, code = ''] = /<fieldset class="card question" data-code="(\w+)"[^>]*tabindex="-1">/.exec(page) ?? [];
      const sent = await an.submit(to, { [`answer-${code}`]: step === 3 ? 'dont_know' : '4' }, `${address}/answers`);
      to = sent.headers.get('location') ?? '';
    }
    expect(Object.keys(valuesOf(await caseAt(address)))).to.have.length(20);
    expect(valuesOf(await caseAt(address))).to.include({ overall: 4, access3: 'dont_know' });
    const end = await an.text(`${address}/interview`);
    expect(end)
      .to.include('Đã hỏi hết các câu.')
      .and.match(/<form [^>]*data-answers hidden>/);
    const ended = await an.submit(`${address}/interview`, { ...closing, comment: 'Rất nhanh.' }, `${address}/finish`);
    expect(ended.headers.get('location')).to.equal(`${desk}/done`);
    expect(await an.text(`${desk}/done`))
      .to.include('Hoàn thành')
      .and.include('Người tiếp theo');
    const { outcome, interview } = await caseAt(address);
    expect(outcome).to.equal('complete');
    expect(interview).to.include({ comment: 'Rất nhanh.' });
  });

  it('asks all of a factor together when that is wanted', async () => {
    const address = await begun();
    const page = await an.text(`${address}/interview?step=official&by=factor`);
    const open = [...page.matchAll(/data-code="(\w+)"[^>]*tabindex="-1">/g)].map(([, code]) => code);
    expect(open).to.deep.equal(['official1', 'official2', 'official3', 'official4', 'official5']);
    const some = { 'answer-official1': '5', 'answer-official2': '1' };
    const sent = await an.submit(`${address}/interview?step=official&by=factor`, some, `${address}/answers`);
    expect(sent.headers.get('location')).to.equal(`${address}/interview?step=result&by=factor`);
    expect(valuesOf(await caseAt(address))).to.deep.equal({ official1: 5, official2: 1 });
    await drop(address);
  });

  it('keeps what the browser sends late, in the order in which it was said, however often it comes', async () => {
    const address = await begun();
    world.clock.advance('5 minutes');
    const later = { 'answer-access1': '5', at: '2026-11-24T03:04:00.000Z' };
    for (const fields of [later, { 'answer-access1': '1', at: '2026-11-24T03:03:00.000Z' }, later])
      expect((await queued(address, fields)).status).to.equal(204);
    expect((await caseAt(address)).interview?.answers).to.deep.equal({
      access1: { value: 5, at: new Date('2026-11-24T03:04:00.000Z') },
    });
    const ahead = { 'answer-access2': 'refused', at: '2030-01-01T00:00:00.000Z' };
    expect((await queued(address, ahead)).status).to.equal(204);
    expect((await caseAt(address)).interview?.answers['access2']).to.deep.equal({
      value: 'refused',
      at: world.clock.now(),
    });
    for (const wrong of [{ 'answer-access1': '6' }, { 'answer-nothing': '1' }, { at: 'yesterday' }])
      expect((await queued(address, wrong)).status).to.equal(422);
    await drop(address);
  });

  it('takes answers after the lease ran out while nobody else has the case, and says so when somebody has', async () => {
    const address = await begun();
    world.clock.advance('20 minutes');
    expect((await queued(address, { 'answer-overall': '4' })).status).to.equal(204);
    await world.system.actions.interviews.release(address.split('/').at(-1) ?? '', account);
    await world.system.actions.interviews.settle(world.clock.now());
    const supervisor = (await world.system.stores.users.withRole('supervisor'))[0] as Account;
    await world.system.actions.interviews.take(address.split('/').at(-1) ?? '', supervisor);
    const late = await queued(address, { 'answer-access1': '2' });
    expect(late.status).to.equal(409);
    expect(((await late.json()) as { words: string }).words).to.include('đang giữ hồ sơ này');
    const typed = { 'answer-access1': '2' };
    const told = await an.submit('/staff', typed, `${address}/answers`);
    expect(told.status).to.equal(409);
    expect(await told.text())
      .to.include('đang giữ hồ sơ này')
      .and.include('<dt>access1</dt><dd class="said">2</dd>');
    await drop(address, 'refusal_hard', binh);
  });

  it('makes a complaint of what is said, only with a yes, and shows its codes once', async () => {
    const address = await begun();
    await answerAll(address, allAnswers(2));
    const end = await an.text(`${address}/interview?step=end`);
    expect(end).to.match(/data-offer open/);
    expect(end).to.match(/id="yes" type="checkbox" name="yes" value="yes">/);
    const said = { ...closing, content: 'Trễ hẹn ba tuần, không ai giải thích.', contact: 'this' };
    const send = (fields: Record<string, string>) =>
      an.submit(`${address}/interview?step=end`, fields, `${address}/finish`);
    const refused = await send(said);
    expect(refused.status).to.equal(422);
    expect(await refused.text())
      .to.include('khi người trả lời đã nói đồng ý')
      .and.include('Trễ hẹn ba tuần');
    expect((await send({ ...said, content: '', yes: 'yes' })).status).to.equal(422);
    expect((await send({ ...said, contact: 'other', phone: '12', yes: 'yes' })).status).to.equal(422);
    expect((await send({ ...said, yes: 'yes' })).status).to.equal(303);
    const page = await an.text(`${desk}/done`);
    const groups = [...page.matchAll(/<span>([^<]+)<\/span>/g)].map(([, letters = '']) => letters.replaceAll(' ', ''));
    await world.drain();
    const codes = { trackingCode: groups.slice(0, -2).join('-'), pin: groups.slice(-2).join('') };
    const complaint = await world.system.actions.complaints.follow(codes);
    expect(complaint).to.include({ agency: 'H79-N26740', channel: 'phone' });
    expect(await world.system.stores.contacts.find(complaint?.contact ?? ''), 'the number, with her yes').to.exist;
    expect(await an.text(`${desk}/done`)).to.not.include('aloud');
  });

  it('asks for reasons where the overall answer is low, and records those named', async () => {
    const address = await begun();
    await answerAll(address, allAnswers(2));
    const end = `${address}/interview?step=end`;
    expect(await an.text(end)).to.match(/data-reasons>[^]*chưa hài lòng vì những lý do nào/);
    const body = new URLSearchParams({ ...closing, reason: 'late' });
    body.append('reason', 'fees');
    const [, token = ''] = /name="token" value="([^"]+)"/.exec(await an.text(end)) ?? [];
    body.set('token', token);
    const sent = await an.fetch(`${address}/finish`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body,
    });
    expect(sent.status).to.equal(303);
    const { interview } = await caseAt(address);
    const response = await world.system.stores.responses.find(interview?.response ?? '');
    expect(response?.reasons).to.deep.equal(['late', 'fees']);
  });

  it('keeps a complaint also of somebody who breaks off, once', async () => {
    const before = (await stored(world, 'complaints')).length;
    const address = await begun();
    await answerAll(address, { overall: 1 });
    const fields = { ...closing, content: 'Bị đòi thêm giấy tờ.', yes: 'yes' };
    expect((await an.submit(`${address}/interview?step=end`, fields, `${address}/finish`)).status).to.equal(303);
    expect(await an.text(`${desk}/done`))
      .to.include('Bỏ dở phỏng vấn')
      .and.include('aloud');
    expect((await an.submit('/staff', fields, `${address}/finish`)).status).to.equal(303);
    expect(await stored(world, 'complaints')).to.have.length(before + 1);
  });

  it('writes down how she was tried', async () => {
    const address = await next();
    await an.submit(
      `${address}/outcome?outcome=refusal_hard&mode=face_to_face`,
      { note: 'Không muốn' },
      `${address}/attempts`,
    );
    expect((await caseAt(address)).attempts.at(-1)?.mode).to.equal('face_to_face');
  });

  it('writes down outcomes, with a note where one is needed', async () => {
    const address = await next();
    const form = `${address}/outcome?outcome=refusal_soft`;
    const missing = await an.submit(form, { note: '' }, `${address}/attempts`);
    expect(missing.status).to.equal(422);
    expect(await missing.text()).to.include('Kết quả này cần ghi chú.');
    const saved = await an.submit(form, { note: 'Đang bận, gọi lại sau' }, `${address}/attempts`);
    expect(saved.headers.get('location')).to.equal(`${desk}?campaign=${campaign.id}&did=refusal_soft`);
    expect(await an.text(saved.headers.get('location') ?? '')).to.include('Từ chối nhẹ');
    const busy = await next();
    expect((await an.submit(busy, { outcome: 'busy' }, `${busy}/attempts`)).status).to.equal(303);
    expect((await caseAt(busy)).attempts).to.have.length(1);
    expect((await an.submit(busy, { outcome: 'nonsense' }, `${busy}/attempts`)).status).to.equal(422);
  });

  it('appoints calls within the hours, shows them in the calendar, and goes on where it stopped', async () => {
    const address = await begun();
    await queued(address, { 'answer-overall': '3' });
    const appoint = (day: string, time: string) =>
      an.submit(`${address}/outcome?outcome=appointment`, { day, time, mine: 'yes' }, `${address}/attempts`);
    for (const [day, time] of [
      ['', ''],
      ['2026-11-24', '09:00'],
      ['2026-11-24', '21:00'],
      ['2027-02-01', '09:00'],
    ] as const)
      expect((await appoint(day, time)).status, `${day} ${time}`).to.equal(422);
    world.clock.advance('1 minute');
    expect((await appoint('2026-11-24', '15:30')).status).to.equal(303);
    expect(await an.text(desk)).to.include('15:30 24/11/2026');
    expect(await binh.text(desk), 'promised to one').to.not.include('15:30 24/11/2026');
    world.clock.set('2026-11-24T08:31:00Z');
    an = await world.signIn('interviewer');
    expect(await an.text(desk)).to.include('Đến giờ');
    expect(await next(), 'it comes before all others').to.equal(address);
    const page = await an.text(address);
    expect(page).to.include('Đã hẹn lúc 15:30').and.include('Chúng tôi đã gọi trước đây').and.include('đã có 1 câu');
    await an.submit(address, {}, `${address}/interview`);
    expect(await an.text(`${address}/interview`)).to.match(/data-code="access1"[^>]*tabindex="-1">/);
    await drop(address);
  });

  it('takes a call out of the calendar', async () => {
    const address = await next();
    await an.submit(
      `${address}/outcome?outcome=appointment`,
      { day: '2026-11-25', time: '10:00' },
      `${address}/attempts`,
    );
    const taken = await binh.submit('/staff', {}, `${address}/take`);
    expect(taken.headers.get('location')).to.equal(address);
    const late = await an.submit('/staff', {}, `${address}/take`);
    expect(late.status).to.equal(409);
    expect(await late.text()).to.include('đang giữ hồ sơ này');
    await binh.submit(address, {}, `${address}/release`);
    expect((await caseAt(address)).lease).to.equal(undefined);
  });
});
