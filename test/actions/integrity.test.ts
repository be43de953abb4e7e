import { expect } from 'chai';
import type { Deciding } from '../../src/actions/integrity.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import { excludedCases } from '../../src/domain/integrity-decision.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import { interviewerCalled, memberOf, openCampaign, supervisor } from '../support/fieldwork.ts';
import { holdAll } from '../support/held-interviews.ts';
import { honestWorld } from '../support/interview-world.ts';
import { openWorld, type World } from '../support/world.ts';

const reason = 'Người được hỏi nói không có cuộc gọi nào.';

describe('a decision on interviews', () => {
  let world: World;
  let campaign: Campaign;
  let cases: SurveyCase[];
  before(async () => {
    world = await openWorld({ worker: false });
    campaign = await openCampaign(world, { team: [memberOf(interviewerCalled('K0'))] });
    cases = await holdAll(world, campaign, [...honestWorld(1, 3).values()].flat());
  });
  after(() => world.close());

  const stores = () => world.system.stores;
  const of = (interviewer: string) => cases.filter(({ interview }) => interview?.by === interviewer);
  const decide = (deciding: Partial<Deciding> = {}) =>
    world.system.actions.integrity.decide(
      campaign.id,
      { kind: 'excluded', interviewer: 'K0', cases: 'all', reason, ...deciding },
      supervisor,
    );
  /** How many interviews count and how many do not: by the tallies, by the answers; and the places that are taken. */
  const figures = async () => {
    const places = new Set(cases.map(({ stratum }) => stratum.split(' ')[0] ?? ''));
    const cells = (await Promise.all([...places].map((agency) => stores().tallies.ofAgency(agency))))
      .flat()
      .filter(({ span }) => span === 'day')
      .flatMap((tally) => tally.cells);
    const answers = await stores().campaignResponses.of(campaign.id);
    const quotas = await stores().quotas.of(campaign.id);
    return {
      counted: cells.flatMap(({ levels }) => [...levels]).reduce((sum, n) => sum + n, 0),
      excluded: cells.reduce((sum, cell) => sum + cell.excluded, 0),
      setAside: answers.filter(({ status }) => status === 'excluded').length,
      places: quotas.reduce((sum, { taken }) => sum + taken, 0),
    };
  };
  const allCount = (n = cases.length) => ({ counted: n, excluded: 0, setAside: 0, places: n });
  const without = (k: number, n = cases.length) => ({ counted: n - k, excluded: k, setAside: k, places: n - k });
  const differences = async () => (await world.system.actions.satisfaction.verify()).differences;
  const faults = (work: Promise<unknown>) =>
    work.then(
      () => [],
      ({ faults: found = [], kind }) => found.map(({ code }: { code: string }) => code).concat(found[0] ? [] : [kind]),
    );
  afterEach(async () => {
    for (const interviewer of ['K0', 'K1', 'K2'])
      await decide({ kind: 'restored', interviewer }).catch(() => undefined);
    expect(await figures()).to.deep.equal(allCount());
  });

  it('sets interviews aside in answers, tallies and quota, and takes all of it back', async () => {
    expect(await figures()).to.deep.equal(allCount());
    const n = of('K0').length;
    const decision = await decide();
    expect(decision.cases).to.have.length(n);
    expect(await figures()).to.deep.equal(without(n));
    expect(await differences()).to.deep.equal([]);
    const kept = (await stores().surveyCases.find(of('K0')[0]?.id ?? '')) as SurveyCase;
    expect(kept).to.include({ outcome: 'complete', state: 'final' });
    await decide({ kind: 'restored' });
    expect(await figures()).to.deep.equal(allCount());
    expect(await differences()).to.deep.equal([]);
  });

  it('may be on some of them, is recorded with who and why, and is never edited', async () => {
    const [one, other] = of('K1').map(({ id }) => id) as [string, string];
    const first = await decide({ interviewer: 'K1', cases: [one, other] });
    await decide({ interviewer: 'K1', cases: [other], kind: 'restored', reason: ' Gọi lại thì đúng. ' });
    expect(await figures()).to.deep.equal(without(1));
    const [last, before] = await stores().integrityDecisions.of(campaign.id);
    expect(before).to.deep.equal(first);
    expect(last).to.deep.include({ n: first.n + 1, kind: 'restored', cases: [other], reason: 'Gọi lại thì đúng.' });
    expect(last?.by).to.deep.equal({ account: supervisor.id, name: supervisor.name });
  });

  it('wants a reason, interviews of that interviewer, and something to change', async () => {
    const strange = of('K1')[0]?.id ?? '';
    expect(await faults(decide({ reason: '  ' }))).to.deep.equal(['integrity:fault-reason']);
    expect(await faults(decide({ reason: 'a'.repeat(501) }))).to.deep.equal(['too-long']);
    expect(await faults(decide({ cases: [of('K0')[0]?.id ?? '', strange] }))).to.deep.equal([
      'integrity:fault-not-hers',
    ]);
    expect(await faults(decide({ kind: 'restored' }))).to.deep.equal(['integrity:fault-none-excluded']);
    expect(await faults(decide({ cases: [] }))).to.deep.equal(['integrity:fault-none-counts']);
    expect(await faults(decide({ interviewer: 'nobody' }))).to.deep.equal(['not-found']);
    await decide();
    expect(await faults(decide())).to.deep.equal(['integrity:fault-none-counts']);
  });

  it('that a crash left half done is carried out by the sweep, once', async () => {
    const ids = of('K0').map(({ id }) => id);
    const decided = {
      campaign: campaign.id,
      kind: 'excluded',
      interviewer: 'K0',
      reason,
      at: world.clock.now(),
    } as const;
    const decision = await stores().integrityDecisions.append({
      ...{ ...decided, cases: ids, by: { account: supervisor.id, name: supervisor.name } },
    });
    const half = ids.slice(0, 5).flatMap((id) => cases.find((one) => one.id === id)?.interview?.response ?? []);
    await stores().responses.decide(half, 'excluded', decision.n);
    expect(await figures()).to.deep.include({ counted: cases.length, setAside: 5 });
    const { integrity } = world.system.actions;
    expect(await integrity.settle(world.clock.now())).to.equal(1);
    expect(await figures()).to.deep.equal(without(ids.length));
    expect(await integrity.settle(world.clock.now())).to.equal(0);
  });

  it('that is carried out late undoes no later one', async () => {
    const ids = of('K0').map(({ id }) => id);
    const decided = { campaign: campaign.id, interviewer: 'K0', reason, at: world.clock.now(), cases: ids } as const;
    const by = { account: supervisor.id, name: supervisor.name };
    await stores().integrityDecisions.append({ ...decided, kind: 'excluded', by });
    await decide({ kind: 'restored' });
    expect(await world.system.actions.integrity.settle(world.clock.now())).to.equal(1);
    expect(await figures()).to.deep.equal(allCount());
    expect((await stores().surveyCases.find(ids[0] ?? ''))?.decided?.kind).to.equal('restored');
  });

  it('waits for an interview whose answers are not recorded yet', async () => {
    const [one] = of('K2') as [SurveyCase];
    const { response = '', ...unrecorded } = one.interview ?? ({} as never);
    const { surveyCases } = stores();
    const before = (await surveyCases.find(one.id)) as SurveyCase;
    await surveyCases.replace({ ...before, interview: unrecorded });
    await decide({ interviewer: 'K2', cases: [one.id] });
    const { integrity } = world.system.actions;
    expect(await integrity.settle(world.clock.now())).to.equal(1);
    expect((await figures()).setAside).to.equal(0);
    const waiting = (await surveyCases.find(one.id)) as SurveyCase;
    await surveyCases.replace({ ...waiting, interview: { ...unrecorded, response } });
    await integrity.settle(world.clock.now());
    expect(await figures()).to.deep.equal(without(1));
    expect(await integrity.settle(world.clock.now())).to.equal(0);
  });

  it('is not swallowed by tallies that are counted meanwhile', async () => {
    const { satisfaction } = world.system.actions;
    const days = [...new Set(cases.flatMap(({ finalAt }) => finalAt?.toISOString().slice(0, 10) ?? []))];
    const units = [...new Set(cases.map(({ stratum }) => stratum.split(' ')[0] ?? ''))];
    for (const kind of ['excluded', 'restored'] as const) {
      let isDecided = false;
      const count = async () => {
        while (!isDecided) await satisfaction.tallyAll(units.map((agency) => ({ agency, days })));
      };
      const counting = [count(), count()];
      await decide({ kind }).finally(() => {
        isDecided = true;
      });
      await Promise.all(counting);
      expect(await differences(), kind).to.deep.equal([]);
      expect(await figures(), kind).to.deep.equal(kind === 'excluded' ? without(of('K0').length) : allCount());
    }
  });

  it('the latest stands everywhere, however many are made at once', async () => {
    const some = of('K1').map(({ id }) => id);
    for (let round = 0; round < 3; round += 1) {
      const kinds = ['excluded', 'restored', 'excluded', 'restored'] as const;
      const at = kinds.map((kind, index) => decide({ kind, interviewer: 'K1', cases: some.slice(index, index + 12) }));
      await Promise.allSettled(at);
      const standing = excludedCases(await stores().integrityDecisions.of(campaign.id));
      expect(await figures()).to.deep.equal(without(standing.size));
      expect(await differences()).to.deep.equal([]);
    }
  });

  it('gives its place to somebody else; taken back, it counts also when the quota is full', async () => {
    const [one] = of('K0') as [SurveyCase];
    const quota = async () => (await stores().quotas.of(campaign.id)).find(({ stratum }) => stratum === one.stratum);
    const before = await quota();
    await decide({ cases: [one.id] });
    expect(await stores().quotas.take(campaign.id, one.stratum, 'another')).to.equal(true);
    expect(await stores().quotas.take(campaign.id, one.stratum, 'one more')).to.equal(false);
    await decide({ kind: 'restored', cases: [one.id] });
    expect((await quota())?.taken).to.equal((before?.wanted ?? 0) + 1);
    await stores().quotas.giveBack(campaign.id, one.stratum, 'another');
  });

  it('leaves the report as it is, which is made anew only when interviews were finished since', async () => {
    const { integrity } = world.system.actions;
    const current = async () => {
      for (;;) {
        const { reading, isCurrent } = await integrity.look(campaign);
        if (reading && isCurrent) return reading;
      }
    };
    const first = await current();
    expect(first).to.include({ interviews: cases.length });
    expect(first.people.map(({ interviewer, name }) => [interviewer, name])).to.deep.equal(
      ['K0', 'K1', 'K2'].map((code) => [code, `Điều tra viên ${code}`]),
    );
    world.clock.advance('1 minute');
    await decide();
    expect(await current()).to.equal(first);
    const record = [...honestWorld(2, 1).values()].flat().slice(-1)[0];
    if (!record) throw new Error('no interview');
    const later = { ...record, case: 'later', finishedAt: world.clock.now() };
    cases.push(...(await holdAll(world, campaign, [later])));
    expect(await current())
      .to.include({ interviews: cases.length })
      .and.deep.include({ asOf: world.clock.now() });
  });
});
