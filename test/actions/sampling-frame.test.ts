import { expect } from 'chai';
import { createCampaigns } from '../../src/actions/campaigns.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import type { Refusal } from '../../src/domain/errors.ts';
import { createSeal } from '../../src/seal.ts';
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
import { strand } from '../support/strand.ts';
import { openWorld, type World } from '../support/world.ts';

const an = interviewerCalled('an');
const binh = interviewerCalled('binh');

describe('A sampling frame', () => {
  let world: World;
  const actions = () => world.system.actions.campaigns;
  const stores = () => world.system.stores;
  const casesOf = (id: string) => stores().surveyCases.list({ campaign: id }, { limit: 1000 });
  const create = async () => (await actions().create(campaignInput(), supervisor)).id;

  before(async () => {
    world = await openWorld({ worker: false });
  });
  beforeEach(() => world.clock.set('2026-11-23T03:00:00Z'));
  after(() => world.close());

  it('that was cut off anywhere is not drawn from, and is whole when the same file comes again', async () => {
    const parts = { ...stores(), catalogue: world.system.actions.catalogue, now: world.clock.now };
    // The number of one stands with another dossier too, which must not slip in when the first lost its contact.
    const entries = [...frame(20), ...frame(1, { key: 'HS-khác', finishedOn: '2026-10-01' })];
    for (let calls = 0; calls < 9; calls += 1) {
      const id = await create();
      const importing = strand(
        (wrap) =>
          createCampaigns({
            ...parts,
            ...{ campaigns: wrap(stores().campaigns), surveyCases: wrap(stores().surveyCases) },
            respondents: { ...stores().respondents, keepMany: wrap(stores().respondents).keepMany },
            ...{ seal: createSeal([world.services.encryptionKey]), timeZone: 'Asia/Ho_Chi_Minh' },
          }).takeFrame(id, lines(entries)),
        { calls, carriedOut: true },
      );
      while (!(await importing.step())) await Promise.resolve();
      const { owes } = (await stores().campaigns.find(id)) as Campaign;
      if (owes.includes('frame'))
        expect(
          await actions()
            .draw(id, {}, supervisor)
            .catch((error: Refusal) => error.code),
        ).to.equal('campaign:conflict-frame');
      const dry = await actions().takeFrame(id, lines(entries), { dryRun: true });
      const taken = await actions().takeFrame(id, lines(entries));
      expect(taken).to.deep.equal(dry);
      expect(taken.at(-1)?.outcome).to.equal('rejected');
      const cases = await casesOf(id);
      expect(cases).to.have.length(20);
      const contacts = await Promise.all(cases.map(({ respondent }) => stores().respondents.find(respondent ?? '')));
      expect(new Set(contacts.map((one) => one?.phoneIndex))).to.have.property('size', 20);
      expect((await actions().draw(id, {}, supervisor)).draws).to.have.length(1);
    }
  });

  it('that two people send at once is taken once', async () => {
    const id = await create();
    const entries = frame(300);
    const others = entries.map((one) => ({ ...one, key: `khác ${one.key}` }));
    const outcomes = await Promise.all(
      [entries, entries, others].map((some) => actions().takeFrame(id, lines(some), { by: supervisor })),
    );
    expect(outcomes.flat().filter(({ outcome }) => outcome === 'accepted')).to.have.length(300);
    const cases = await casesOf(id);
    expect(cases).to.have.length(300);
    for (const { respondent } of cases) expect(await stores().respondents.find(respondent ?? '')).to.exist;
    expect((await stores().campaigns.find(id))?.owes).to.deep.equal([]);
  });

  it('leaves nothing that leads from an interview to a person when its link is cut', async () => {
    const campaign = await openCampaign(world, { team: [memberOf(an)], entries: frame(12) });
    const { interviews } = world.system.actions;
    const next = async () => {
      const found = await interviews.next(an, campaign.id);
      if ('why' in found) throw new Error(found.why);
      return found.id;
    };
    const made = await next();
    await interviews.begin(made, an, { mode: 'phone', language: 'vi', consent: 1 });
    await interviews.answer(made, an, allAnswers());
    await interviews.finish(made, an, {});
    const refused = await next();
    await interviews.attempt(refused, an, { outcome: 'refusal_soft', note: 'Bà Bí Mật đang bận' });
    await actions().closeCase(refused, 'Bà Bí Mật đã gọi lại', supervisor);
    const [out] = await interviews.takeAlong(an, campaign.id, 'tablet', 1);
    const at = new Date(world.clock.now().getTime() + 3600_000);
    const promise = { outcome: 'appointment', appointment: { at, note: 'Bà Bí Mật ở nhà' } } as const;
    await interviews.attempt(out?.id ?? '', an, promise);
    const { revision } = (await stores().campaigns.find(campaign.id)) as Campaign;
    await actions().close(campaign.id, supervisor, revision);
    world.clock.advance('40 days');
    await actions().settle(world.clock.now());
    const cases = await casesOf(campaign.id);
    expect(JSON.stringify(cases)).not.to.match(/HS-|Bí Mật|2026-10-15/);
    expect(new Set(cases.map(({ finishedOn }) => finishedOn))).to.deep.equal(new Set(['2026-10-01']));
    expect(cases.filter((one) => one.respondent !== undefined || one.lot !== undefined)).to.deep.equal([]);
    expect((await stores().campaigns.find(campaign.id))?.unlinkedAt).to.deep.equal(world.clock.now());
  });

  it('gives a case to the team alone, and takes back what was promised to who left it', async () => {
    const campaign = await openCampaign(world, { team: [memberOf(an), memberOf(binh)], entries: frame(5) });
    const { interviews } = world.system.actions;
    const ready = async () => (await casesOf(campaign.id)).filter(({ state }) => state === 'ready');
    const [promised] = await ready();
    await actions().assign(promised?.id ?? '', binh.id, supervisor);
    const [held] = await interviews.takeAlong(binh, campaign.id, 'tablet', 1);
    expect(held?.id).to.equal(promised?.id);
    const [other] = await ready();
    await interviews.take(other?.id ?? '', binh);
    const at = new Date(world.clock.now().getTime() + 3600_000);
    await interviews.attempt(other?.id ?? '', binh, { outcome: 'appointment', appointment: { at, with: binh.id } });
    const { revision } = (await stores().campaigns.find(campaign.id)) as Campaign;
    await actions().setTeam(campaign.id, [memberOf(an)], supervisor, revision);
    expect(await stores().surveyCases.find(held?.id ?? '')).to.include({ state: 'ready', queue: 'vi' });
    expect((await stores().surveyCases.find(other?.id ?? ''))?.appointment).to.deep.equal({ at });
    expect((await stores().quotas.of(campaign.id))[0]).to.include({ taken: 0 });
    const given = actions().assign(other?.id ?? '', binh.id, supervisor);
    expect(await given.catch((error: Refusal) => error.faults[0]?.code)).to.equal('campaign:fault-not-in-team');
  });
});
