import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import { allAnswers, memberOf, openCampaign } from '../support/fieldwork.ts';
import { stored } from '../support/stored.ts';
import type { Visitor } from '../support/visitor.ts';
import { openWorld, type World } from '../support/world.ts';

const field = '/staff/interviews/field';

describe('what a tablet asks and sends', () => {
  let world: World;
  let campaign: Campaign;
  let interviewer: Visitor;
  let supervisor: Visitor;
  let who: Account;
  let token: string;
  const device = randomUUID();

  before(async () => {
    world = await openWorld({ worker: false });
    interviewer = await world.signIn('interviewer');
    supervisor = await world.signIn('supervisor');
    const account = async (name: string) =>
      (await world.system.actions.accounts.signIn(`${name}@demo.ydan`, world.services.demoPassword)) as Account;
    who = await account('interviewer');
    const input = { sizing: { kind: 'quota', each: 60 } } as const;
    campaign = await openCampaign(world, { team: [memberOf(who), memberOf(await account('supervisor'))], input });
    ({ token } = await session(interviewer));
  });
  after(() => world.close());

  interface Session {
    readonly token: string;
    readonly account: { readonly id: string };
    readonly now: string;
    readonly campaigns: readonly { readonly id: string }[];
  }
  const session = async (visitor: Visitor) => (await (await visitor.get(`${field}/session`)).json()) as Session;
  const post = (noun: string, body: object, from = interviewer) => from.post(`${field}/${noun}`, { token, ...body });
  const said = async (answer: Response) => (await answer.json()) as { why: string; complaint?: object };
  const along = async (count: number, on = device, from = interviewer, by = token) => {
    const answer = await from.post(`${field}/cases`, { token: by, campaign: campaign.id, device: on, count });
    expect(answer.status).to.equal(200);
    return ((await answer.json()) as { cases: readonly { id: string; contact: object; script: object }[] }).cases;
  };
  const kept = (id: string) => world.system.actions.interviews.find(id, who);

  /** A visit on a tablet whose clock is an hour slow, at times of that clock. */
  const entry = (id: string, rest: object) => ({
    ...{ account: who.id, device, entry: randomUUID(), case: id, at: '2026-11-22T01:30:00.000Z' },
    clock: { device: '2026-11-22T02:00:00.000Z', server: '2026-11-22T03:00:00.000Z' },
    ...rest,
  });
  const interview = (answers = allAnswers(4)) => ({
    ...{ language: 'vi', consent: 1, startedAt: '2026-11-22T01:00:00.000Z' },
    answers: Object.entries(answers).map(([item, value], index) => ({
      ...{ item, value },
      at: `2026-11-22T01:${String(index + 1).padStart(2, '0')}:00.000Z`,
    })),
  });
  const made = (id: string, rest: object = {}) =>
    entry(id, { kind: 'interview', interview: interview(), finishing: { seconds: 600 }, ...rest });

  it('is answered to those signed in, who get a token and their own campaigns', async () => {
    expect((await world.get(`${field}/session`)).status).to.equal(401);
    expect((await (await world.signIn('officer')).get(`${field}/session`)).status).to.equal(403);
    const { account, campaigns, now } = await session(interviewer);
    expect(account.id).to.equal(who.id);
    expect(campaigns.map(({ id }) => id)).to.deep.equal([campaign.id]);
    expect(now).to.equal('2026-11-22T03:00:00.000Z');
  });

  it('is not taken without the token, nor from another account', async () => {
    const [one] = await along(1);
    expect((await post('entries', { ...made(one?.id ?? ''), token: 'another' })).status).to.equal(403);
    const { token: theirs } = await session(supervisor);
    const refused = await post('entries', { ...made(one?.id ?? ''), token: theirs }, supervisor);
    expect(refused.status).to.equal(403);
    expect(await stored(world, 'responses')).to.have.length(0);
  });

  it('gives cases with what is read aloud, to one device each, and the same again when the answer was lost', async () => {
    const first = await along(5);
    expect(first).to.have.length(5);
    expect(first[0]?.contact).to.have.keys('name', 'phone', 'address');
    expect(JSON.stringify(first[0]?.script))
      .to.include('UBND Phường Sài Gòn')
      .and.not.match(/\{\w+\}/);
    expect((await along(5)).map(({ id }) => id)).to.have.members(first.map(({ id }) => id));
    const { token: theirs } = await session(supervisor);
    const others = await Promise.all([
      along(10, randomUUID(), supervisor, theirs),
      along(10, randomUUID(), interviewer),
      along(10),
    ]);
    const ids = others.flat().map(({ id }) => id);
    expect(new Set(ids).size).to.equal(30);
  });

  it('takes an interview in at the times of our clock, once however often it is sent', async () => {
    const [one] = await along(1);
    const sent = made(one?.id ?? '');
    const both = await Promise.all([post('entries', sent), post('entries', sent)]);
    const told = await Promise.all([...both, await post('entries', sent)].map((answer) => answer.json()));
    for (const each of told) expect(each).to.deep.equal({ state: 'final', outcome: 'complete', held: false });
    const { attempts, interview: result } = await kept(sent.case);
    expect(attempts).to.have.length(1);
    expect(result?.startedAt.toISOString()).to.equal('2026-11-22T02:00:00.000Z');
    expect(result?.finishedAt?.toISOString()).to.equal('2026-11-22T02:30:00.000Z');
    expect(result?.answers.overall).to.deep.include({ value: 4 });
    expect(result?.seconds).to.equal(600);
    const responses = await stored(world, 'responses');
    expect(responses.map(({ channel, score }) => ({ channel, score }))).to.deep.equal([
      { channel: 'face_to_face', score: 4 },
    ]);
  });

  it('takes two visits at one door in their order, the first with nobody at home', async () => {
    const [, one] = await along(3);
    const id = one?.id ?? '';
    const away = entry(id, { kind: 'attempt', attempt: { outcome: 'nobody_home' }, at: '2026-11-22T00:10:00.000Z' });
    for (const sent of [away, away, made(id)]) expect((await post('entries', sent)).status).to.equal(200);
    expect((await post('entries', away)).status).to.equal(200);
    expect((await kept(id)).attempts.map(({ outcome, mode }) => `${outcome} ${mode}`)).to.deep.equal([
      'nobody_home face_to_face',
      'complete face_to_face',
    ]);
  });

  it('opens what the respondent wants put right, also when the interview broke off, and says the same codes again', async () => {
    const [, , one, other] = await along(5);
    const complaint = { consent: true, content: 'Hồ sơ trễ hẹn.', topic: 'late_file' };
    const whole = made(one?.id ?? '', { finishing: { complaint } });
    const broken = made(other?.id ?? '', { interview: interview({ access1: 1 }), finishing: { complaint } });
    for (const sent of [whole, broken]) {
      const first = await said(await post('entries', sent));
      expect(first.complaint).to.have.keys('trackingCode', 'pin');
      expect(await (await post('entries', sent)).json()).to.deep.equal(first);
    }
    expect((await kept(broken.case)).outcome).to.equal('break_off');
    expect(await stored(world, 'complaints')).to.have.length(2);
  });

  it('says in words why something can not be taken in', async () => {
    const [one] = await along(1);
    const noted = await post(
      'entries',
      entry(one?.id ?? '', { kind: 'attempt', attempt: { outcome: 'moved', note: 'x'.repeat(501) } }),
    );
    expect(noted.status).to.equal(422);
    expect((await said(noted)).why).to.include('500');
    const gone = await post('entries', made('nobody'));
    expect(gone.status).to.equal(404);
    expect((await said(gone)).why).to.include('không còn thuộc về anh/chị');
    expect((await post('cases', { campaign: 'nowhere', device, count: 1 })).status).to.equal(404);
  });

  it('takes cases back that nobody used, once or twice alike', async () => {
    const on = randomUUID();
    const cases = (await along(4, on)).map(({ id }) => id);
    for (let times = 0; times < 2; times += 1)
      expect((await post('returns', { device: on, cases })).status).to.equal(200);
    expect((await world.system.actions.interviews.held(who)).map(({ id }) => id)).to.not.include.members(cases);
  });

  it('keeps its page in both languages without anybody’s name, behind the same door', async () => {
    expect((await world.get(`${field}/shell/vi`)).status).to.equal(303);
    const [vi, en] = [await interviewer.text(`${field}/shell/vi`), await interviewer.text(`${field}/shell/en`)];
    expect(vi)
      .to.include('lang="vi"')
      .and.match(/href="\/staff\/interviews\/field\?lang(=|&#x3D;)en"/)
      .and.not.include(who.email);
    expect(en).to.include('Whom to visit').and.include('needs JavaScript');
    expect((await interviewer.get(`${field}/shell/de`)).status).to.equal(404);
    const { headers } = await world.get(`${field}/worker.js`);
    expect(headers.get('service-worker-allowed')).to.equal(field);
    expect(headers.get('content-type')).to.include('javascript');
  });
});
