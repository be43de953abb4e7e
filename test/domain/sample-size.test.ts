import { expect } from 'chai';
import fc from 'fast-check';
import type { Sizing } from '../../src/domain/campaign.ts';
import { drawSize, sampleSize, wantedPerStratum } from '../../src/domain/sample-size.ts';

const within = (kind: 'campaign' | 'stratum', margin = 0.05): Sizing => ({ kind: 'formula', margin, within: kind });
const sum = (counts: Iterable<number>): number => [...counts].reduce((total, count) => total + count, 0);
const strata = (count: number, population: number): Map<string, number> =>
  new Map(Array.from({ length: count }, (_one, index) => [`A${index} P`, population]));

const aCity = fc
  .array(fc.oneof(fc.nat(3), fc.nat(40), fc.nat(20_000)), { maxLength: 60, size: 'max' })
  .map((populations) => new Map(populations.map((population, index) => [`A${index} P`, population])));
const aMargin = fc.integer({ min: 1, max: 300 }).map((thousandths) => thousandths / 1000);

describe('The sample size by the formula of the ministry', () => {
  for (const [population, wanted] of [
    [0, 0],
    [1, 1],
    [400, 200],
    [1_000, 286],
    [2_857, 351],
    [10_000, 385],
    [38_000, 396],
    [100_000, 399],
    [153_000, 399],
  ] as const)
    it(`of ${population} dossiers at 5 % is ${wanted}`, () => {
      expect(sampleSize(population)).to.equal(wanted);
    });

  it('is everybody when no margin is allowed, and one when any is', () => {
    expect(sampleSize(12_345, 0)).to.equal(12_345);
    expect(sampleSize(12_345, 1)).to.equal(1);
  });

  it('is not one too many where the formula comes out even', () => {
    // 10,000 / (1 + 10,000 · 0.01²) = 5,000; 3,600 / (1 + 3,600 · 0.05²) = 360; 900 / (1 + 900 · 0.1²) = 90
    expect([sampleSize(10_000, 0.01), sampleSize(3_600, 0.05), sampleSize(900, 0.1)]).to.deep.equal([5_000, 360, 90]);
  });

  it('is the least whole number that the formula allows, never more than there are', () => {
    fc.assert(
      fc.property(fc.nat(300_000), fc.integer({ min: 1, max: 1000 }), (population, thousandths) => {
        const wanted = sampleSize(population, thousandths / 1000);
        const divisor = 1_000_000 + population * thousandths ** 2;
        expect(wanted * divisor).to.be.at.least(population * 1_000_000);
        expect((wanted - 1) * divisor).to.be.below(population * 1_000_000);
        expect(wanted).to.be.at.most(population);
      }),
    );
  });

  it('is refused for what is no count and no share', () => {
    for (const [population, margin] of [
      [-1, 0.05],
      [1.5, 0.05],
      [100, -0.1],
      [100, 5],
      [100, Number.NaN],
    ] as const)
      expect(() => sampleSize(population, margin), `${population} ${margin}`).to.throw(RangeError);
  });
});

describe('The interviews wanted in each stratum', () => {
  it('share out the sample of the whole in proportion, the largest remainders first', () => {
    // 1,000 dossiers: 286. 0.286 · 503 = 143.858, · 300 = 85.8, · 197 = 56.342
    const wanted = wantedPerStratum(
      within('campaign'),
      new Map([
        ['A P', 503],
        ['B P', 300],
        ['C P', 197],
      ]),
    );
    expect([...wanted]).to.deep.equal([
      ['A P', 144],
      ['B P', 86],
      ['C P', 56],
    ]);
  });

  it('leave no small stratum out while there is one for each', () => {
    const wanted = wantedPerStratum(within('campaign'), new Map([['BIG P', 9_990], ...strata(10, 1)]));
    expect(sum(wanted.values())).to.equal(385);
    expect(wanted.get('BIG P')).to.equal(375);
    expect(wanted.get('A3 P')).to.equal(1);
  });

  it('go to the first by name when there are more equal strata than interviews', () => {
    // 400 / (1 + 400 · 0.5²) = 3.96
    expect([...wantedPerStratum(within('campaign', 0.5), strata(8, 50)).values()]).to.deep.equal([
      1, 1, 1, 1, 0, 0, 0, 0,
    ]);
  });

  it('add up to the sample of the whole, exceed no stratum and forget none', () => {
    fc.assert(
      fc.property(aCity, aMargin, (populations, margin) => {
        const wanted = wantedPerStratum(within('campaign', margin), populations);
        const size = sampleSize(sum(populations.values()), margin);
        expect(sum(wanted.values())).to.equal(size);
        expect([...wanted.keys()]).to.deep.equal([...populations.keys()]);
        const some = [...populations.values()].filter((population) => population > 0).length;
        for (const [stratum, population] of populations) {
          expect(wanted.get(stratum)).to.be.within(0, population);
          if (population > 0 && size >= some) expect(wanted.get(stratum), stratum).to.be.at.least(1);
        }
      }),
    );
  });

  it('are never fewer in the larger of two strata', () => {
    fc.assert(
      fc.property(aCity, (populations) => {
        const wanted = wantedPerStratum(within('campaign'), populations);
        const byPopulation = [...populations.keys()].sort(
          (a, b) =>
            (populations.get(a) ?? 0) - (populations.get(b) ?? 0) || (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0),
        );
        const counts = byPopulation.map((stratum) => wanted.get(stratum) ?? 0);
        expect(counts).to.deep.equal([...counts].sort((a, b) => a - b));
      }),
    );
  });

  it('do not depend on the order of the strata', () => {
    fc.assert(
      fc.property(aCity, aMargin, (populations, margin) => {
        const turned = new Map([...populations].reverse());
        const sorted = (counts: Map<string, number>) => [...counts].sort();
        expect(sorted(wantedPerStratum(within('campaign', margin), turned))).to.deep.equal(
          sorted(wantedPerStratum(within('campaign', margin), populations)),
        );
      }),
    );
  });

  it('follow the formula in each stratum when that is asked', () => {
    const populations = new Map([
      ['A P', 400],
      ['B P', 10_000],
      ['C P', 0],
    ]);
    expect([...wantedPerStratum(within('stratum'), populations).values()]).to.deep.equal([200, 385, 0]);
  });

  it('are the quota, or all there are', () => {
    const populations = new Map([
      ['A P', 4_000],
      ['B P', 17],
      ['C P', 0],
    ]);
    expect([...wantedPerStratum({ kind: 'quota', each: 150 }, populations).values()]).to.deep.equal([150, 17, 0]);
  });

  it('are those of Bình Dương in 2018: 3,200 of the province, 5,000 of districts, 15,800 of communes', () => {
    const quota = (units: number, each: number): number =>
      sum(wantedPerStratum({ kind: 'quota', each }, strata(units, 10_000)).values());
    const districts = quota(4, 500) + quota(5, 600);
    const communes = quota(48, 150) + quota(43, 200);
    expect([districts, communes, quota(1, 3_200) + districts + communes]).to.deep.equal([5_000, 15_800, 24_000]);
  });
});

describe('The cases drawn for them', () => {
  it('are so many for each, rounded up, and no more than there are', () => {
    expect(drawSize(10, 1, 500)).to.equal(10);
    expect(drawSize(10, 1.1, 500)).to.equal(11);
    expect(drawSize(7, 2.5, 500)).to.equal(18);
    expect(drawSize(200, 5, 400)).to.equal(400);
    expect(drawSize(0, 5, 400)).to.equal(0);
  });
});
