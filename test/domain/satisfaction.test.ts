import { expect } from 'chai';
import fc from 'fast-check';
import { definitions, satisfaction, verdict } from '../../src/domain/satisfaction.ts';
import type { LevelCounts } from '../../src/domain/tally.ts';

const { TOP2, NOT_DISSATISFIED, MEAN } = definitions;
const counts = fc.tuple(...Array.from({ length: 5 }, () => fc.nat(50_000))) as unknown as fc.Arbitrary<LevelCounts>;
const share = fc.double({ min: 0, max: 1, noNaN: true });
const interval = fc.tuple(share, share).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));

describe('A satisfaction figure', () => {
  it('of the survey of 2017 is 94.11 % with 5.89 % dissatisfied, and meets 90 %', () => {
    const figure = satisfaction(TOP2, [260, 1510, 0, 19_514, 8767], 0, 0.9);
    expect(figure).to.deep.include({ n: 30_051, satisfied: 28_281, dissatisfied: 1770, target: 0.9, verdict: 'met' });
    expect((100 * (figure.rate ?? 0)).toFixed(2)).to.equal('94.11');
    expect(((100 * figure.dissatisfied) / figure.n).toFixed(2)).to.equal('5.89');
  });

  it('of the ratings of 2017 depends on the definition, and TOP2 alone cannot tell whether 90 % is met', () => {
    const levels: LevelCounts = [50, 97, 160, 1010, 1540];
    const top2 = satisfaction(TOP2, levels, 0, 0.9);
    const notDissatisfied = satisfaction(NOT_DISSATISFIED, levels, 0, 0.9);
    expect((top2.rate ?? 0).toFixed(4)).to.equal('0.8925');
    expect((notDissatisfied.rate ?? 0).toFixed(4)).to.equal('0.9485');
    expect(top2.verdict).to.equal('not_enough_evidence');
    expect(notDissatisfied.verdict).to.equal('met');
  });

  it('puts neutral answers into the denominator of TOP2, and counts them satisfied in NOT_DISSATISFIED', () => {
    expect(satisfaction(TOP2, [0, 1, 1, 1, 1], 0, undefined).rate).to.equal(0.5);
    expect(satisfaction(NOT_DISSATISFIED, [0, 1, 1, 1, 1], 0, undefined).rate).to.equal(0.75);
  });

  it('never puts TOP2 above NOT_DISSATISFIED', () => {
    fc.assert(
      fc.property(counts, (levels) => {
        const top2 = satisfaction(TOP2, levels, 0, 0.9);
        const notDissatisfied = satisfaction(NOT_DISSATISFIED, levels, 0, 0.9);
        expect(top2.satisfied).to.be.at.most(notDissatisfied.satisfied);
        expect(top2.rate ?? 0).to.be.at.most(notDissatisfied.rate ?? 0);
      }),
    );
  });

  it('accounts for every valid answer and for none that was excluded', () => {
    fc.assert(
      fc.property(counts, fc.nat(100), (levels, excluded) => {
        const figure = satisfaction(NOT_DISSATISFIED, levels, excluded, undefined);
        expect(figure.satisfied + figure.dissatisfied).to.equal(figure.n);
        expect(figure.n).to.equal(levels.reduce((sum, level) => sum + level, 0));
        expect(figure.excluded).to.equal(excluded);
      }),
    );
  });

  it('of nobody has no rate, no interval and not enough evidence', () => {
    const figure = satisfaction(TOP2, [0, 0, 0, 0, 0], 3, 0.9);
    expect(figure).to.not.have.any.keys('rate', 'interval');
    expect(figure).to.deep.include({ n: 0, excluded: 3, verdict: 'not_enough_evidence' });
  });

  it('without a target has no verdict', () => {
    expect(satisfaction(TOP2, [0, 0, 0, 0, 9], 0, undefined)).to.not.have.any.keys('target', 'verdict');
  });
});

describe('A mean', () => {
  it('runs from -2 to +2 through a neutral 0', () => {
    expect(satisfaction(MEAN, [7, 0, 0, 0, 0], 0, 0.9).rate).to.equal(-2);
    expect(satisfaction(MEAN, [0, 0, 7, 0, 0], 0, 0.9).rate).to.equal(0);
    expect(satisfaction(MEAN, [0, 0, 0, 0, 7], 0, 0.9).rate).to.equal(2);
    expect(satisfaction(MEAN, [1, 0, 0, 1, 2], 0, 0.9).rate).to.equal(0.75);
  });

  it('is never held against a target', () => {
    fc.assert(
      fc.property(counts, (levels) => {
        expect(satisfaction(MEAN, levels, 0, 0.9)).to.not.have.any.keys('target', 'verdict');
      }),
    );
  });

  it('has an interval that holds it and stays on the scale', () => {
    fc.assert(
      fc.property(fc.oneof(counts, fc.constant<LevelCounts>([0, 0, 0, 1, 1])), (levels) => {
        const { rate, interval } = satisfaction(MEAN, levels, 0, undefined);
        if (rate === undefined || !interval) return;
        expect(interval.low).to.be.within(-2, rate);
        expect(interval.high).to.be.within(rate, 2);
      }),
    );
  });

  it('does not claim to be exact when all who answered chose the same level', () => {
    expect(satisfaction(MEAN, [0, 0, 0, 0, 2], 0, undefined)).to.not.have.property('interval');
  });
});

describe('A verdict', () => {
  it('is met from the target up, not met wholly below it, and otherwise open', () => {
    expect(verdict({ low: 0.9, high: 0.95 }, 0.9)).to.equal('met');
    expect(verdict({ low: 0.8, high: 0.9 }, 0.9)).to.equal('not_enough_evidence');
    expect(verdict({ low: 0.8, high: 0.8999 }, 0.9)).to.equal('not_met');
  });

  it('of a rate is met only when the rate is, and not met only when it is not', () => {
    fc.assert(
      fc.property(counts, share, (levels, target) => {
        const figure = satisfaction(TOP2, levels, 0, target);
        if (figure.verdict === 'met') expect(figure.rate).to.be.at.least(target);
        if (figure.verdict === 'not_met') expect(figure.rate).to.be.below(target);
      }),
    );
  });

  it('never improves when the target rises', () => {
    const worth = { not_met: 0, not_enough_evidence: 1, met: 2 };
    fc.assert(
      fc.property(interval, share, share, (given, a, b) => {
        const [lower, higher] = a < b ? [a, b] : [b, a];
        expect(worth[verdict(given, higher)]).to.be.at.most(worth[verdict(given, lower)]);
      }),
    );
  });
});
