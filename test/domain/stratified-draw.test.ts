import { expect } from 'chai';
import fc from 'fast-check';
import { drawn } from '../../src/domain/sample.ts';
import { stratifiedDraw } from '../../src/domain/stratified-draw.ts';

const aSeed = fc.string({ minLength: 1, maxLength: 20 });
const aFrame = fc
  .array(fc.nat(25), { maxLength: 8, size: 'max' })
  .map(
    (sizes) =>
      new Map(
        sizes.map((size, stratum) => [`S${stratum}`, Array.from({ length: size }, (_one, at) => `${stratum}-${at}`)]),
      ),
  );
const counts = (frame: ReadonlyMap<string, readonly string[]>, each: number) =>
  new Map([...frame.keys()].map((stratum) => [stratum, each]));

describe('A stratified draw', () => {
  it('is the same for the same seed, whatever order the frame comes in', () => {
    fc.assert(
      fc.property(aFrame, fc.nat(30), aSeed, (frame, each, seed) => {
        const turned = new Map([...frame].reverse().map(([stratum, keys]) => [stratum, [...keys].reverse()]));
        expect(stratifiedDraw(turned, counts(frame, each), seed)).to.deep.equal(
          stratifiedDraw(frame, counts(frame, each), seed),
        );
      }),
    );
  });

  it('takes in each stratum what a simple draw there would take', () => {
    fc.assert(
      fc.property(aFrame, fc.nat(30), aSeed, (frame, each, seed) => {
        const cases = stratifiedDraw(frame, counts(frame, each), seed);
        for (const [stratum, keys] of frame)
          expect(cases.filter((one) => one.stratum === stratum).map(({ key }) => key)).to.deep.equal(
            drawn(keys, each, seed),
          );
      }),
    );
  });

  it('made larger holds the smaller: what was drawn first stays', () => {
    fc.assert(
      fc.property(aFrame, fc.nat(20), fc.nat(20), aSeed, (frame, each, more, seed) => {
        const first = stratifiedDraw(frame, counts(frame, each), seed);
        expect(stratifiedDraw(frame, counts(frame, each + more), seed)).to.include.deep.members(first);
      }),
    );
  });

  it('mixes the strata in the order of the lots', () => {
    fc.assert(
      fc.property(aFrame, aSeed, (frame, seed) => {
        const lots = stratifiedDraw(frame, counts(frame, 30), seed).map(({ lot }) => lot);
        expect(lots).to.deep.equal([...lots].sort());
      }),
    );
  });

  it('takes nothing where no count is given', () => {
    const frame = new Map([
      ['S1', ['a', 'b']],
      ['S2', ['c']],
    ]);
    expect(stratifiedDraw(frame, new Map([['S2', 9]]), 'seed').map(({ key }) => key)).to.deep.equal(['c']);
  });

  it('can be repeated by hand: the lot is SHA-256 over seed, space and key', () => {
    // printf 'tết 0c' | sha256sum
    expect(stratifiedDraw(new Map([['S', ['0c']]]), new Map([['S', 1]]), 'tết')).to.deep.equal([
      { stratum: 'S', key: '0c', lot: '15153b3bb8507d6e82143d4bcefd4aa03d35de2432449d555b4d23b6a3e55fad' },
    ]);
  });

  it('takes every dossier of a stratum as often as any other', () => {
    const frame = new Map([
      ['small', Array.from({ length: 10 }, (_one, at) => `s-${at}`)],
      ['large', Array.from({ length: 30 }, (_one, at) => `l-${at}`)],
    ]);
    const wanted = new Map([
      ['small', 4],
      ['large', 6],
    ]);
    const draws = 3000;
    const taken = new Map<string, number>();
    for (let index = 0; index < draws; index += 1)
      for (const { key } of stratifiedDraw(frame, wanted, `seed ${index}`)) taken.set(key, (taken.get(key) ?? 0) + 1);
    for (const [stratum, keys] of frame) {
      const share = (wanted.get(stratum) ?? 0) / keys.length;
      // Draws without replacement: the variance of a count is draws · share · (1 - share), and (N - 1) / N of the sum
      // of squares is chi-square with N - 1 degrees of freedom.
      const squares = keys.map((key) => ((taken.get(key) ?? 0) - draws * share) ** 2 / (draws * share * (1 - share)));
      const chiSquare = (squares.reduce((sum, square) => sum + square, 0) * (keys.length - 1)) / keys.length;
      // Passed by chance once in a thousand times: 27.9 at 9 degrees of freedom, 58.3 at 29.
      expect(chiSquare, stratum).to.be.below(stratum === 'small' ? 27.9 : 58.3);
    }
  });
});
