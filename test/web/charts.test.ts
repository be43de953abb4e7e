import { expect } from 'chai';
import fc from 'fast-check';
import { type PublishedFigure, published } from '../../src/domain/published.ts';
import { definitions, satisfaction } from '../../src/domain/satisfaction.ts';
import type { LevelCounts } from '../../src/domain/tally.ts';
import { levelBar } from '../../src/web/charts/level-bar.ts';
import { meanSpan, shareSpan } from '../../src/web/charts/span.ts';
import { type TrendPoint, trend } from '../../src/web/charts/trend.ts';
import { whisker } from '../../src/web/charts/whisker.ts';

const figure = (levels: LevelCounts, target: number | undefined = 0.9): PublishedFigure =>
  published(satisfaction(definitions.TOP2, levels, 0, target));
const levels = fc.tuple(...Array.from({ length: 5 }, () => fc.nat(3000))) as unknown as fc.Arbitrary<LevelCounts>;
const answered = levels.filter((counts) => counts.some((count) => count > 0)).map((counts) => figure(counts));
const size = { width: 400, height: 280, names: 5 };
const point = (bucket: string, counts?: LevelCounts): TrendPoint =>
  counts ? { bucket, figure: figure(counts) } : { bucket };

describe('The bar of levels', () => {
  it('fills its whole width without gap or overlap, the best level first', () => {
    fc.assert(
      fc.property(answered, (given) => {
        let end = 0;
        for (const segment of levelBar(given)) {
          expect(segment.x).to.equal(end);
          end += segment.width;
        }
        expect(end).to.equal(1000);
        const order = levelBar(given).map(({ level }) => Number(level));
        expect(order).to.deep.equal([...order].sort((a, b) => b - a));
      }),
    );
  });

  it('has no segment for a level that nobody chose', () => {
    expect(levelBar(figure([0, 0, 0, 1, 3]))).to.deep.equal([
      { level: '5', x: 0, width: 750 },
      { level: '4', x: 750, width: 250 },
    ]);
  });
});

describe('A scale of shares', () => {
  it('shows every rate, interval and target among its figures, and ends at 100 %', () => {
    fc.assert(
      fc.property(fc.array(answered, { maxLength: 8 }), (figures) => {
        const [low, high] = shareSpan(figures);
        expect(high).to.equal(1);
        for (const { rate, interval, target } of figures)
          for (const value of [rate, interval?.low, target]) expect(value ?? 1).to.be.at.least(low - 1e-9);
      }),
    );
  });

  it('does not make much of small differences: it begins at 80 % or below', () => {
    expect(shareSpan([figure([0, 0, 0, 400, 100_000])])[0]).to.be.closeTo(0.8, 1e-9);
  });
});

describe('A dot and whisker', () => {
  it('puts the rate between the ends of its interval, all inside the box', () => {
    fc.assert(
      fc.property(answered, (given) => {
        const drawn = whisker(given, shareSpan([given]));
        expect(drawn?.low).to.be.within(0, drawn?.x ?? Number.NaN);
        expect(drawn?.high).to.be.within(drawn?.x ?? Number.NaN, drawn?.width ?? Number.NaN);
      }),
    );
  });

  it('puts the target to the right of the interval exactly when it was not met', () => {
    fc.assert(
      fc.property(answered, (given) => {
        const drawn = whisker(given, [0, 1]);
        if (given.verdict === 'not_met') expect(drawn?.target).to.be.at.least(drawn?.high ?? Number.NaN);
        if (given.verdict === 'met') expect(drawn?.target).to.be.at.most(drawn?.low ?? Number.NaN);
      }),
    );
  });

  it('of nobody is none, and a mean has no target', () => {
    expect(whisker(figure([0, 0, 0, 0, 0]), [0, 1])).to.equal(undefined);
    const mean = published(satisfaction(definitions.MEAN, [1, 0, 0, 0, 1], 0, 0.9));
    expect(whisker(mean, meanSpan)).to.deep.include({ x: 60 }).and.not.have.property('target');
  });
});

describe('A trend', () => {
  it('goes up when the rate does and stays inside its frame', () => {
    const { dots, left, right, bottom } = trend(
      [point('a', [9, 0, 0, 0, 1]), point('b', [1, 0, 0, 0, 9])],
      [0, 1],
      0.9,
      size,
    );
    expect(dots[0]?.y).to.be.above(dots[1]?.y ?? Number.NaN);
    for (const { x, y } of dots) {
      expect(x).to.be.within(left, right);
      expect(y).to.be.within(0, bottom);
    }
  });

  it('has a gap where nobody answered', () => {
    const whole = trend(
      [point('a', [1, 0, 0, 0, 9]), point('b', [1, 0, 0, 0, 9]), point('c', [1, 0, 0, 0, 9])],
      [0, 1],
      0.9,
      size,
    );
    const broken = trend([point('a', [1, 0, 0, 0, 9]), point('b'), point('c', [1, 0, 0, 0, 9])], [0, 1], 0.9, size);
    expect(whole.line.match(/M/g)).to.have.length(1);
    expect(broken.line.match(/M/g)).to.have.length(2);
    expect(broken.dots).to.have.length(2);
  });

  it('gives a bucket between two gaps a bar of its own, for its band has no width', () => {
    const alone = trend([point('a'), point('b', [1, 0, 0, 0, 9]), point('c')], [0, 1], 0.9, size);
    expect(alone.bars).to.have.length(1);
    expect(alone.bars[0]?.high).to.be.below(alone.bars[0]?.low ?? Number.NaN);
    expect(trend([point('a', [1, 0, 0, 0, 9]), point('b', [1, 0, 0, 0, 9])], [0, 1], 0.9, size).bars).to.deep.equal([]);
  });

  it('names few enough buckets to be read', () => {
    const points = Array.from({ length: 40 }, (_, index) => point(String(index), [1, 0, 0, 0, 9]));
    expect(trend(points, [0, 1], null, size).buckets).to.have.length(5);
  });

  it('has a target line only where there is a target', () => {
    expect(trend([point('a', [1, 0, 0, 0, 9])], [0, 1], null, size)).to.not.have.property('target');
  });
});
