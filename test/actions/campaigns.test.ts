import { expect } from 'chai';
import type { Campaign } from '../../src/domain/campaign.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import {
  allAnswers,
  campaignInput,
  frame,
  interviewerCalled,
  lines,
  memberOf,
  openCampaign,
  supervisor,
} from '../support/fieldwork.ts';
import { codeOf } from '../support/refusal.ts';
import { openWorld, type World } from '../support/world.ts';

const an = interviewerCalled('an');
const team = [memberOf(an)];
const phone = { mode: 'phone', language: 'vi', consent: 1 } as const;

describe('Campaigns', () => {
  let world: World;
  const actions = () => world.system.actions.campaigns;
  const stores = () => world.system.stores;
  const drawnKeys = async ({ id }: Campaign): Promise<string[]> =>
    (await stores().frameCases.frame(id)).filter(({ state }) => state !== 'listed').map(({ frameKey }) => frameKey);

  before(async () => {
    world = await openWorld({ worker: false });
  });
  beforeEach(() => world.clock.set('2026-11-22T03:00:00Z'));
  after(() => world.close());

  it('take a frame: what repeats or must not be called is left out, each with its reason; the same file again changes nothing', async () => {
    const { id } = await actions().create(campaignInput(), supervisor);
    await actions().doNotCall(['0500000003'], supervisor);
    const [first, second, third, fourth, fifth] = frame(5);
    if (!first || !second || !third || !fourth || !fifth) throw new Error('no frame');
    const entries = [
      first,
      { ...second, phone: first.phone ?? '', finishedOn: '2026-10-20' },
      { ...third, key: first.key },
      fourth,
      { ...fifth, finishedOn: '2026-11-02' },
    ];
    const taken = await actions().takeFrame(id, lines(entries));
    expect(taken.map((one) => ('faults' in one ? one.faults[0]?.code : one.outcome))).to.deep.equal([
      'frame:removed-phone-twice-text',
      'accepted',
      'frame:removed-key-twice-text',
      'frame:removed-do-not-call-text',
      'frame:outside-period',
    ]);
    expect((await stores().frameCases.frame(id)).map(({ frameKey }) => frameKey)).to.deep.equal([second.key]);
    const again = await actions().takeFrame(id, lines([entries[1] as (typeof entries)[number]]));
    expect(again.map(({ outcome }) => outcome)).to.deep.equal(['unchanged']);
  });

  it('say who brought a frame and who took it away again, which is possible until something is drawn from it', async () => {
    const { id } = await actions().create(campaignInput(), supervisor);
    await actions().takeFrame(id, lines(frame(5, { procedure: '2.000815' })), { by: supervisor });
    const [one] = await stores().frameCases.listed(id, 1);
    await actions().clearFrame(id, supervisor);
    expect(await stores().frameCases.frame(id)).to.deep.equal([]);
    expect(await stores().respondents.find(one?.respondent ?? '')).to.equal(undefined);
    const { events } = (await stores().campaigns.find(id)) as Campaign;
    expect(events.slice(1)).to.deep.equal([
      { kind: 'frame', at: world.clock.now(), by: supervisor.name, note: '5' },
      { kind: 'frame-cleared', at: world.clock.now(), by: supervisor.name, note: '5' },
    ]);
    const drawn = await openCampaign(world, { team, entries: frame(5) });
    expect(await codeOf(actions().clearFrame(drawn.id, supervisor))).to.equal('campaign:conflict-drawn');
  });

  it('keep contacts apart from cases, and nothing of them in the open', async () => {
    const campaign = await openCampaign(world, { team, entries: frame(3) });
    const [one] = await stores().surveyCases.list({ campaign: campaign.id }, { limit: 1 });
    expect(JSON.stringify(one)).not.to.match(/0500|Người nộp|Số \d/);
    const contact = await stores().respondents.find(one?.respondent ?? '');
    expect(JSON.stringify(contact)).not.to.match(/0500|Người nộp|Số \d/);
  });

  it('draw what the recorded seed says, again the same; drawing more keeps what was drawn', async () => {
    const draw = async (seed: string): Promise<Campaign> => {
      const { id } = await actions().create(
        campaignInput({ sizing: { kind: 'quota', each: 10 }, oversampling: 2 }),
        supervisor,
      );
      await actions().takeFrame(id, lines([...frame(60), ...frame(60, { procedure: '2.000815' })]));
      return actions().draw(id, { seed }, supervisor);
    };
    const [one, same, another] = [await draw('hạt giống'), await draw('hạt giống'), await draw('khác')];
    const keys = await drawnKeys(one);
    expect(keys).to.have.length(40);
    expect(await drawnKeys(same)).to.have.members(keys);
    expect(await drawnKeys(another)).not.to.have.members(keys);
    const more = await actions().draw(one.id, { more: 50 }, supervisor);
    expect(await drawnKeys(more))
      .to.include.members(keys)
      .and.have.length(50);
    expect(more.draws.map(({ seed }) => seed)).to.deep.equal(['hạt giống', 'hạt giống']);
    expect(more.draws[0]?.strata).to.deep.include({
      stratum: 'H79-N26740 2.000815',
      population: 60,
      wanted: 10,
      drawn: 20,
    });
  });

  it('finish a draw that was cut off', async () => {
    const campaign = await openCampaign(world, {
      team,
      entries: frame(30),
      input: { sizing: { kind: 'quota', each: 4 } },
    });
    const [one] = await stores().surveyCases.list({ campaign: campaign.id, states: ['ready'] }, { limit: 1 });
    await stores().surveyCases.replace({ ...(one as SurveyCase), state: 'listed' });
    const now = (await stores().campaigns.find(campaign.id)) as Campaign;
    await stores().campaigns.replace({ ...now, owes: ['draw'] });
    await actions().settle(world.clock.now());
    expect((await stores().surveyCases.find(one?.id ?? ''))?.state).to.equal('ready');
    expect((await stores().campaigns.find(campaign.id))?.owes).to.deep.equal([]);
  });

  it('are not opened without a draw or a team, nor changed by who has not seen the last change', async () => {
    const draft = await actions().create(campaignInput(), supervisor);
    expect(await codeOf(actions().open(draft.id, supervisor, draft.revision))).to.equal('campaign:fault-not-drawn');
    expect(await codeOf(actions().draw(draft.id, {}, supervisor))).to.equal('campaign:fault-no-frame');
    await actions().takeFrame(draft.id, lines(frame(5)));
    const drawn = await actions().draw(draft.id, {}, supervisor);
    expect(await codeOf(actions().open(draft.id, supervisor, drawn.revision))).to.equal('campaign:fault-no-team');
    expect(await codeOf(actions().setTeam(draft.id, team, supervisor, draft.revision))).to.equal(
      'campaign:conflict-changed',
    );
    expect(await codeOf(actions().takeFrame(draft.id, lines(frame(6))))).to.equal('campaign:conflict-drawn');
  });

  it('end every case when they close, forget who was never drawn, and cut the link when its time is over', async () => {
    const campaign = await openCampaign(world, {
      team,
      entries: frame(30),
      input: { sizing: { kind: 'quota', each: 4 } },
    });
    const { interviews } = world.system.actions;
    const held = await interviews.next(an, campaign.id);
    if ('why' in held) throw new Error(held.why);
    await interviews.begin(held.id, an, phone);
    await interviews.answer(held.id, an, allAnswers());
    const done = await interviews.finish(held.id, an, {});
    const tried = await interviews.next(an, campaign.id);
    if ('why' in tried) throw new Error(tried.why);
    await interviews.attempt(tried.id, an, { outcome: 'answering_machine' });
    const { revision } = (await stores().campaigns.find(campaign.id)) as Campaign;
    await actions().close(campaign.id, supervisor, revision);
    const left = await stores().surveyCases.list({ campaign: campaign.id }, { limit: 100 });
    expect(left).to.have.length(20);
    expect(new Set(left.map(({ state }) => state))).to.deep.equal(new Set(['final']));
    expect(left.filter(({ outcome }) => outcome === 'not_attempted')).to.have.length(18);
    expect(await stores().respondents.find(done.surveyCase.respondent ?? '')).not.to.equal(undefined);

    world.clock.advance('32 days');
    await actions().settle(world.clock.now());
    const cut = await stores().surveyCases.list({ campaign: campaign.id }, { limit: 100 });
    for (const one of cut) {
      expect(one.respondent).to.equal(undefined);
      expect(one.frameKey).not.to.include('HS-');
    }
    expect(await stores().respondents.find(done.surveyCase.respondent ?? '')).to.equal(undefined);
    expect((await stores().campaigns.find(campaign.id))?.unlinkedAt).to.be.instanceOf(Date);
    expect(
      cut.filter(({ outcome }) => outcome === 'complete'),
      'the answers stay',
    ).to.have.length(1);
  });

  it('give a case to a particular interviewer, or end it with a note', async () => {
    const binh = interviewerCalled('binh');
    const campaign = await openCampaign(world, { team: [...team, memberOf(binh)], entries: frame(10) });
    const [one, other] = await stores().surveyCases.list({ campaign: campaign.id, states: ['ready'] }, { limit: 2 });
    await actions().assign(one?.id ?? '', binh.id, supervisor);
    const { interviews } = world.system.actions;
    const next = await interviews.next(binh, campaign.id);
    expect('id' in next && next.id).to.equal(one?.id);
    expect(await codeOf(actions().closeCase(other?.id ?? '', ' ', supervisor))).to.equal(
      'interview:fault-note-missing',
    );
    const closed = await actions().closeCase(other?.id ?? '', 'Trùng hồ sơ', supervisor);
    expect(closed).to.include({ state: 'final', outcome: 'not_attempted' });
    expect(closed.endedBy?.note).to.equal('Trùng hồ sơ');
  });
});
