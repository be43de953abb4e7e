import { expect } from 'chai';
import fc from 'fast-check';
import {
  binomialTail,
  hypergeometric,
  lowerTail,
  median,
  normalTail,
  robustSpread,
  sumOf,
  upperTail,
} from '../../src/domain/integrity-chance.ts';

const urn = fc
  .integer({ min: 1, max: 60 })
  .chain((all) => fc.tuple(fc.constant(all), fc.integer({ min: 0, max: all }), fc.integer({ min: 0, max: all })));
const total = (chances: readonly number[]): number => chances.reduce((sum, p) => sum + p, 0);

describe('chances', () => {
  const tails: [number, number][] = [
    [0, 0.5],
    [1.959963984540054, 0.025],
    [-1.2815515655446004, 0.9],
    [3, 0.0013498980316301],
    [6, 9.865876450377e-10],
    [10, 7.61985302416e-24],
  ];
  for (const [z, tail] of tails)
    it(`of the normal distribution beyond ${z} are ${tail}`, () => {
      expect(normalTail(z) / tail).to.be.closeTo(1, 1e-6);
    });

  it('of two sixes or more in ten throws are 0.5155, of all ten heads 1 in 1,024', () => {
    expect(binomialTail(2, 10, 1 / 6)).to.be.closeTo(0.5154833, 1e-6);
    expect(binomialTail(10, 10, 0.5)).to.be.closeTo(1 / 1024, 1e-12);
    expect(binomialTail(0, 10, 0.3)).to.be.closeTo(1, 1e-12);
  });

  it("of Fisher's lady, who tells all eight cups by chance, are 1 in 70", () => {
    expect(upperTail(hypergeometric(8, 4, 4), 4)).to.be.closeTo(1 / 70, 1e-12);
  });

  it('of an urn add up to one and have the mean that is drawn', () => {
    fc.assert(
      fc.property(urn, ([all, marked, drawn]) => {
        const { from, chances } = hypergeometric(all, marked, drawn);
        expect(total(chances)).to.be.closeTo(1, 1e-9);
        const mean = total(chances.map((p, index) => p * (from + index)));
        expect(mean).to.be.closeTo((drawn * marked) / all, 1e-9);
      }),
    );
  });

  it('of two urns together have the sum of their means, and two tails that meet', () => {
    fc.assert(
      fc.property(urn, urn, ([a, b, c], [d, e, f]) => {
        const sum = sumOf(hypergeometric(a, b, c), hypergeometric(d, e, f));
        const mean = total(sum.chances.map((p, index) => p * (sum.from + index)));
        expect(mean).to.be.closeTo((c * b) / a + (f * e) / d, 1e-6);
        const middle = Math.round(mean);
        expect(lowerTail(sum, middle) + upperTail(sum, middle + 1)).to.be.closeTo(1, 1e-9);
      }),
    );
  });
});

describe('median and spread', () => {
  it('are 0 of nothing and are not moved by one wild value', () => {
    expect(median([])).to.equal(0);
    expect(median([4, 1, 3, 2])).to.equal(2.5);
    expect(median([5, 1, 1_000_000])).to.equal(5);
    expect(robustSpread([1, 2, 3, 4, 1_000_000])).to.be.closeTo(1.4826, 1e-9);
  });
});
