import { expect } from 'chai';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { createCampaigns } from '../../src/actions/campaigns.ts';
import { createInterviews } from '../../src/actions/interviews.ts';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign } from '../../src/domain/campaign.ts';
import { Refusal } from '../../src/domain/errors.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';
import { createSeal } from '../../src/seal.ts';
import { openStore } from '../../src/stores/connection.ts';
import { allAnswers, frame, interviewerCalled, memberOf, openCampaign, supervisor } from '../support/fieldwork.ts';
import { type Strand, strand, type Wrap } from '../support/strand.ts';
import { openWorld, type World } from '../support/world.ts';

const names = ['an', 'binh', 'chi'] as const;
const people = names.map((name) => interviewerCalled(name));
const last = interviewerCalled('last');
const wanted = 2;
const phone = { mode: 'phone', language: 'vi', consent: 1 } as const;
const onTablet = { ...phone, mode: 'face_to_face' } as const;

const verbs = [
  ...['interview', 'interview', 'half', 'half', 'start', 'late', 'late', 'late', 'take', 'take'],
  ...['refusal_hard', 'no_answer', 'appointment', 'break_off', 'release', 'along', 'home'],
  ...['assign', 'free', 'close', 'settle', 'settle', 'settle', 'lease', 'lease', 'day', 'exclude'],
] as const;

const deed = fc.record({
  verb: fc.constantFrom(...verbs),
  who: fc.constantFrom(...names),
  at: fc.nat(3),
  fall: fc.option(fc.record({ calls: fc.nat(14), carriedOut: fc.boolean() }), { nil: undefined, freq: 3 }),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

describe('Places of a quota', () => {
  let world: World;
  let connection: Connection;
  before(async () => {
    world = await openWorld({ worker: false });
    connection = await openStore(world.services.mongodbUri);
  });
  after(async () => {
    await connection.close();
    await world.close();
  });

  /** The verbs as a process of their own has them, whose every call of a store waits for its turn. */
  const processOf = (wrap: Wrap) => {
    const { stores, actions } = world.system;
    const parts = {
      ...stores,
      ...{ surveyCases: wrap(stores.surveyCases), quotas: wrap(stores.quotas) },
      ...{ catalogue: actions.catalogue, complaints: actions.complaints, deadlines: actions.deadlines },
      responses: wrap(actions.responses),
      seal: createSeal(['a key of tests']),
      timeZone: 'Asia/Ho_Chi_Minh',
      now: world.clock.now,
    };
    return { interviews: createInterviews(parts), campaigns: createCampaigns(parts) };
  };

  const carryOut = async ({ verb, who: name, at }: Deed, campaign: Campaign, cases: readonly string[], wrap: Wrap) => {
    const { interviews, campaigns } = processOf(wrap);
    const who = interviewerCalled(name);
    const id = cases[at] ?? '';
    const next = async () => {
      const found = await interviews.next(who, campaign.id);
      if ('why' in found) throw new Refusal('not-found', found.why);
      return found.id;
    };
    const whole = async (one: string, beginning: typeof phone | typeof onTablet = phone) => {
      await interviews.begin(one, who, beginning);
      await interviews.answer(one, who, allAnswers());
      await interviews.finish(one, who, {});
    };
    switch (verb) {
      case 'interview':
        return whole(await next());
      case 'half': {
        const one = await next();
        await interviews.begin(one, who, phone);
        return interviews.answer(one, who, { access1: 4 });
      }
      case 'start':
        return interviews.begin(await next(), who, phone);
      case 'late': {
        const begun = (await casesOf(campaign)).filter(({ interview }) => interview?.by === who.id);
        const late = begun[at % begun.length]?.id ?? id;
        await interviews.answer(late, who, allAnswers());
        return interviews.finish(late, who, {});
      }
      case 'take':
        await interviews.take(id, who);
        return whole(id);
      case 'refusal_hard':
      case 'no_answer':
      case 'break_off':
        return interviews.attempt(id, who, { outcome: verb });
      case 'appointment': {
        const soon = new Date(world.clock.now().getTime() + 30 * 60_000);
        return interviews.attempt(id, who, { outcome: verb, appointment: { at: soon, with: who.id } });
      }
      case 'release':
        return interviews.release(id, who);
      case 'along':
        return interviews.takeAlong(who, campaign.id, `tablet ${who.id}`, 2);
      case 'home': {
        const [one] = (await interviews.held(who)).filter(({ lease }) => lease?.device !== undefined);
        return one && whole(one.id, onTablet);
      }
      case 'assign':
        return campaigns.assign(id, who.id, supervisor);
      case 'free':
        return campaigns.assign(id, undefined, supervisor);
      case 'close':
        return campaigns.closeCase(id, 'Trùng hồ sơ', supervisor);
      case 'settle':
        return interviews.settle(world.clock.now());
      case 'lease':
        return world.clock.advance('16 minutes');
      case 'day':
        return world.clock.advance('1 day');
      case 'exclude': {
        const deciding = { kind: 'excluded', interviewer: who.id, cases: [id], reason: 'Không có cuộc gọi' } as const;
        return world.system.actions.integrity.decide(campaign.id, deciding, supervisor);
      }
    }
  };

  const casesOf = ({ id }: Campaign) => world.system.stores.surveyCases.list({ campaign: id }, { limit: 100 });
  const isFinished = ({ interview }: SurveyCase) => interview?.finishedAt !== undefined;
  const counts = (one: SurveyCase) => isFinished(one) && one.decided?.kind !== 'excluded';

  /** What must be right whatever happened. */
  const look = async (campaign: Campaign): Promise<void> => {
    const cases = await casesOf(campaign);
    const quotas = await connection
      .collection<{ _id: string; stratum: string; taken: number; places?: Record<string, number> }>('quotas')
      .find({ campaign: campaign.id })
      .toArray();
    for (const { stratum, taken, places = {} } of quotas) {
      const held = Object.entries(places).filter(([, number]) => number > 0);
      expect(taken, 'as many as there are').to.equal(held.length);
      const here = cases.filter((one) => one.stratum === stratum);
      const owners = here.filter((one) => one.owes.includes('place') || counts(one)).map(({ id }) => id);
      expect(owners, 'every place is one of an interview, made or under way').to.include.members(
        held.map(([one]) => one),
      );
      const earned = here.filter(counts).map(({ place }) => place);
      expect(
        held.map(([one, number]) => `${one}.${number}`),
        'every interview has its place',
      ).to.include.members(earned);
      expect(earned.length).to.be.at.most(wanted);
    }
    for (const one of cases) {
      const { state, lease, outcome, callableFrom, appointment, owes } = one;
      expect(lease !== undefined, one.id).to.equal(state === 'held');
      expect(outcome !== undefined, one.id).to.equal(state === 'final');
      expect(state !== 'listed' && (state !== 'resting' || (callableFrom ?? appointment) !== undefined)).to.equal(true);
      expect(owes.includes('place') && state !== 'held', 'no place is owed that could be given back').to.equal(false);
      expect(isFinished(one)).to.equal(one.interview?.response !== undefined);
    }
    const answers = await world.system.stores.campaignResponses.of(campaign.id);
    expect(answers.map(({ externalId }) => externalId)).to.have.members(cases.filter(isFinished).map(({ id }) => id));
  };

  it('are not filled by an interview that ended so slowly that its place was given to another', async () => {
    world.clock.set('2026-11-02T03:00:00Z');
    const input = { sizing: { kind: 'quota', each: 1 } } as const;
    const [an, binh] = people as [Account, Account];
    const campaign = await openCampaign(world, { team: people.map((one) => memberOf(one)), entries: frame(4), input });
    const { interviews } = world.system.actions;
    const begin = async (who: Account) => {
      const found = await interviews.next(who, campaign.id);
      if ('why' in found) throw new Error(found.why);
      await interviews.begin(found.id, who, phone);
      await interviews.answer(found.id, who, allAnswers());
      return found.id;
    };
    const slow = await begin(an);
    await world.system.actions.campaigns.assign(slow, an.id, supervisor);
    let thrown: unknown;
    const ending = strand((wrap) =>
      processOf(wrap)
        .interviews.finish(slow, an, {})
        .catch((error: unknown) => {
          thrown = error;
        }),
    );
    // Reads the case twice, keeps it in her hand and takes its place: now it is about to be ended.
    for (let calls = 0; calls < 6; calls += 1) await ending.step();
    world.clock.advance('16 minutes');
    await interviews.settle(world.clock.now());
    await interviews.finish(await begin(binh), binh, {});
    while (!(await ending.step())) await Promise.resolve();
    expect(thrown).to.be.instanceOf(Refusal).and.include({ code: 'interview:conflict-full' });
    expect((await casesOf(campaign)).filter(isFinished)).to.have.length(1);
  });

  const runs = Number(process.env['RUNS'] ?? 15);
  it('are as many as are wanted and none is lost, in whatever order people work, lines drop and processes fall', async function () {
    this.timeout(runs * 20_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(deed, { minLength: 10, maxLength: 40 }),
        fc.infiniteStream(fc.record({ place: fc.nat(4), steps: fc.integer({ min: 1, max: 16 }) })),
        async (deeds, turns) => {
          world.clock.set('2026-11-02T03:00:00Z');
          const campaign = await openCampaign(world, {
            team: [...people, last].map((one) => memberOf(one)),
            entries: frame(4),
            input: {
              sizing: { kind: 'quota', each: wanted },
              calling: {
                ...{ weekdays: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '24:00', onHolidays: true },
                ...{ attempts: 4, attemptsPerDay: 2, leaseMinutes: 15 },
              },
            },
          });
          const cases = (await casesOf(campaign)).map(({ id }) => id);
          const waiting = deeds.map((one) =>
            strand(
              (wrap) =>
                carryOut(one, campaign, cases, wrap).catch((error: unknown) => {
                  if (!(error instanceof Refusal)) throw error;
                }),
              one.fall,
            ),
          );
          const underWay: Strand[] = waiting.splice(0, 5);
          for (let turn = turns.next().value; underWay.length > 0; turn = turns.next().value) {
            const place = turn.place % underWay.length;
            let isOver = false;
            for (let step = 0; step < turn.steps && !isOver; step += 1)
              isOver = await (underWay[place] as Strand).step();
            if (isOver) underWay.splice(place, 1, ...waiting.splice(0, 1));
          }

          const { interviews, integrity } = world.system.actions;
          await interviews.settle(world.clock.now());
          await integrity.settle(world.clock.now());
          await look(campaign);
          // However it stood: in the end everything wanted is made, while there is somebody to ask.
          for (let hours = 0; hours < 30; hours += 1) {
            world.clock.advance('6 hours');
            await interviews.settle(world.clock.now());
            const found = await interviews.next(last, campaign.id);
            if ('why' in found) continue;
            await interviews.begin(found.id, last, phone);
            await interviews.answer(found.id, last, allAnswers());
            await interviews.finish(found.id, last, {});
          }
          await look(campaign);
          const left = await casesOf(campaign);
          for (const { stratum, taken } of await world.system.stores.quotas.of(campaign.id))
            if (taken < wanted)
              expect(
                left.filter(
                  (one) => one.stratum === stratum && one.state !== 'final' && !one.lease && one.queue === 'vi',
                ),
                'nobody is left to ask',
              ).to.deep.equal([]);
        },
      ),
      { numRuns: runs, endOnFailure: true, ...(process.env['SEED'] ? { seed: Number(process.env['SEED']) } : {}) },
    );
  });
});
