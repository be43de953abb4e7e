import { expect } from 'chai';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import { allAnswers, frame, memberOf, openCampaign } from '../support/fieldwork.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const phone = { mode: 'phone', language: 'vi', consent: 1 } as const;

describe('a campaign at work', () => {
  let world: World;
  let supervisor: Visitor;
  let campaign: Campaign;
  let an: Account;
  let kiem: Account;
  let path: string;
  before(async () => {
    world = await openWorld({ worker: false, at: '2026-11-23T03:00:00Z' });
    await world.openAccounts();
    const { users } = world.system.stores;
    [an, kiem] = (await Promise.all([users.withRole('interviewer'), users.withRole('supervisor')])).flat() as [
      Account,
      Account,
    ];
    const entries = [...frame(20), ...frame(20, { procedure: '1.000656' })];
    campaign = await openCampaign(world, { team: [memberOf(an), memberOf(kiem)], entries });
    path = `/staff/campaigns/${campaign.id}`;
    const { interviews } = world.system.actions;
    for (let made = 0; made < 3; made += 1) {
      const { id } = await next(an);
      await interviews.begin(id, an, phone);
      await interviews.answer(id, an, allAnswers());
      world.clock.advance('6 minutes');
      await interviews.finish(id, an, {});
    }
    await interviews.attempt((await next(an)).id, an, { outcome: 'refusal_hard' });
    world.clock.advance('2 minutes');
    await interviews.attempt((await next(kiem)).id, kiem, { outcome: 'no_answer' });
    const later = new Date(world.clock.now().getTime() + 5 * 60_000);
    const { id } = await next(kiem);
    await interviews.attempt(id, kiem, { outcome: 'appointment', appointment: { at: later, with: kiem.id } });
    await interviews.begin((await next(an)).id, an, phone);
    supervisor = await world.signIn('supervisor');
  });
  after(() => world.close());

  const next = async (who: Account): Promise<SurveyCase> => {
    const found = await world.system.actions.interviews.next(who, campaign.id);
    if ('why' in found) throw new Error(found.why);
    return found;
  };
  const keysIn = (html: string): string[] =>
    [...html.matchAll(/<th scope="row" role="rowheader"><a href="[^"]+">(HS-[^<]+)</g)].map(([, key = '']) => key);
  const keysOn = async (query: string): Promise<string[]> => keysIn(await supervisor.text(`${path}/cases${query}`));
  const find = async (filter: { readonly states?: readonly SurveyCase['state'][] }): Promise<SurveyCase> => {
    const [found] = await world.system.stores.surveyCases.list({ campaign: campaign.id, ...filter }, { limit: 1 });
    if (!found) throw new Error('no such case');
    return found;
  };

  it('shows how far it is, and its rates with what they are made of', async () => {
    const html = await supervisor.text(path);
    // 3 of 40 wanted (25 a stratum, which has but 20); 1 under way.
    expect(html)
      .to.include('3 trong 40')
      .and.match(/Đang giữ chỗ<\/dt><dd>1</);
    // I 3, R 1, O 1 (the appointment), UH 1 (no answer).
    expect(html).to.match(/RR1 <small>[^<]*<\/small><\/th>.*3 \/ 6<\/td>.*50,00/);
    expect(html).to.match(/REF1 <small>[^<]*<\/small><\/th>.*1 \/ 6<\/td>.*16,67/);
    expect(html).to.match(/CON1 <small>[^<]*<\/small><\/th>.*5 \/ 6<\/td>.*83,33/);
    expect(html.match(/role="rowheader">(?:RR|COOP|REF|CON)\d/g)).to.have.length(16);
    expect(await supervisor.text('/staff/campaigns'))
      .to.include('3 trong 40')
      .and.include('50,0');
  });

  it('has a board whose figures are those of the list of cases', async () => {
    const board = await supervisor.text(`${path}/board`);
    expect(board)
      .to.include('Đang phỏng vấn')
      .and.match(/Phỏng vấn hôm nay<\/dt><dd>3</);
    expect(board)
      .to.match(/Từ chối hôm nay<\/dt><dd>1</)
      .and.to.match(/Phỏng vấn trong 60 phút qua<\/dt><dd>3</);
    expect(board).to.include('Không có lịch hẹn nào bị lỡ').and.include('1 lịch hẹn trong hai giờ tới');
    const states = [...board.matchAll(/state&#x3D;(\w+)">[^<]*<\/a><\/th><td class="n">(\d+)/g)];
    expect(states.map(([, state]) => state)).to.deep.equal(['listed', 'ready', 'resting', 'held', 'final']);
    for (const [, state, n] of states) expect(await keysOn(`?state=${state}`), state).to.have.length(Number(n));
    world.clock.advance('25 minutes');
    expect(await supervisor.text(`${path}/board`)).to.include('1 lịch hẹn bị lỡ');
    world.clock.advance('-25 minutes');
  });

  it('tells how each interviewer does, on the page and as a file', async () => {
    const html = await supervisor.text(`${path}/performance`);
    expect(html)
      .to.include(an.email)
      .and.match(/Tỷ lệ từ chối">25,0/)
      .and.match(/Phút mỗi cuộc">6,0/);
    const file = await supervisor.get(`${path}/performance.csv`);
    expect(file.headers.get('content-disposition')).to.include('performance-');
    const [header, first] = (await file.text()).split('\r\n');
    expect(header).to.equal(
      'interviewer,attempts,contacts,interviews,partials,refusals,refusal_rate,cooperation_rate,mean_minutes,interviews_per_hour',
    );
    expect(first).to.include(`${an.email},4,4,3,0,1,0.25,0.75,6,`);
  });

  it('lists cases by state, stratum, interviewer, outcome and key, page by page', async () => {
    expect(await keysOn('?outcome=complete')).to.have.length(3);
    expect(await keysOn(`?interviewer=${kiem.id}`)).to.have.length(2);
    expect(await keysOn(`?stratum=${encodeURIComponent('H79-N26740 1.000656')}`)).to.have.length(20);
    const { frameKey } = await find({ states: ['resting'] });
    expect(await keysOn(`?key=${frameKey}`)).to.deep.equal([frameKey]);
    expect(await keysOn('?key=nothing')).to.deep.equal([]);
    expect(await keysOn('')).to.have.length(40);
  });

  it('shows a case without anything that tells who it is', async () => {
    const { id } = await find({ states: ['final'] });
    const html = await supervisor.text(`${path}/cases/${id}`);
    expect(html)
      .to.include('Các lần liên hệ')
      .and.not.match(/Người nộp|0500|Số \d/);
    const other = await openCampaign(world, { team: [memberOf(an)], entries: frame(30) });
    expect((await supervisor.get(`/staff/campaigns/${other.id}/cases/${id}`)).status).to.equal(404);
  });

  it('gives a case to somebody, takes it out of another’s hand, and gives it to anybody again', async () => {
    const held = await find({ states: ['held'] });
    const at = `${path}/cases/${held.id}`;
    expect((await supervisor.submit(at, { to: kiem.id }, `${at}/assignment`)).status).to.equal(303);
    expect(await supervisor.text(at))
      .to.include('Đã giao hồ sơ.')
      .and.include('Giao riêng cho');
    const taken = await world.system.stores.surveyCases.find(held.id);
    expect([taken?.queue, taken?.lease]).to.deep.equal([`to:${kiem.id}`, undefined]);
    expect((await supervisor.submit(at, { to: '' }, `${at}/assignment`)).status).to.equal(303);
    expect((await world.system.stores.surveyCases.find(held.id))?.queue).to.equal('vi');
  });

  it('gives a case to nobody who is not in the team', async () => {
    const { id } = await find({ states: ['ready'] });
    const at = `${path}/cases/${id}`;
    expect((await supervisor.submit(at, { to: 'nobody' }, `${at}/assignment`)).status).to.equal(422);
    expect((await world.system.stores.surveyCases.find(id))?.queue).to.equal('vi');
  });

  it('ends a case with a reason, once', async () => {
    const { id } = await find({ states: ['ready'] });
    const at = `${path}/cases/${id}`;
    const silent = await supervisor.submit(at, { note: ' ' }, `${at}/closing`);
    expect([silent.status, (await silent.text()).includes('href="#note"')]).to.deep.equal([422, true]);
    expect((await supervisor.submit(at, { note: 'Gia đình xin thôi' }, `${at}/closing`)).status).to.equal(303);
    const html = await supervisor.text(at);
    expect(html).to.include('Gia đình xin thôi').and.not.include(`${at}/closing`);
    const again = await supervisor.submit('/staff/campaigns/new', { note: 'Lần nữa' }, `${at}/closing`);
    expect(again.status).to.equal(409);
  });
});
