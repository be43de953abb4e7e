import { expect } from 'chai';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import type { Refusal } from '../../src/domain/errors.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import { allAnswers, frame, interviewerCalled, memberOf, openCampaign, supervisor } from '../support/fieldwork.ts';
import { refusal } from '../support/refusal.ts';
import { openWorld, type World } from '../support/world.ts';

const phone = { mode: 'phone', language: 'vi', consent: 1 } as const;
const an = interviewerCalled('an');
const binh = interviewerCalled('binh');
const team = [memberOf(an), memberOf(binh, ['vi', 'en'])];

describe('Interviews', () => {
  let world: World;
  const actions = () => world.system.actions.interviews;
  const next = async (who: Account, campaign: Campaign): Promise<SurveyCase> => {
    const found = await actions().next(who, campaign.id);
    if ('why' in found) throw new Error(`nothing to call: ${found.why}`);
    return found;
  };
  const interview = async (who: Account, campaign: Campaign, answers = allAnswers()): Promise<SurveyCase> => {
    const { id } = await next(who, campaign);
    await actions().begin(id, who, phone);
    await actions().answer(id, who, answers);
    return (await actions().finish(id, who, {})).surveyCase;
  };
  const responsesOf = async ({ id }: Campaign) => {
    const found = [];
    for await (const one of world.system.stores.exportedResponses.each(
      { from: '2000-01-01', to: '2100-01-01' },
      undefined,
    ))
      if (one.source === `campaign-${id}`) found.push(one);
    return found;
  };

  before(async () => {
    world = await openWorld({ worker: false });
  });
  beforeEach(() => world.clock.set('2026-11-22T03:00:00Z'));
  after(() => world.close());

  it('of 64 interviewers at once on a quota of 25 make exactly 25', async () => {
    const people = Array.from({ length: 64 }, (_, index) => interviewerCalled(`pv${index}`));
    const campaign = await openCampaign(world, { team: people.map((one) => memberOf(one)) });
    const results = await Promise.allSettled(people.map((one) => interview(one, campaign)));
    const full = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Refusal).code] : []));
    expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(25);
    expect(new Set(full)).to.deep.equal(new Set(['interview:conflict-full']));
    const [quota] = await world.system.stores.quotas.of(campaign.id);
    expect(quota).to.include({ wanted: 25, taken: 25 });
    expect(await responsesOf(campaign)).to.have.length(25);
  });

  it('that fail give their place to somebody else', async () => {
    const campaign = await openCampaign(world, { team, input: { sizing: { kind: 'quota', each: 1 } } });
    const { id } = await next(an, campaign);
    await actions().begin(id, an, phone);
    const waiting = await next(binh, campaign).catch((error: Error) => error.message);
    expect(waiting, 'no place, nobody to call').to.equal('nothing to call: none-ready');
    await actions().attempt(id, an, { outcome: 'refusal_hard', note: 'Không muốn trả lời' });
    expect((await interview(binh, campaign)).outcome).to.equal('complete');
    expect((await world.system.stores.quotas.of(campaign.id))[0]).to.include({ taken: 1 });
  });

  it('come back to who agreed when the quota was full, as soon as a place is given back', async () => {
    const quota = { sizing: { kind: 'quota', each: 1 }, oversampling: 2 } as const;
    const campaign = await openCampaign(world, { team, entries: frame(2), input: quota });
    const [first, second] = [await next(an, campaign), await next(binh, campaign)];
    await actions().begin(first.id, an, phone);
    expect((await refusal(actions().begin(second.id, binh, phone))).code).to.equal('interview:conflict-full');
    await actions().attempt(second.id, binh, { outcome: 'quota_full' });
    await actions().attempt(first.id, an, { outcome: 'refusal_hard', note: 'Không muốn' });
    world.clock.advance('61 minutes');
    expect((await next(binh, campaign)).id).to.equal(second.id);
  });

  it('keep every answer; of two for one item the one given later stands, in whatever order they arrive', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    await actions().begin(id, an, phone);
    const began = world.clock.now().getTime();
    const at = (seconds: number) => ({ at: new Date(began + seconds * 1000) });
    world.clock.advance('1 minute');
    await actions().answer(id, an, { access1: 5 }, at(30));
    await actions().answer(id, an, { access1: 2, access2: 'dont_know' }, at(10));
    await actions().answer(id, an, { access3: 4 }, at(11));
    await actions().answer(id, an, { access3: null }, at(40));
    const after = await actions().answer(id, an, { access3: 3 }, at(20));
    expect(
      Object.entries(after.interview?.answers ?? {}).map(([item, { value }]) => [item, value]),
    ).to.have.deep.members([
      ['access1', 5],
      ['access2', 'dont_know'],
    ]);
  });

  it('begin in a way of the campaign with its script, and take no answer of tomorrow', async () => {
    const campaign = await openCampaign(world, { team, input: { modes: ['phone', 'post'] } });
    const { id } = await next(an, campaign);
    for (const wrong of [{ mode: 'post' }, { mode: 'face_to_face' }, { consent: 99 }] as const)
      expect((await refusal(actions().begin(id, an, { ...phone, ...wrong }))).kind).to.equal('invalid');
    await actions().begin(id, an, phone);
    await actions().answer(id, an, { access1: 1 }, { at: new Date('2030-01-01T00:00:00Z') });
    world.clock.advance('1 minute');
    const after = await actions().answer(id, an, { access1: 5 });
    expect(after.interview?.answers['access1']?.value).to.equal(5);
  });

  it('become one response each, however often they are ended', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    await actions().begin(id, an, phone);
    await actions().answer(id, an, { ...allAnswers(), feedback1: 'no_experience', feedback2: 'refused' });
    await Promise.all([actions().finish(id, an, { seconds: 300 }), actions().finish(id, an, { seconds: 300 })]);
    const { surveyCase } = await actions().finish(id, an, { seconds: 300 });
    const [, ...more] = await responsesOf(campaign);
    expect(more).to.deep.equal([]);
    const response = await world.system.stores.responses.find(surveyCase.interview?.response ?? '');
    expect(response).to.include({
      channel: 'phone',
      score: 4,
      externalId: id,
      durationSeconds: 300,
      campaign: campaign.id,
    });
    expect(response?.answers).to.include({ feedback1: 'no_experience', feedback2: 'refused', access1: 4 });
    expect(response).not.to.have.any.keys('dossierCode', 'name', 'phone');
  });

  it('that were ended, but not recorded when the system fell, are recorded by the sweep', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    await actions().begin(id, an, phone);
    await actions().answer(id, an, allAnswers());
    await actions().finish(id, an, {});
    const { surveyCases } = world.system.stores;
    const done = (await surveyCases.find(id)) as SurveyCase;
    await surveyCases.replace({ ...done, owes: ['response'] });
    await actions().settle(world.clock.now());
    expect((await surveyCases.find(id))?.owes).to.deep.equal([]);
    expect(await responsesOf(campaign)).to.have.length(1);
  });

  it('answered in part count as partial, answered too little as broken off', async () => {
    const campaign = await openCampaign(world, { team });
    const some = (share: number) =>
      Object.fromEntries(
        Object.entries(allAnswers()).filter(([item], index) => item === 'overall' || index < 19 * share),
      );
    expect((await interview(an, campaign, some(0.6))).outcome).to.equal('partial');
    expect((await interview(an, campaign, some(0.2))).attempts.at(-1)?.outcome).to.equal('break_off');
    expect(await responsesOf(campaign)).to.have.length(1);
  });

  it('open a case only with what the respondent wants put right', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    await actions().begin(id, an, phone);
    await actions().answer(id, an, allAnswers(1));
    const complaint = { consent: true, content: 'Hồ sơ trễ hẹn hai lần' } as const;
    const done = await actions().finish(id, an, { complaint });
    expect(done.complaint?.trackingCode).to.match(/^[\w-]+$/);
    await world.drain();
    const { trackingCode = '', pin = '' } = done.complaint ?? {};
    const story = await world.get(`/api/v1/complaints/${trackingCode}?pin=${pin}`);
    expect(story.status).to.equal(200);
    const again = await actions().finish(id, an, { complaint });
    expect(again.complaint).to.deep.equal(done.complaint);
    expect(JSON.stringify(again.surveyCase)).not.to.include('trễ hẹn');
  });

  it('are never held by two, and come back when nobody was heard from', async () => {
    const campaign = await openCampaign(world, {
      team,
      entries: frame(1),
      input: { sizing: { kind: 'quota', each: 1 } },
    });
    const held = await next(an, campaign);
    expect((await next(an, campaign)).id, 'the one in her hand').to.equal(held.id);
    expect(await actions().next(binh, campaign.id)).to.deep.equal({ why: 'none-ready' });
    await actions().begin(held.id, an, phone);
    await actions().answer(held.id, an, { access1: 4 });
    world.clock.advance('16 minutes');
    const found = await next(binh, campaign);
    expect(found.id).to.equal(held.id);
    expect(found.interview?.answers['access1']?.value, 'goes on where it stopped').to.equal(4);
    const late = await refusal(actions().answer(held.id, an, { access2: 4 }));
    expect(late).to.include({ kind: 'conflict', code: 'interview:conflict-held' });
  });

  it('take in what arrives late while nobody else has the case', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    await actions().begin(id, an, phone);
    world.clock.advance('20 minutes');
    await actions().settle(world.clock.now());
    await actions().answer(id, an, allAnswers());
    expect((await actions().finish(id, an, {})).surveyCase.outcome).to.equal('complete');
    expect((await world.system.stores.quotas.of(campaign.id))[0]).to.include({ taken: 1 });
  });

  it('keep an appointment before anything else, with whom was promised, and with anybody when she does not come', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    const at = new Date(world.clock.now().getTime() + 3600_000);
    const waiting = await actions().attempt(id, an, { outcome: 'appointment', appointment: { at, with: an.id } });
    expect(waiting).to.include({ state: 'resting' });
    world.clock.advance('61 minutes');
    expect((await next(binh, campaign)).id).not.to.equal(id);
    expect((await next(an, campaign)).id).to.equal(id);
    await actions().release(id, an);
    world.clock.advance('31 minutes');
    const free = interviewerCalled('chi');
    const { revision } = (await world.system.stores.campaigns.find(campaign.id)) as Campaign;
    await world.system.actions.campaigns.setTeam(campaign.id, [...team, memberOf(free)], supervisor, revision);
    expect((await next(free, campaign)).id).to.equal(id);
  });

  it('are tried again in another window, at most so often a day and in all; a refusal is not forgotten', async () => {
    const campaign = await openCampaign(world, {
      team,
      entries: frame(1),
      input: { sizing: { kind: 'quota', each: 1 } },
    });
    const tries: string[] = [];
    for (let rounds = 0; rounds < 400; rounds += 1) {
      const found = await actions().next(an, campaign.id);
      if (!('why' in found)) {
        tries.push(found.id);
        await actions().attempt(found.id, an, {
          ...(tries.length === 1 ? { outcome: 'refusal_soft', note: 'Đang bận' } : { outcome: 'no_answer' }),
        });
      }
      world.clock.advance('1 hour');
      await actions().settle(world.clock.now());
    }
    expect(tries).to.have.length(4);
    const [done] = await world.system.stores.surveyCases.list({ campaign: campaign.id }, { limit: 2 });
    const days = new Map<string, number>();
    for (const { at } of done?.attempts ?? []) {
      const day = new Date(at.getTime() + 7 * 3600_000).toISOString().slice(0, 10);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
    expect(Math.max(...days.values())).to.be.at.most(2);
    expect(done).to.include({ state: 'final', outcome: 'refusal_hard' });
  });

  it('are offered within calling hours only, and say from when', async () => {
    const campaign = await openCampaign(world, { team });
    world.clock.set('2026-11-22T14:00:00Z');
    expect(await actions().next(an, campaign.id)).to.deep.equal({
      why: 'outside-hours',
      from: new Date('2026-11-23T01:00:00Z'),
    });
  });

  it('never go to a number that asked not to be called, whenever it was put on the list', async () => {
    const campaign = await openCampaign(world, { team, entries: frame(3, { procedure: '2.000884' }) });
    const first = await next(an, campaign);
    const { phone: number = '' } = await actions().respondent(first.id, an);
    await actions().attempt(first.id, an, { outcome: 'refusal_hard', note: 'Không muốn', neverAgain: true });
    const waiting = await next(binh, campaign);
    const { phone: other = '' } = await actions().respondent(waiting.id, binh);
    await actions().release(waiting.id, binh);
    await world.system.actions.campaigns.doNotCall([other], supervisor);
    const left = await next(an, campaign);
    expect((await actions().respondent(left.id, an)).phone).not.to.be.oneOf([number, other]);
    expect(await actions().next(binh, campaign.id)).to.include({ why: 'none-ready' });
    expect((await world.system.stores.surveyCases.find(waiting.id))?.state).to.equal('final');
    const later = await openCampaign(world, { team, entries: frame(3, { procedure: '2.000884' }) });
    expect(await world.system.stores.frameCases.frame(later.id)).to.have.length(1);
  });

  it('say from when somebody may be called again', async () => {
    const campaign = await openCampaign(world, { team, entries: frame(1, { phone: '0500700001' }) });
    const { id } = await next(an, campaign);
    const { callableFrom } = await actions().attempt(id, an, { outcome: 'busy' });
    expect(await actions().next(an, campaign.id)).to.deep.equal({ why: 'none-ready', from: callableFrom });
  });

  it('go to whom speaks the language', async () => {
    const entries = frame(30).map((entry, index) => ({
      ...entry,
      language: index === 7 ? ('en' as const) : ('vi' as const),
    }));
    const campaign = await openCampaign(world, { team, entries });
    expect((await next(an, campaign)).language).to.equal('vi');
    expect((await next(binh, campaign)).language).to.equal('en');
  });

  it('go first to the stratum that is emptiest', async () => {
    const entries = [...frame(40), ...frame(40, { procedure: '2.000815' })];
    const campaign = await openCampaign(world, { team, entries });
    const strata = [];
    for (let count = 0; count < 6; count += 1) strata.push((await interview(an, campaign)).stratum);
    expect(strata.filter((stratum) => stratum.endsWith('1.001193'))).to.have.length(3);
  });

  it('show contacts only to who holds the case, and nobody outside the team anything', async () => {
    const campaign = await openCampaign(world, { team });
    const { id } = await next(an, campaign);
    expect((await actions().respondent(id, an)).phone).to.match(/^0500\d{6}$/);
    expect((await refusal(actions().respondent(id, binh))).kind).to.equal('not-found');
    const stranger = interviewerCalled('stranger');
    expect((await refusal(actions().find(id, stranger))).kind).to.equal('not-found');
    expect(await actions().next(stranger, campaign.id)).to.deep.equal({ why: 'not-in-team' });
  });

  it('taken along on two tablets never share a case, and each has its place', async () => {
    const campaign = await openCampaign(world, { team, input: { sizing: { kind: 'quota', each: 25 } } });
    const [first, second] = await Promise.all([
      actions().takeAlong(an, campaign.id, 'tablet-1', 20),
      actions().takeAlong(binh, campaign.id, 'tablet-2', 20),
    ]);
    expect(new Set([...first, ...second].map(({ id }) => id)).size).to.equal(25);
    world.clock.advance('20 days');
    await actions().settle(world.clock.now());
    const [one] = first;
    const at = new Date(world.clock.now().getTime() - 3600_000);
    await actions().begin(one?.id ?? '', an, { ...phone, mode: 'face_to_face' }, { at });
    await actions().answer(one?.id ?? '', an, allAnswers(), { at });
    expect((await actions().finish(one?.id ?? '', an, {}, { at })).surveyCase.outcome).to.equal('complete');
    await actions().release(first[1]?.id ?? '', an);
    expect((await world.system.stores.quotas.of(campaign.id))[0]).to.include({ taken: 24 });
  });
});
