import { expect } from 'chai';
import fc from 'fast-check';
import { meanInterval, wilson } from '../../src/domain/wilson.ts';

const rounded = ({ low, high }: { low: number; high: number }, places: number) => [
  low.toFixed(places),
  high.toFixed(places),
];

const count = fc
  .integer({ min: 1, max: 2_000_000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe('Wilson interval', () => {
  const published: [number, number, string, string][] = [
    [81, 263, '0.2553', '0.3662'],
    [15, 148, '0.0624', '0.1605'],
    [0, 20, '0.0000', '0.1611'],
    [1, 29, '0.0061', '0.1718'],
  ];
  for (const [successes, n, low, high] of published)
    it(`of ${successes} in ${n} is ${low} to ${high}, as Newcombe published in 1998`, () => {
      expect(rounded(wilson(successes, n), 4)).to.deep.equal([low, high]);
    });

  const ofNinetyFour: [number, string, string][] = [
    [17, '72.9', '98.9'],
    [119, '88.2', '97.0'],
    [2857, '93.1', '94.8'],
  ];
  for (const [n, low, high] of ofNinetyFour)
    it(`of 94 % among ${n} people is ${low} % to ${high} %`, () => {
      const { low: l, high: h } = wilson(0.94 * n, n);
      expect([(100 * l).toFixed(1), (100 * h).toFixed(1)]).to.deep.equal([low, high]);
    });

  it('of the survey of 2017 is 93.84 % to 94.37 %', () => {
    expect(rounded(wilson(28_281, 30_051), 4)).to.deep.equal(['0.9384', '0.9437']);
  });

  it('holds the rate and stays within 0 and 1', () => {
    fc.assert(
      fc.property(count, ([successes, n]) => {
        const { low, high } = wilson(successes, n);
        expect(low).to.be.within(0, successes / n);
        expect(high).to.be.within(successes / n, 1);
      }),
    );
  });

  it('mirrors when successes and failures change places', () => {
    fc.assert(
      fc.property(count, ([successes, n]) => {
        const one = wilson(successes, n);
        const other = wilson(n - successes, n);
        expect(one.low).to.be.closeTo(1 - other.high, 1e-12);
        expect(one.high).to.be.closeTo(1 - other.low, 1e-12);
      }),
    );
  });

  it('narrows when everybody is asked ten times over', () => {
    fc.assert(
      fc.property(count, ([successes, n]) => {
        const few = wilson(successes, n);
        const many = wilson(10 * successes, 10 * n);
        expect(many.high - many.low).to.be.below(few.high - few.low);
      }),
    );
  });

  it('rises with every further success', () => {
    fc.assert(
      fc.property(count, ([successes, n]) => {
        fc.pre(successes < n);
        const fewer = wilson(successes, n);
        const more = wilson(successes + 1, n);
        expect(more.low).to.be.at.least(fewer.low);
        expect(more.high).to.be.at.least(fewer.high);
      }),
    );
  });
});

describe('Interval of a mean', () => {
  it('is 1.96 standard errors to each side', () => {
    expect(rounded(meanInterval(0.5, 1, 100), 3)).to.deep.equal(['0.304', '0.696']);
  });
});
