import { expect } from 'chai';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import { allAnswers, frame, interviewerCalled, memberOf, openCampaign, supervisor } from '../support/fieldwork.ts';
import { codeOf } from '../support/refusal.ts';
import { openWorld, type World } from '../support/world.ts';

const phone = { mode: 'phone', language: 'vi', consent: 1 } as const;
const an = interviewerCalled('an');
const binh = interviewerCalled('binh');
const team = [memberOf(an), memberOf(binh)];

describe('A case', () => {
  let world: World;
  const actions = () => world.system.actions.interviews;
  const stores = () => world.system.stores;
  const next = async (who: Account, campaign: Campaign): Promise<SurveyCase> => {
    const found = await actions().next(who, campaign.id);
    if ('why' in found) throw new Error(`nothing to call: ${found.why}`);
    return found;
  };
  const taken = async ({ id }: Campaign) => (await stores().quotas.of(id)).reduce((sum, one) => sum + one.taken, 0);
  const later = (minutes: number) => new Date(world.clock.now().getTime() + minutes * 60_000);
  const assign = (id: string, to: string | undefined) => world.system.actions.campaigns.assign(id, to, supervisor);
  const close = async ({ id }: Campaign) => {
    const { revision } = (await stores().campaigns.find(id)) as Campaign;
    await world.system.actions.campaigns.close(id, supervisor, revision);
  };

  before(async () => {
    world = await openWorld({ worker: false });
  });
  beforeEach(() => world.clock.set('2026-11-23T03:00:00Z'));
  after(() => world.close());

  it('of a stratum that is full is not offered, nor to whom it is promised, nor taken along', async () => {
    const entries = [...frame(10), ...frame(10, { procedure: '2.000815' })];
    const campaign = await openCampaign(world, { team, entries, input: { sizing: { kind: 'quota', each: 1 } } });
    const { id, stratum } = await next(an, campaign);
    await actions().begin(id, an, phone);
    const [promised] = await stores().surveyCases.list(
      { campaign: campaign.id, stratum, states: ['ready'] },
      { limit: 1 },
    );
    await assign(promised?.id ?? '', binh.id);
    const offered = await next(binh, campaign);
    expect(offered.stratum).not.to.equal(stratum);
    await actions().release(offered.id, binh);
    const along = await actions().takeAlong(binh, campaign.id, 'tablet', 5);
    expect(along.map((one) => one.stratum)).to.deep.equal([offered.stratum]);
  });

  it('goes with its appointment to whom the supervisor gives it', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    await actions().attempt(id, an, { outcome: 'appointment', appointment: { at: later(60), with: an.id } });
    await assign(id, binh.id);
    expect(await codeOf(actions().take(id, an)), 'not by hand either').to.equal('interview:conflict-not-held');
    world.clock.advance('65 minutes');
    expect((await next(an, campaign)).id).not.to.equal(id);
    expect((await next(binh, campaign)).id).to.equal(id);
    await actions().release(id, binh);
    await assign(id, undefined);
    world.clock.advance('1 minute');
    const mine = (await actions().held(an)).find((one) => one.campaign === campaign.id);
    await actions().release(mine?.id ?? '', an);
    expect((await next(an, campaign)).id, 'with nobody in particular').to.equal(id);
  });

  it('with an appointment of the late evening is called then, and one that was missed not at night', async () => {
    const campaign = await openCampaign(world, { team });
    const [missed, late] = [await next(an, campaign), await next(binh, campaign)];
    world.clock.set('2026-11-23T12:00:00Z');
    await actions().attempt(missed.id, an, { outcome: 'appointment', appointment: { at: later(50) } });
    await actions().attempt(late.id, binh, { outcome: 'appointment', appointment: { at: later(180) } });
    world.clock.set('2026-11-23T15:10:00Z');
    expect((await next(an, campaign)).id, 'promised for ten in the evening').to.equal(late.id);
    expect(await actions().next(binh, campaign.id)).to.include({ why: 'outside-hours' });
    world.clock.set('2026-11-24T01:00:00Z');
    expect((await next(binh, campaign)).id).to.equal(missed.id);
  });

  it('that comes back is found at once after the clock was set back', async () => {
    const campaign = await openCampaign(world, { team, entries: frame(1) });
    const { id } = await next(an, campaign);
    expect(await actions().next(binh, campaign.id)).to.include({ why: 'none-ready' });
    world.clock.advance('-2 hours');
    await actions().release(id, an);
    expect((await next(binh, campaign)).id).to.equal(id);
  });

  it('that was on a tablet once is held by telephone like any other', async () => {
    const campaign = await openCampaign(world, { team, entries: frame(1) });
    const [one] = await actions().takeAlong(an, campaign.id, 'tablet', 1);
    const id = one?.id ?? '';
    await actions().begin(id, an, { ...phone, mode: 'face_to_face' });
    await actions().release(id, an);
    await actions().take(id, an);
    const { interview, lease } = await actions().begin(id, an, phone);
    expect(interview).not.to.have.property('device');
    expect(lease?.until).to.deep.equal(later(15));
    world.clock.advance('16 minutes');
    expect((await next(binh, campaign)).id).to.equal(id);
  });

  it('is taken along with its place, also when the tablet lost the line before it had one', async () => {
    const campaign = await openCampaign(world, { team, input: { sizing: { kind: 'quota', each: 2 } } });
    const [one] = await stores().surveyCases.list({ campaign: campaign.id, states: ['ready'] }, { limit: 1 });
    const lease = { by: an.id, name: 'an', since: later(0), until: new Date('9999-12-31'), device: 'tablet' };
    await stores().surveyCases.replace({ ...(one as SurveyCase), state: 'held', lease });
    expect(await actions().takeAlong(an, campaign.id, 'tablet', 2)).to.have.length(2);
    expect(await taken(campaign)).to.equal(2);
  });

  it('whose interview somebody left is gone on with under the name of who goes on', async () => {
    const campaign = await openCampaign(world, { team, entries: frame(1) });
    const { id } = await next(an, campaign);
    await actions().begin(id, an, phone);
    await actions().answer(id, an, allAnswers());
    world.clock.advance('16 minutes');
    await next(binh, campaign);
    expect(await codeOf(actions().respondent(id, an)), 'not hers to see any more').to.equal('page-not-found');
    expect(await codeOf(actions().answer(id, binh, { access1: 1 }))).to.equal('interview:conflict-not-begun');
    expect(await codeOf(actions().finish(id, binh, {}))).to.equal('interview:conflict-not-begun');
    await actions().begin(id, binh, phone);
    const { surveyCase } = await actions().finish(id, binh, {});
    expect(surveyCase).to.include({ outcome: 'complete' });
    expect(surveyCase.interview?.by).to.equal(binh.id);
  });

  it('takes only outcomes that somebody can meet with, and each that ends it once', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    for (const outcome of ['complete', 'not_attempted', 'never_answered'] as const)
      expect(await codeOf(actions().attempt(id, an, { outcome }))).to.equal('interview:fault-outcome');
    await actions().attempt(id, an, { outcome: 'refusal_hard', note: 'Không' });
    world.clock.advance('1 hour');
    const again = await actions().attempt(id, an, { outcome: 'refusal_hard', note: 'Không' });
    expect(again.attempts).to.have.length(1);
  });

  it('keeps every visit that a tablet sends once, also when it comes twice at the same time', async () => {
    const campaign = await openCampaign(world, { team });
    const [one] = await actions().takeAlong(an, campaign.id, 'tablet', 1);
    const visit = () => actions().attempt(one?.id ?? '', an, { outcome: 'nobody_home' }, { at: later(-30) });
    await Promise.all([visit(), visit()]);
    expect((await visit()).attempts).to.have.length(1);
  });

  it('that comes home from a tablet when the campaign is over ends, with its place given back', async () => {
    const campaign = await openCampaign(world, { team });
    const [one, other] = await actions().takeAlong(an, campaign.id, 'tablet', 2);
    await close(campaign);
    world.clock.advance('60 days');
    await world.system.actions.campaigns.settle(world.clock.now());
    await actions().release(one?.id ?? '', an);
    await actions().attempt(other?.id ?? '', an, { outcome: 'nobody_home' });
    await actions().release(other?.id ?? '', an);
    const ended = [await actions().find(other?.id ?? '', an), await stores().surveyCases.find(one?.id ?? '')];
    expect(ended.map((each) => each?.outcome)).to.deep.equal(['never_home', 'not_attempted']);
    expect(await taken(campaign)).to.equal(0);
  });

  it('puts right what the respondent complains of, once, whether its answers can be recorded or not', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    await actions().begin(id, an, phone);
    await actions().answer(id, an, allAnswers(1));
    const complaint = { consent: true, content: 'Phải đi lại bốn lần' } as const;
    // At that time, as a wrong clock had it, the ward was not there yet.
    const done = await actions().finish(id, an, { complaint }, { at: new Date('2001-01-01T03:00:00Z') });
    expect(done.surveyCase.owes).to.deep.equal(['response']);
    const { complaints } = world.system.actions;
    expect((await complaints.follow(done.complaint as never))?.content).to.equal(complaint.content);
    expect(JSON.stringify(await stores().surveyCases.find(id))).not.to.include('"complaint"');
    const settling = actions().settle(world.clock.now());
    expect(await settling.catch(({ errors }: AggregateError) => errors.length)).to.equal(1);
    expect((await actions().finish(id, an, { complaint })).complaint).to.deep.equal(done.complaint);
    expect(await codeOf(actions().finish(id, an, { complaint: { ...complaint, content: 'Khác' } }))).to.equal(
      'key-reused',
    );
    // What cannot be paid is no debt of the tests after this one.
    await stores().surveyCases.replace({ ...((await stores().surveyCases.find(id)) as SurveyCase), owes: [] });
  });

  it('whose complaint is said only the second time has a code that leads to it', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    await actions().begin(id, an, phone);
    await actions().answer(id, an, allAnswers(2));
    await actions().finish(id, an, {});
    const { complaint } = await actions().finish(id, an, { complaint: { consent: true, content: 'Chờ quá lâu' } });
    expect((await world.system.actions.complaints.follow(complaint as never))?.content).to.equal('Chờ quá lâu');
  });
});
