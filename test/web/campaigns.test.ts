import { expect } from 'chai';
import type { Campaign } from '../../src/domain/campaign.ts';
import { roles } from '../../src/domain/role.ts';
import { campaignInput, frame, lines } from '../support/fieldwork.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const room = '/staff/campaigns';

describe('the pages of campaigns', () => {
  let world: World;
  let supervisor: Visitor;
  before(async () => {
    world = await openWorld({ worker: false });
    supervisor = await world.signIn('supervisor');
  });
  after(() => world.close());

  const plan = {
    title: 'Khảo sát tháng 10',
    questionnaire: 'SIPAS-SERVICE@2022',
    modes: ['phone', 'post'],
    ...{ 'period-from': '2026-11-22', 'period-to': '2026-12-20' },
    ...{ 'population-from': '2026-10-01', 'population-to': '2026-10-31', 'population-results': 'all' },
    ...{ 'population-agency': 'Phường Sài Gòn', 'population-procedure': '1.001193' },
    ...{ 'sizing-kind': 'stratum', 'sizing-margin': '5', 'sizing-each': '', oversampling: '2,5' },
    ...{ 'calling-weekdays': ['1', '2', '6'], 'calling-from': '08:00', 'calling-to': '20:00' },
    ...{ 'calling-attempts': '6', 'calling-attemptsPerDay': '2', 'calling-leaseMinutes': '30' },
    ...{ consent: '1', backChecks: '10', doubleEntry: '100', linkDays: '30', do: 'save' },
  };
  const by = { id: 'supervisor', name: 'Giám sát' };
  const campaigns = () => world.system.actions.campaigns;
  const stored = async (id: string): Promise<Campaign> => {
    const found = await world.system.stores.campaigns.find(id);
    if (!found) throw new Error('no such campaign');
    return found;
  };
  const drawn = async (): Promise<Campaign> => {
    const { id } = await campaigns().create(campaignInput(), by);
    await campaigns().takeFrame(id, lines(frame(30)));
    return campaigns().draw(id, { seed: 'a seed' }, by);
  };
  const upload = async (id: string, csv: string, wish: 'try' | 'take', token?: string): Promise<Response> => {
    const page = await supervisor.text(`${room}/${id}/frame`);
    const body = new FormData();
    body.append('token', token ?? /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '');
    body.append('do', wish);
    body.append('file', new Blob([csv], { type: 'text/csv' }), 'frame.csv');
    return supervisor.fetch(`${room}/${id}/frame`, { method: 'POST', body, headers: { origin: world.url } });
  };

  it('open to supervisors and to nobody else', async () => {
    const { id } = await drawn();
    const under = ['', '/edit', '/frame', '/draws', '/team', '/closing', '/board', '/performance', '/cases'];
    const paths = [room, `${room}/new`, `${room}/do-not-call`, ...under.map((path) => `${room}/${id}${path}`)];
    for (const path of paths) {
      expect((await supervisor.get(path)).status, path).to.equal(200);
      expect((await world.get(path)).status, path).to.equal(303);
    }
    for (const role of roles.filter((one) => one !== 'supervisor')) {
      const other = await world.signIn(role);
      for (const path of paths) expect((await other.get(path)).status, `${role} ${path}`).to.equal(403);
      for (const deed of ['opening', 'closing', 'draws', 'team', 'edit'])
        expect((await other.submit('/staff', {}, `${room}/${id}/${deed}`)).status, `${role} ${deed}`).to.equal(403);
    }
    expect((await stored(id)).state).to.equal('draft');
    expect((await supervisor.get(`${room}/nowhere`)).status).to.equal(404);
  });

  it('take no form without the token of the session', async () => {
    const { id, revision } = await drawn();
    const answer = await supervisor.submit(room, { token: 'x', seen: String(revision) }, `${room}/${id}/opening`);
    expect(answer.status).to.equal(403);
    expect((await upload(id, 'x', 'take', 'x')).status).to.equal(403);
  });

  it('plan a campaign with what is typed, units and procedures by name or code', async () => {
    const answer = await supervisor.submit(`${room}/new`, plan);
    expect(answer.status).to.equal(303);
    const path = answer.headers.get('location') ?? '';
    const { events, team, draws, owes, id, createdAt, state, revision, ...kept } = await stored(
      path.slice(room.length + 1),
    );
    expect({ state, revision, team, draws }).to.deep.equal({ state: 'draft', revision: 1, team: [], draws: [] });
    expect(kept).to.deep.equal({
      title: 'Khảo sát tháng 10',
      questionnaire: { code: 'SIPAS-SERVICE', version: 2022 },
      modes: ['phone', 'post'],
      period: { from: '2026-11-22', to: '2026-12-20' },
      population: {
        ...{ from: '2026-10-01', to: '2026-10-31', results: 'all' },
        ...{ agency: 'H79-N26740', procedure: '1.001193' },
      },
      sizing: { kind: 'formula', margin: 0.05, within: 'stratum' },
      oversampling: 2.5,
      calling: {
        ...{ weekdays: [1, 2, 6], from: '08:00', to: '20:00', onHolidays: false },
        ...{ attempts: 6, attemptsPerDay: 2, leaseMinutes: 30 },
      },
      ...{ consent: 1, backChecks: 0.1, doubleEntry: 1, linkDays: 30 },
    });
    const page = await supervisor.text(path);
    expect(page).to.include('Đã lưu.').and.include('e &#x3D; 5,0').and.include('UBND Phường Sài Gòn');
    expect(await supervisor.text(`${path}/edit`)).to.include('value="UBND Phường Sài Gòn (H79-N26740)"');
    expect((await supervisor.submit(`${path}/edit`, { ...plan, title: 'Tên khác' })).status).to.equal(303);
    expect(await stored(id)).to.include({ title: 'Tên khác', revision: 2 });
    expect([events.length, owes, createdAt]).to.deep.equal([1, [], world.clock.now()]);
  });

  it('keep everything typed when something is wrong, and lead to the field', async () => {
    const wrong = {
      ...plan,
      title: '',
      'period-to': '2026-11-01',
      'sizing-margin': '80',
      'calling-weekdays': [],
      'population-agency': 'Phường Sài Gòn (H79-N26740)',
    };
    const answer = await supervisor.submit(`${room}/new`, wrong);
    const html = await answer.text();
    expect(answer.status).to.equal(422);
    for (const field of ['title', 'period-to', 'sizing-margin', 'calling-weekdays'])
      expect(html).to.include(`<a href="#${field}">`).and.include(`id="${field}"`);
    expect(html).to.include('value="80"').and.include('value="Phường Sài Gòn (H79-N26740)"').and.include('value="2,5"');
    const unknown = await supervisor.submit(`${room}/new`, { ...plan, 'population-agency': 'Phường Không Có' });
    expect(unknown.status).to.equal(422);
    expect(await unknown.text())
      .to.include('href="#population-agency"')
      .and.include('value="Phường Không Có"');
    const noNumber = await supervisor.submit(`${room}/new`, {
      ...plan,
      'sizing-kind': 'quota',
      'sizing-each': 'nhiều',
    });
    expect(await noNumber.text())
      .to.include('href="#sizing-each"')
      .and.include('value="nhiều"');
  });

  it('compute the size of a sample before anything is saved', async () => {
    const before = (await world.system.stores.campaigns.list()).length;
    const answer = await supervisor.submit(`${room}/new`, { ...plan, do: 'preview', 'sizing-population': '38.000' });
    expect(answer.status).to.equal(200);
    expect(await answer.text())
      .to.include('n &#x3D; 396')
      .and.include('value="Khảo sát tháng 10"');
    const wrong = await supervisor.submit(`${room}/new`, { ...plan, do: 'preview', 'sizing-population': 'x' });
    expect(wrong.status).to.equal(422);
    expect(await world.system.stores.campaigns.list()).to.have.length(before);
  });

  it('take a frame from a file, try it first, and tell every row that is left out', async () => {
    const { id } = await campaigns().create(campaignInput(), by);
    const row = (key: string, phone: string, day = '15/10/2026', agency = 'H79-N26740') =>
      `${key},${agency},1.001193,${day},granted,Người nộp,${phone}`;
    const csv = [
      'dossierCode,agencyCode,procedureCode,finishedOn,result,name,phone',
      row('HS-1', '0500 000 001'),
      row('HS-2', '+84 500 000 002'),
      row('HS-3', '500000003'),
      row('HS-4', '0500000004', '15/10/2025'),
      row('HS-5', '0500000005', '15/10/2026', 'NOWHERE'),
      row('HS-6', '12'),
    ].join('\n');
    const inFrame = async (): Promise<number> =>
      (await world.system.stores.surveyFigures.counts(id)).reduce((sum, { n }) => sum + n, 0);
    const tried = await (await upload(id, csv, 'try')).text();
    expect(tried).to.include('Kiểm tra thử: chưa nhận gì').and.include('<dd>3</dd>');
    expect(await inFrame()).to.equal(0);
    const taken = await upload(id, csv, 'take');
    const html = await taken.text();
    expect(taken.status).to.equal(200);
    expect(await inFrame()).to.equal(3);
    expect([...html.matchAll(/<li>Dòng (\d+)\b/g)].map(([, line]) => line)).to.have.members(['5', '6', '7']);
    const [, data = ''] = /href="data:text\/csv;base64,([^"]+)" download="rejected.csv"/.exec(html) ?? [];
    const rejected = Buffer.from(data.replaceAll('&#x3D;', '='), 'base64').toString();
    expect(rejected).to.include('HS-4').and.include('HS-5').and.include('HS-6').and.not.include('HS-1');
    expect(await (await upload(id, csv, 'take')).text()).to.match(/Đã có từ trước<\/dt><dd>3/);
    expect(await inFrame()).to.equal(3);
    const empty = await upload(id, '', 'take');
    expect(empty.status).to.equal(422);
    const strange = await upload(id, 'a,b\n1,2', 'take');
    expect([strange.status, (await strange.text()).includes('href="#file"')]).to.deep.equal([422, true]);
  });

  it('draw with a seed, tell it, and draw more later', async () => {
    const { id } = await campaigns().create(
      campaignInput({ sizing: { kind: 'quota', each: 10 }, oversampling: 2 }),
      by,
    );
    const none = await supervisor.submit(`${room}/${id}/draws`, { seed: '' });
    expect(none.status).to.equal(422);
    await campaigns().takeFrame(id, lines(frame(30)));
    expect(await supervisor.text(`${room}/${id}/draws`)).to.include('Chọn 20 hồ sơ');
    expect((await supervisor.submit(`${room}/${id}/draws`, { seed: 'hạt giống' })).status).to.equal(303);
    expect(await supervisor.text(`${room}/${id}`))
      .to.include('Đã chọn mẫu.')
      .and.include('hạt giống');
    const tooMuch = await supervisor.submit(`${room}/${id}/draws`, { more: '900' });
    expect([tooMuch.status, (await tooMuch.text()).includes('value="900"')]).to.deep.equal([422, true]);
    expect((await supervisor.submit(`${room}/${id}/draws`, { more: '50' })).status).to.equal(303);
    const { draws } = await stored(id);
    expect(draws.map(({ seed, strata }) => [seed, strata[0]?.drawn])).to.deep.equal([
      ['hạt giống', 20],
      ['hạt giống', 5],
    ]);
    const late = await upload(id, 'agencyCode,procedureCode,finishedOn,result\n,,,', 'take');
    expect(late.status).to.equal(409);
  });

  it('choose the team with its languages, open and close, each upon what was seen', async () => {
    const campaign = await drawn();
    const path = `${room}/${campaign.id}`;
    const noTeam = await supervisor.submit(path, {}, `${path}/opening`);
    expect(noTeam.status).to.equal(422);
    expect(await noTeam.text()).to.include('Hãy chọn ít nhất một điều tra viên');
    const [interviewer] = await world.system.stores.users.withRole('interviewer');
    const speaks = [`${interviewer?.id} en`, `${interviewer?.id} vi`, 'nobody vi'];
    expect((await supervisor.submit(`${path}/team`, { speaks })).status).to.equal(303);
    expect((await stored(campaign.id)).team).to.deep.equal([
      { account: interviewer?.id, name: interviewer?.name ?? interviewer?.email, languages: ['vi', 'en'] },
    ]);
    const late = await supervisor.submit(path, { seen: String(campaign.revision) }, `${path}/opening`);
    expect(late.status).to.equal(409);
    expect(await late.text()).to.include('người khác đã thay đổi đợt này');
    expect((await supervisor.submit(path, {}, `${path}/opening`)).status).to.equal(303);
    expect(await supervisor.text(path)).to.include('Đợt khảo sát đã mở');

    const { revision } = await stored(campaign.id);
    const changed = {
      ...plan,
      'period-to': '2026-12-25',
      'sizing-kind': 'quota',
      'sizing-each': '99',
      modes: ['phone'],
    };
    expect((await supervisor.submit(`${path}/edit`, changed)).status).to.equal(303);
    const open = await stored(campaign.id);
    expect(open.period.to).to.equal('2026-12-25');
    expect(open.sizing).to.deep.equal({ kind: 'quota', each: 25 });
    const second = await supervisor.submit(`${path}/edit`, {
      ...changed,
      title: 'Người thứ hai',
      seen: String(revision),
    });
    expect(second.status).to.equal(409);
    const again = await second.text();
    expect(again).to.include('value="Người thứ hai"').and.include(`name="seen" value="${open.revision}"`);

    expect(await supervisor.text(`${path}/closing`)).to.include('30 hồ sơ chưa có kết quả cuối cùng');
    expect((await supervisor.submit(`${path}/closing`, { seen: '1' })).status).to.equal(409);
    expect((await supervisor.submit(`${path}/closing`, {})).status).to.equal(303);
    expect(await stored(campaign.id)).to.include({ state: 'closed' });
    expect((await supervisor.submit(path, {}, `${path}/opening`)).status).to.equal(409);
  });

  it('take numbers that are never to be called, and tell the lines that are no numbers', async () => {
    const path = `${room}/do-not-call`;
    const wrong = await supervisor.submit(path, { phones: '0901 234 567\nbà Lan\n\n12' });
    const html = await wrong.text();
    expect(wrong.status).to.equal(422);
    expect(html).to.include('Dòng 2 không phải').and.include('Dòng 4 không phải').and.include('bà Lan');
    expect((await supervisor.submit(path, { phones: '+84 901 234 567\n0901234567\n0902 345 678' })).status).to.equal(
      303,
    );
    expect(await supervisor.text(path))
      .to.include('Đã thêm 2 số mới')
      .and.include('Hiện có 2 số');
  });
});
