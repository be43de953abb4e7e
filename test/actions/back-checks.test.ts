import { expect } from 'chai';
import type { Account } from '../../src/domain/account.ts';
import type { BackCheckCall } from '../../src/domain/back-check-call.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import { allAnswers, interviewerCalled, memberOf, openCampaign, supervisor } from '../support/fieldwork.ts';
import { openWorld, type World } from '../support/world.ts';

const phone = { mode: 'phone', language: 'vi', consent: 1 } as const;
const an = interviewerCalled('an');
const binh = interviewerCalled('binh');
const stranger = interviewerCalled('chi');
const lead: Account = { ...interviewerCalled('lead'), role: 'supervisor' };
const team = [memberOf(an), memberOf(binh)];

describe('back-checks', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false });
  });
  beforeEach(() => world.clock.set('2026-11-23T01:30:00Z'));
  after(() => world.close());

  const checks = () => world.system.actions.backChecks;
  /** A campaign in which An has held so many interviews, of which this share is called back. */
  const campaignWith = async (count: number, share: number): Promise<Campaign> => {
    const campaign = await openCampaign(world, { team, input: { backChecks: share } });
    for (let made = 0; made < count; made += 1) await interview(an, campaign);
    return campaign;
  };
  const interview = async (who: Account, campaign: Campaign): Promise<string> => {
    const { interviews } = world.system.actions;
    const found = await interviews.next(who, campaign.id);
    if ('why' in found) throw new Error(found.why);
    await interviews.begin(found.id, who, phone);
    await interviews.answer(found.id, who, allAnswers());
    await interviews.finish(found.id, who, { seconds: 400 });
    return found.id;
  };
  const next = async (who: Account, { id }: Campaign): Promise<BackCheckCall> => {
    const found = await checks().next(who, id);
    if ('why' in found) throw new Error(found.why);
    return found;
  };
  const nothing = async (who: Account, { id }: Campaign) => {
    const found = await checks().next(who, id);
    return 'why' in found ? found.why : found.id;
  };
  const kindOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      ({ kind }) => kind,
    );
  const kept = (id: string) => world.system.stores.backChecks.find(id);

  it('are drawn by themselves as interviews finish: one in ten of every interviewer at least, each once', async () => {
    const campaign = await campaignWith(12, 0.1);
    await checks().settle();
    const first = await world.system.stores.backChecks.of(campaign.id);
    expect(first.length).to.be.at.least(1);
    expect(first.map(({ interviewer }) => interviewer)).to.include('an');
    for (let made = 0; made < 10; made += 1) await interview(binh, campaign);
    world.clock.advance('6 minutes');
    await checks().settle();
    const all = await world.system.stores.backChecks.of(campaign.id);
    expect(new Set(all.map(({ interviewer }) => interviewer))).to.deep.equal(new Set(['an', 'binh']));
    expect(all.map(({ id }) => id)).to.include.members(first.map(({ id }) => id));
    world.clock.advance('6 minutes');
    await checks().settle();
    expect(await world.system.stores.backChecks.of(campaign.id)).to.deep.equal(all);
  });

  it('are made by the team and supervisors; never by her who held the interview, nor by strangers', async () => {
    const campaign = await campaignWith(3, 1);
    expect(await nothing(an, campaign)).to.equal('none-due');
    expect(await kindOf(checks().next(stranger, campaign.id))).to.equal('not-found');
    expect(await checks().campaigns(stranger)).to.deep.equal([]);
    const waiting = async (who: Account) =>
      (await checks().campaigns(who)).find((one) => one.campaign.id === campaign.id)?.waiting;
    expect([await waiting(an), await waiting(binh), await waiting(lead)]).to.deep.equal([0, 3, 3]);
    const { id } = await next(binh, campaign);
    for (const other of [an, stranger]) {
      expect(await kindOf(checks().open(id, other))).to.equal('not-found');
      expect(await kindOf(checks().answer(id, other, { held: true, answers: {} }))).to.equal('not-found');
    }
    expect(await kindOf(checks().open(id, lead))).to.equal('conflict');
    expect((await next(lead, campaign)).id).not.to.equal(id);
  });

  it('are never in two hands at once, and fall to somebody else when nobody was heard from', async () => {
    const campaign = await campaignWith(4, 1);
    await checks().settle();
    const checkers = Array.from({ length: 12 }, (_, index): Account => ({ ...lead, id: `lead${index}` }));
    const given = await Promise.all(checkers.map((who) => checks().next(who, campaign.id)));
    const ids = given.flatMap((one) => ('id' in one ? one.id : []));
    expect(ids).to.have.length(4);
    expect(new Set(ids).size).to.equal(4);
    const mine = given.findIndex((one) => 'id' in one);
    expect((await next(checkers[mine] as Account, campaign)).id, 'hers again').to.equal(ids[0]);
    world.clock.advance('31 minutes');
    expect(ids).to.include((await next(binh, campaign)).id);
  });

  it('open the contact and say who saw it; the first answers stay away', async () => {
    const campaign = await campaignWith(1, 1);
    const { id } = await next(binh, campaign);
    const opened = await checks().open(id, binh);
    expect(opened.respondent.phone).to.match(/^0500/);
    expect(opened.respondent.name).to.match(/^Người nộp/);
    expect(opened.items).to.have.length(3);
    expect(opened).not.to.have.any.keys('record', 'answers');
    expect((await kept(id))?.openings).to.deep.equal([{ by: 'binh', name: 'binh', at: world.clock.now() }]);
  });

  it('compare what is said with what was recorded, once', async () => {
    const campaign = await campaignWith(3, 1);
    const { id } = await next(binh, campaign);
    const { items } = await checks().open(id, binh);
    const same = Object.fromEntries(items.map((item) => [item, 4 as const]));
    await checks().answer(id, binh, { held: true, samePerson: true, minutes: 7, answers: same }, 'Hôm qua, buổi sáng');
    const done = await kept(id);
    expect(done?.result).to.deep.include({ by: 'binh', interviewer: 'an', note: 'Hôm qua, buổi sáng' });
    expect(done?.result?.findings).to.deep.equal({ verdict: 'confirmed', doubts: [], compared: 3, agreeing: 3 });
    await checks().answer(id, binh, { held: false, answers: {} });
    expect(await kept(id), 'a second click').to.deep.equal(done);
    expect(await kindOf(checks().answer(id, lead, { held: false, answers: {} }))).to.equal('conflict');
    const other = await next(binh, campaign);
    await checks().answer(other.id, binh, { held: false, answers: {} });
    expect((await kept(other.id))?.result?.findings.verdict).to.equal('not_held');
    const third = await next(binh, campaign);
    const far = Object.fromEntries(items.map((item) => [item, 1 as const]));
    await checks().answer(third.id, binh, { held: true, minutes: 1, answers: far });
    expect((await kept(third.id))?.result?.findings).to.deep.include({ verdict: 'doubtful' });
    expect(await nothing(binh, campaign)).to.equal('none-due');
  });

  it('are tried again when nobody answers, three times with hours between, and then given up', async () => {
    const campaign = await campaignWith(1, 1);
    for (const times of [1, 2, 3]) {
      const { id } = await next(binh, campaign);
      await checks().unreached(id, binh, 'no_answer');
      expect(await kept(id)).to.include({ state: times < 3 ? 'due' : 'given_up' });
      expect(await nothing(binh, campaign)).to.equal('none-due');
      world.clock.advance('3 hours');
    }
    expect(await nothing(binh, campaign)).to.equal('none-due');
  });

  it('are given up at once when the person refuses or the number is wrong', async () => {
    const campaign = await campaignWith(2, 1);
    for (const outcome of ['refused', 'wrong_number'] as const) {
      const { id } = await next(binh, campaign);
      await checks().unreached(id, binh, outcome);
      expect(await kept(id)).to.include({ state: 'given_up' });
    }
  });

  it('call nobody outside the hours, nor when the link to the contacts is cut', async () => {
    const campaign = await campaignWith(1, 1);
    world.clock.set('2026-11-23T14:00:00Z');
    expect(await checks().next(binh, campaign.id)).to.deep.equal({
      why: 'outside-hours',
      from: new Date('2026-11-24T01:00:00Z'),
    });
    world.clock.set('2026-11-24T02:00:00Z');
    const { id } = await next(binh, campaign);
    const { campaigns } = world.system.actions;
    const { revision = 0 } = (await world.system.stores.campaigns.find(campaign.id)) ?? {};
    await campaigns.close(campaign.id, supervisor, revision);
    expect((await checks().open(id, binh)).respondent.phone, 'closed, still linked').to.match(/^0500/);
    world.clock.advance('40 days');
    await campaigns.settle(world.clock.now());
    expect(await kindOf(checks().next(binh, campaign.id))).to.equal('not-found');
    expect((await checks().campaigns(binh)).map((one) => one.campaign.id)).not.to.include(campaign.id);
  });
});
