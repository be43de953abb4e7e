import { expect } from 'chai';
import fc from 'fast-check';
import { weightedRate, weighting, weightsOf } from '../../src/domain/survey-weights.ts';
import { wilson } from '../../src/domain/wilson.ts';

const map = (record: Record<string, number>): Map<string, number> => new Map(Object.entries(record));
/** Strata with 1 to 50,000 dossiers, 1 to 500 answers and some of them satisfied. */
const strata = fc.array(
  fc
    .record({ population: fc.integer({ min: 1, max: 50_000 }), answers: fc.integer({ min: 1, max: 500 }) })
    .chain((one) => fc.record({ ...fixed(one), satisfied: fc.integer({ min: 0, max: one.answers }) })),
  { minLength: 1, maxLength: 12 },
);
const fixed = ({ population, answers }: { population: number; answers: number }) => ({
  population: fc.constant(population),
  answers: fc.constant(answers),
});
type Drawn = { population: number; answers: number; satisfied: number };
const column = (drawn: readonly Drawn[], key: keyof Drawn) =>
  new Map(drawn.map((one, index) => [`s${index}`, one[key]] as const));

describe('The weights of a survey', () => {
  const even = weighting(map({ large: 900, small: 100 }), map({ large: 50, small: 50 }));

  it('give each stratum its share of the population: 900 and 100 dossiers, 50 answers each, are 1.8 and 0.2', () => {
    expect(weightsOf(even).get('large')).to.be.closeTo(1.8, 1e-12);
    expect(weightsOf(even).get('small')).to.be.closeTo(0.2, 1e-12);
  });

  it('give 45 and 20 satisfied a rate of 85 % on 60.98 effective answers', () => {
    const rate = weightedRate(even, map({ large: 45, small: 20 }), 0.9);
    expect(rate.rate).to.be.closeTo(0.9 * 0.9 + 0.1 * 0.4, 1e-12);
    expect(rate.effective).to.be.closeTo(10_000 / 164, 1e-9);
    expect(rate.designEffect).to.be.closeTo(1.64, 1e-12);
    // Centre (0.85 + 3.8415 / 121.951) / 1.063 = 0.82926, half 1.8438 * sqrt(0.0020910 + 0.0002583) = 0.08937.
    expect(rate.interval?.low).to.be.closeTo(0.7399, 1e-4);
    expect(rate.interval?.high).to.be.closeTo(0.9186, 1e-4);
    expect(rate).to.include({ n: 100, target: 0.9, verdict: 'not_enough_evidence' });
  });

  it('take a verdict back that only the number of answers would bear', () => {
    const skewed = weighting(map({ large: 9900, small: 100 }), map({ large: 20, small: 980 }));
    const rate = weightedRate(skewed, map({ large: 19, small: 931 }), 0.9);
    expect(wilson(950, 1000).low).to.be.above(0.9);
    expect(rate.rate).to.be.closeTo(0.95, 1e-12);
    expect(rate.effective).to.be.below(21);
    expect(rate.verdict).to.equal('not_enough_evidence');
  });

  it('tell strata in which nobody answered, and speak of the rest only', () => {
    const { silent, coverage, covered, population, strata } = weighting(
      map({ a: 600, b: 200, c: 200 }),
      map({ a: 10, b: 10 }),
    );
    expect(silent).to.deep.equal([{ stratum: 'c', population: 200 }]);
    expect({ coverage, covered, population }).to.deep.equal({ coverage: 0.8, covered: 800, population: 1000 });
    expect(strata.map(({ weight }) => weight)).to.deep.equal([1.5, 0.5]);
  });

  it('give none to answers from strata that are not in the population, and tell them', () => {
    const found = weighting(map({ a: 600, none: 0 }), map({ a: 10, b: 3, none: 2 }));
    expect(found.strays).to.deep.equal([
      { stratum: 'b', answers: 3 },
      { stratum: 'none', answers: 2 },
    ]);
    expect(weightedRate(found, map({ a: 5, b: 3 }), undefined)).to.include({ n: 10, rate: 0.5 });
  });

  it('say nothing where nobody answered', () => {
    const nobody = weighting(map({ a: 600 }), map({}));
    expect(weightedRate(nobody, map({}), 0.9)).to.deep.equal({
      n: 0,
      effective: 0,
      target: 0.9,
      verdict: 'not_enough_evidence',
    });
    expect(weighting(map({}), map({}))).to.not.have.property('coverage');
  });

  it('change nothing where the sample is shared out as the population is', () => {
    const fair = weighting(map({ a: 600, b: 200 }), map({ a: 30, b: 10 }));
    const rate = weightedRate(fair, map({ a: 27, b: 6 }), undefined);
    expect(rate.designEffect).to.be.closeTo(1, 1e-12);
    expect(rate.interval?.low).to.be.closeTo(wilson(33, 40).low, 1e-12);
  });

  it('add up to the answers, cost sureness and never give any, and give the mean of the strata by population', () => {
    fc.assert(
      fc.property(strata, (drawn) => {
        const found = weighting(column(drawn, 'population'), column(drawn, 'answers'));
        const n = drawn.reduce((sum, { answers }) => sum + answers, 0);
        expect(found.strata.reduce((sum, { answers, weight }) => sum + answers * weight, 0)).to.be.closeTo(n, 1e-6);
        const { rate = -1, effective, interval } = weightedRate(found, column(drawn, 'satisfied'), undefined);
        expect(effective).to.be.within(1 - 1e-9, n + 1e-6);
        const all = drawn.reduce((sum, { population }) => sum + population, 0);
        const mean = drawn.reduce((sum, one) => sum + (one.population * one.satisfied) / one.answers, 0) / all;
        expect(rate).to.be.closeTo(mean, 1e-9);
        expect(interval?.low).to.be.within(0, rate);
        expect(interval?.high).to.be.within(rate, 1);
      }),
    );
  });
});
