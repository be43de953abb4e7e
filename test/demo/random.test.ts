import { expect } from 'chai';
import fc from 'fast-check';
import { between, drawing, randomFrom, seedOf } from '../../src/demo/random.ts';

describe('The random numbers of the demo data', () => {
  it('are those that mulberry32 gives everywhere', () => {
    expect(randomFrom(1)()).to.equal(0.6270739405881613);
    expect(seedOf('a')).to.equal(0xe40c292c);
  });

  it('stay within their bounds', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, low, width) => {
        const drawn = between(randomFrom(seed), low, low + width);
        return Number.isInteger(drawn) && drawn >= low && drawn <= low + width;
      }),
    );
  });

  it('draw only what has weight', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1 }), (seed, weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        return drawing(weights, (weight) => weight)(randomFrom(seed)) > 0;
      }),
    );
    expect(() => drawing([0], (weight) => weight)).to.throw(RangeError);
  });

  it('draw as often as the weights say', () => {
    const draw = drawing(['seldom', 'often'], (word) => (word === 'often' ? 3 : 1));
    const random = randomFrom(7);
    const often = Array.from({ length: 10_000 }, () => draw(random)).filter((word) => word === 'often').length;
    expect(often / 10_000).to.be.closeTo(0.75, 0.02);
  });
});
