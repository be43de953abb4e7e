import { expect } from 'chai';
import fc from 'fast-check';
import { drawn } from '../../src/domain/sample.ts';

const anIds = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{4,24}$/), { maxLength: 60 });
const aSeed = fc.string({ minLength: 1, maxLength: 20 });

describe('a random sample', () => {
  it('is the same for the same seed, whatever order the cases come in', () => {
    fc.assert(
      fc.property(anIds, fc.nat(80), aSeed, (ids, size, seed) => {
        expect(drawn([...ids].sort().reverse(), size, seed)).to.deep.equal(drawn(ids, size, seed));
      }),
    );
  });

  it('holds as many different cases of the population as were asked for, or all', () => {
    fc.assert(
      fc.property(anIds, fc.nat(80), aSeed, (ids, size, seed) => {
        const sample = drawn(ids, size, seed);
        expect(new Set(sample).size).to.equal(Math.min(size, ids.length));
        expect(ids).to.include.members(sample);
      }),
    );
  });

  it('drawn larger begins with the smaller one', () => {
    fc.assert(
      fc.property(anIds, fc.nat(80), aSeed, (ids, size, seed) => {
        expect(drawn(ids, size + 1, seed).slice(0, size)).to.deep.equal(drawn(ids, size, seed));
      }),
    );
  });

  it('can be drawn again by hand: the order of SHA-256 over seed, space and id', () => {
    // printf 'tết 0a' | sha256sum, and so on
    expect(drawn(['0a', '0b', '0c', '0d'], 4, 'tết')).to.deep.equal(['0c', '0b', '0d', '0a']);
  });

  it('gives every case the same chance to come at every place', () => {
    const ids = Array.from({ length: 20 }, (_one, index) => `case-${index}`);
    const draws = 4000;
    const size = 5;
    const counts = new Map<string, number>();
    for (let index = 0; index < draws; index += 1)
      drawn(ids, size, `seed ${index}`).forEach((id, place) => {
        const key = `${id} ${place}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      });
    const expected = draws / ids.length;
    const chiSquare = ids
      .flatMap((id) => Array.from({ length: size }, (_one, place) => counts.get(`${id} ${place}`) ?? 0))
      .reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 5 places with 19 degrees of freedom each; 146 is passed by chance once in a thousand times.
    expect(chiSquare).to.be.below(146);
  });
});
