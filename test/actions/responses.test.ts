import { expect } from 'chai';
import { Refusal } from '../../src/domain/errors.ts';
import { openWorld, type World } from '../support/world.ts';

const ward = 'H79-N26740';

describe('recording an answer', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  const record = (...parameters: Parameters<World['system']['actions']['responses']['record']>) =>
    world.system.actions.responses.record(...parameters);
  const counted = async (agency: string) => {
    await world.drain();
    const tallies = await world.system.stores.tallies.ofAgency(agency);
    return tallies.filter(({ span }) => span === 'month').flatMap(({ cells }) => cells);
  };

  it('makes one answer of fifty that come at once under one key, and gives all fifty the same', async () => {
    const answer = { agency: 'H79-STP', channel: 'web', score: 5 } as const;
    const recorded = await Promise.all(Array.from({ length: 50 }, () => record(answer, 'public:fifty')));
    expect(new Set(recorded.map(({ id }) => id)).size).to.equal(1);
    expect(new Set(recorded.map(({ receivedAt }) => receivedAt.getTime())).size).to.equal(1);
    expect((await counted('H79-STP')).map(({ levels }) => levels)).to.deep.equal([[0, 0, 0, 0, 1]]);
  });

  it('refuses the key with another body and keeps the first', async () => {
    await record({ agency: ward, channel: 'web', score: 5 }, 'public:reused');
    const refusal = await record({ agency: ward, channel: 'web', score: 1 }, 'public:reused').catch(
      (error: unknown) => error,
    );
    expect(refusal).to.be.instanceOf(Refusal).with.property('kind', 'conflict');
    expect((await counted(ward)).map(({ levels }) => levels)).to.deep.equal([[0, 0, 0, 0, 1]]);
  });

  it('stores nothing of an answer that cannot be true, and says all that is wrong with it', async () => {
    const refusal = (await record({
      agency: 'H79-760',
      channel: 'web',
      score: 3,
      procedure: 'nothing',
      answers: { access9: 4 },
      occurredAt: new Date('2026-11-23T03:00:00Z'),
    }).catch((error: unknown) => error)) as Refusal;
    expect(refusal.faults.map(({ pointer }) => pointer)).to.deep.equal([
      '/agency',
      '/procedure',
      '/occurredAt',
      '/answers/access9',
    ]);
    expect(refusal.faults[0]?.params?.['successors']).to.include('H79-N26740');
    expect(await counted('H79-760')).to.deep.equal([]);
  });

  it('takes none from the first centuries, which no month could count', async () => {
    const answer = {
      agency: 'H79-769',
      channel: 'web',
      score: 5,
      occurredAt: new Date('0002-01-01T00:00:00Z'),
    } as const;
    const refusal = (await record(answer).catch((error: unknown) => error)) as Refusal;
    expect(refusal.faults.map(({ code }) => code)).to.deep.equal(['agency-not-yet']);
  });

  it('counts an answer of long ago on its own day', async () => {
    await record({ agency: 'H79-769', channel: 'phone', score: 2, occurredAt: new Date('2017-04-03T18:00:00Z') });
    await world.drain();
    const [day] = (await world.system.stores.tallies.ofAgency('H79-769')).filter(({ span }) => span === 'day');
    expect(day).to.include({ start: '2017-04-04' });
  });

  it('takes many from one source once, and tells of the bad ones without losing the good', async () => {
    const rows = [1, 2, 3, 4].map((line) => ({
      line,
      record: {
        agency: line === 3 ? 'NOBODY' : 'H79-SYT',
        channel: 'post' as const,
        score: 4 as const,
        occurredAt: new Date('2026-10-01T03:00:00Z'),
        externalId: `slip-${line}`,
      },
    }));
    const { recordMany } = world.system.actions.responses;
    const outcomes = async (dryRun = false) =>
      Object.fromEntries(
        (await recordMany(rows, 'post-office', { dryRun })).map(({ line, outcome }) => [line, outcome]),
      );
    expect(await outcomes(true)).to.deep.equal({ 1: 'accepted', 2: 'accepted', 3: 'rejected', 4: 'accepted' });
    expect(await outcomes()).to.deep.equal({ 1: 'accepted', 2: 'accepted', 3: 'rejected', 4: 'accepted' });
    expect(await outcomes()).to.deep.equal({ 1: 'unchanged', 2: 'unchanged', 3: 'rejected', 4: 'unchanged' });
    expect((await counted('H79-SYT')).map(({ levels }) => levels)).to.deep.equal([[0, 0, 0, 3, 0]]);
  });

  it('takes nothing from nothing, and nothing from rows that are all bad', async () => {
    const { recordMany } = world.system.actions.responses;
    expect(await recordMany([], 'post-office')).to.deep.equal([]);
    const bad = { line: 7, record: { agency: 'NOBODY', channel: 'post', score: 4, externalId: 'bad-1' } as const };
    expect((await recordMany([bad], 'post-office')).map(({ outcome }) => outcome)).to.deep.equal(['rejected']);
  });

  it('sends a complaint without a topic the way of conduct when the rating names harassment', async () => {
    const { complaint } = await record({
      agency: ward,
      channel: 'web',
      score: 1,
      reasons: ['late', 'harassment'],
      complaint: { consent: true, content: 'Bị gợi ý đưa thêm tiền.' },
    });
    await world.drain();
    const found = complaint && (await world.system.actions.complaints.follow(complaint));
    expect(found).to.include({ topic: 'harassment', class: 'feedback_conduct', state: 'routed' });
    expect(found?.watchers).to.have.members(['H79-SNV', 'H79-MTTQ', 'H79-TTRA']);
    const rating = await world.system.stores.responses.owedFollowUps(world.clock.now(), 10);
    expect(rating).to.deep.equal([]);
  });
});
