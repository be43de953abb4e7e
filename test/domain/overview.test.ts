import { expect } from 'chai';
import fc from 'fast-check';
import { channels } from '../../src/domain/channel.ts';
import { overview, trendGrain } from '../../src/domain/overview.ts';
import { type Dimension, type ReportQuery, report } from '../../src/domain/report.ts';
import type { LevelCounts, Tally } from '../../src/domain/tally.ts';
import { smallCity } from '../support/small-city.ts';

const query: Omit<ReportQuery, 'by'> = { agency: 'C', from: '2017-04-01', to: '2017-11-30', definition: 'TOP2' };
const tally: fc.Arbitrary<Tally> = fc.record({
  agency: fc.constantFrom('SVX', 'D1', 'W1', 'W2', 'C'),
  span: fc.constant('month' as const),
  start: fc.constantFrom('2017-04-01', '2017-05-01', '2017-11-01'),
  cells: fc.array(
    fc.record({
      channel: fc.constantFrom(...channels),
      procedure: fc.constantFrom('', '1.000001', '1.000002'),
      levels: fc.tuple(...Array.from({ length: 5 }, () => fc.nat(50))) as unknown as fc.Arbitrary<LevelCounts>,
      excluded: fc.nat(3),
    }),
    { maxLength: 4 },
  ),
});

describe('An overview', () => {
  it('says in each section what a report by that dimension says', () => {
    fc.assert(
      fc.property(fc.array(tally, { maxLength: 10 }), (tallies) => {
        const whole = overview(query, tallies, smallCity);
        const by = (dimension: Dimension) => report({ ...query, by: [dimension] }, tallies, smallCity).groups;
        expect(whole.total).to.deep.equal(report({ ...query, by: [] }, tallies, smallCity).total);
        expect(whole.channels).to.deep.equal(by('channel'));
        expect(whole.fields).to.deep.equal(by('field'));
        expect(whole.trend).to.deep.equal(by('month'));
        expect(whole.units).to.deep.equal(by('unit'));
      }),
    );
  });

  it('draws up to three years by month and longer ones by quarter', () => {
    expect(trendGrain({ from: '2017-04-01', to: '2020-03-31' })).to.equal('month');
    expect(trendGrain({ from: '2017-04-01', to: '2020-04-01' })).to.equal('quarter');
  });
});
