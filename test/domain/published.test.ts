import { expect } from 'chai';
import fc from 'fast-check';
import { published, rounded } from '../../src/domain/published.ts';
import { definitions, satisfaction } from '../../src/domain/satisfaction.ts';

describe('A published figure', () => {
  it('of the survey of 2017 is the one of the contract', () => {
    expect(published(satisfaction(definitions.TOP2, [260, 1510, 0, 19_514, 8767], 0, 0.9))).to.deep.equal({
      n: 30_051,
      levels: { 1: 260, 2: 1510, 3: 0, 4: 19_514, 5: 8767 },
      excluded: 0,
      satisfied: 28_281,
      dissatisfied: 1770,
      rate: 0.9411,
      dissatisfiedRate: 0.0589,
      interval: { low: 0.9384, high: 0.9437, method: 'wilson', confidence: 0.95 },
      target: 0.9,
      verdict: 'met',
    });
  });

  it('of nobody says that there is no rate', () => {
    expect(published(satisfaction(definitions.TOP2, [0, 0, 0, 0, 0], 2, undefined))).to.deep.include({
      n: 0,
      excluded: 2,
      rate: null,
      dissatisfiedRate: null,
      interval: null,
      target: null,
      verdict: null,
    });
  });

  it('is rounded half up, as done with integers', () => {
    const exactly = (part: number, whole: number) =>
      Number((20_000n * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole))) / 10_000;
    const quotient = fc.oneof(
      fc.integer({ min: 1, max: 3_000_000 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n))),
      fc.integer({ min: 0, max: 9999 }).map((k): [number, number] => [2 * k + 1, 20_000]),
    );
    fc.assert(
      fc.property(quotient, ([part, whole]) => {
        expect(rounded(part / whole)).to.equal(exactly(part, whole));
      }),
      { numRuns: 2000 },
    );
  });
});
