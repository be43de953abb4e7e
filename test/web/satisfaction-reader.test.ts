import { expect } from 'chai';
import { catalogueOf } from '../../src/domain/catalogue.ts';
import type { Tally } from '../../src/domain/tally.ts';
import type { WebParts } from '../../src/web/parts.ts';
import { satisfactionReader } from '../../src/web/satisfaction-reader.ts';
import { smallCity } from '../support/small-city.ts';

const query = { agency: 'C', from: '2017-04-01', to: '2017-11-30', definition: 'TOP2' } as const;
const tally = (satisfied: number): Tally => ({
  agency: 'SVX',
  span: 'month',
  start: '2017-04-01',
  cells: [{ channel: 'web', procedure: '', levels: [0, 0, 0, satisfied, 0], excluded: 0 }],
});

/** Tallies in a variable: `n` answers as of `version`; `reads` counts how often they were asked for. */
const book = (n: number) => {
  const state = { n, version: 1, reads: 0, fails: false };
  const tallies = {
    version: async () => state.version,
    read: async () => {
      state.reads += 1;
      if (state.fails) throw new Error('away');
      return [tally(state.n)];
    },
  };
  return { state, reader: satisfactionReader({ stores: { tallies } } as unknown as WebParts) };
};

describe('Figures that were read before', () => {
  it('are not computed again while no tally changed, however many ask at once', async () => {
    const { state, reader } = book(7);
    const all = await Promise.all(Array.from({ length: 20 }, () => reader.overview(query, smallCity)));
    expect(all.every(({ total }) => total.n === 7)).to.equal(true);
    expect(state.reads).to.equal(1);
  });

  it('are computed again as soon as a tally changed', async () => {
    const { state, reader } = book(7);
    await reader.overview(query, smallCity);
    Object.assign(state, { n: 8, version: 2 });
    expect((await reader.overview(query, smallCity)).total.n).to.equal(8);
  });

  it('are computed again when the catalogue is another', async () => {
    const { state, reader } = book(7);
    await reader.overview(query, smallCity);
    const stricter = catalogueOf(
      [...smallCity.agencies.values()],
      [],
      [{ indicator: 'satisfaction', value: 0.99, from: '2017-01-01' }],
    );
    expect((await reader.overview(query, stricter)).total.target).to.equal(0.99);
    expect(state.reads).to.equal(2);
  });

  it('are those of the same question only', async () => {
    const { reader } = book(7);
    expect((await reader.overview(query, smallCity)).total.n).to.equal(7);
    expect((await reader.overview({ ...query, channels: ['qr'] }, smallCity)).total.n).to.equal(0);
    expect((await reader.report({ ...query, by: ['unit'] }, smallCity)).groups).to.have.length(1);
  });

  it('are not kept when reading them failed', async () => {
    const { state, reader } = book(7);
    state.fails = true;
    const failure = await reader.overview(query, smallCity).catch((error: Error) => error.message);
    expect(failure).to.equal('away');
    state.fails = false;
    expect((await reader.overview(query, smallCity)).total.n).to.equal(7);
  });

  it('are given up, the oldest first, when too many were asked for', async () => {
    const { state, reader } = book(7);
    const definitions = ['TOP2', 'NOT_DISSATISFIED', 'MEAN'] as const;
    const questions = Array.from({ length: 250 }, (_, index) => ({
      ...query,
      definition: definitions[index % 3] ?? 'TOP2',
      from: `2017-0${1 + Math.floor(index / 84)}-${String(1 + (Math.floor(index / 3) % 28)).padStart(2, '0')}`,
    }));
    for (const question of questions) await reader.overview(question, smallCity);
    expect(state.reads).to.equal(250);
    for (const question of questions.slice(-200)) await reader.overview(question, smallCity);
    expect(state.reads).to.equal(250);
    for (const question of questions.slice(0, 1)) await reader.overview(question, smallCity);
    expect(state.reads).to.equal(251);
  });
});
