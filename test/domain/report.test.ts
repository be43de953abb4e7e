import { expect } from 'chai';
import fc from 'fast-check';
import { placesWithin } from '../../src/domain/catalogue.ts';
import { channels } from '../../src/domain/channel.ts';
import type { Period } from '../../src/domain/city-day.ts';
import { dimensions, type ReportQuery, report } from '../../src/domain/report.ts';
import { addCounts, type Cell, type LevelCounts, noCounts, type Tally } from '../../src/domain/tally.ts';
import { smallCity } from '../support/small-city.ts';

const survey: Period = { from: '2017-04-01', to: '2017-11-30' };
const query = (rest: Partial<ReportQuery> = {}): ReportQuery => ({
  agency: 'C',
  ...survey,
  definition: 'TOP2',
  by: [],
  ...rest,
});

const levels = fc.tuple(...Array.from({ length: 5 }, () => fc.nat(500))) as unknown as fc.Arbitrary<LevelCounts>;
const cell: fc.Arbitrary<Cell> = fc.record({
  channel: fc.constantFrom(...channels),
  procedure: fc.constantFrom('', '1.000001', '1.000002'),
  levels,
  excluded: fc.nat(5),
});
const tally: fc.Arbitrary<Tally> = fc.record({
  agency: fc.constantFrom('SVX', 'D1', 'W1', 'W2'),
  span: fc.constant('month' as const),
  start: fc.constantFrom('2017-04-01', '2017-05-01', '2017-11-01'),
  cells: fc.array(cell, { maxLength: 4 }),
});
const tallies = fc.array(tally, { maxLength: 12 });
const by = fc.uniqueArray(fc.constantFrom(...dimensions), { maxLength: 3 });

const month = (agency: string, start: string, counts: LevelCounts, rest: Partial<Cell> = {}): Tally => ({
  agency,
  span: 'month',
  start,
  cells: [{ channel: 'web', procedure: '', levels: counts, excluded: 0, ...rest }],
});

describe('A report', () => {
  it('of two sets of tallies together is the sum of the reports of each', () => {
    fc.assert(
      fc.property(tallies, tallies, (one, other) => {
        const [a, b, both] = [one, other, [...one, ...other]].map((some) => report(query(), some, smallCity).total);
        expect(both?.levels).to.deep.equal(addCounts(a?.levels ?? noCounts, b?.levels ?? noCounts));
        expect(both?.excluded).to.equal((a?.excluded ?? 0) + (b?.excluded ?? 0));
      }),
    );
  });

  it('counts every answer in exactly one group, whatever it is broken down by', () => {
    fc.assert(
      fc.property(tallies, by, (given, dimensionsAsked) => {
        const { total, groups } = report(query({ by: dimensionsAsked }), given, smallCity);
        const sum = groups.reduce((counts, { figure }) => addCounts(counts, figure.levels), noCounts);
        expect(sum).to.deep.equal(dimensionsAsked.length > 0 ? total.levels : noCounts);
        expect(new Set(groups.map(({ key }) => JSON.stringify(key))).size).to.equal(groups.length);
      }),
    );
  });

  it('of some channels and of the other channels make up the whole', () => {
    fc.assert(
      fc.property(tallies, fc.subarray([...channels]), (given, some) => {
        const others = channels.filter((channel) => !some.includes(channel));
        const [a, b] = [some, others].map((asked) => report(query({ channels: asked }), given, smallCity).total.levels);
        expect(addCounts(a ?? noCounts, b ?? noCounts)).to.deep.equal(report(query(), given, smallCity).total.levels);
      }),
    );
  });

  it('adds quarters and years from months', () => {
    const { groups } = report(
      query({ by: ['quarter'] }),
      [
        month('W1', '2017-04-01', [0, 0, 0, 1, 0]),
        month('W1', '2017-06-01', [0, 0, 0, 2, 0]),
        month('W1', '2017-07-01', [0, 0, 0, 4, 0]),
      ],
      smallCity,
    );
    expect(groups.map(({ key, figure }) => [key.quarter, figure.n])).to.deep.equal([
      ['2017-Q2', 3],
      ['2017-Q3', 4],
    ]);
  });

  it('by unit counts a ward in its district, and holds each unit against its own target', () => {
    const { groups } = report(
      query({ by: ['unit'], to: '2018-12-31' }),
      [
        month('W1', '2017-04-01', [0, 0, 0, 1, 0]),
        month('D1', '2017-04-01', [0, 0, 0, 2, 0]),
        month('SVX', '2017-04-01', [0, 0, 0, 4, 0]),
        month('C', '2017-04-01', [0, 0, 0, 8, 0]),
      ],
      smallCity,
    );
    expect(groups.map(({ key, figure }) => [key.unit, figure.n, figure.target])).to.deep.equal([
      ['C', 8, 0.9],
      ['D1', 3, 0.9],
      ['SVX', 4, 0.95],
    ]);
  });

  it('by unit counts one that moved with the unit it belonged to then', () => {
    const { groups } = report(
      query({ by: ['unit'] }),
      [month('MOVE', '2017-05-01', [0, 0, 0, 1, 0]), month('MOVE', '2017-07-01', [0, 0, 0, 2, 0])],
      smallCity,
    );
    expect(groups.map(({ key, figure }) => [key.unit, figure.n])).to.deep.equal([
      ['D1', 1],
      ['SVX', 2],
    ]);
  });

  it('by field names the field of the procedure, and nothing where no procedure was named', () => {
    const { groups } = report(
      query({ by: ['field'] }),
      [
        month('W1', '2017-04-01', [0, 0, 0, 1, 0], { procedure: '1.000001' }),
        month('W1', '2017-05-01', [1, 0, 0, 0, 0]),
      ],
      smallCity,
    );
    expect(groups.map(({ key }) => key)).to.deep.equal([{ field: '' }, { field: 'civil_status' }]);
  });

  it('of a district and of its wards agree when the district has no answers of its own', () => {
    const inDistrict = new Set(placesWithin(smallCity, 'D1', survey).map(({ agency }) => agency));
    fc.assert(
      fc.property(tallies, (given) => {
        const own = given.filter((each) => inDistrict.has(each.agency) && each.agency !== 'D1');
        const { total, groups } = report(query({ agency: 'D1', by: ['unit'] }), own, smallCity);
        expect(groups.reduce((n, { figure }) => n + figure.n, 0)).to.equal(total.n);
        expect(groups.every(({ key }) => key.unit === 'W1' || key.unit === 'W2')).to.equal(true);
      }),
    );
  });
});
