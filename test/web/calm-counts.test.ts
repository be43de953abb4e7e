import { expect } from 'chai';
import type { SurveyCount } from '../../src/stores/survey-figures.ts';
import { calmCounts } from '../../src/web/calm-counts.ts';

describe('the counting of cases', () => {
  /** A store whose answers come when the test says so. */
  const slowStore = () => {
    const asked: ((answer: SurveyCount[]) => void)[] = [];
    const counts = calmCounts({ counts: () => new Promise((resolve) => asked.push(resolve)) });
    return { asked, counts };
  };
  const spent = (milliseconds: number): void => {
    const began = performance.now();
    while (performance.now() - began < milliseconds);
  };

  it('is done once for all who ask meanwhile, and anew for who asks afterwards', async () => {
    const { asked, counts } = slowStore();
    const both = [counts('one'), counts('one'), counts('another')];
    expect(asked).to.have.length(2);
    for (const answer of asked) answer([]);
    await Promise.all(both);
    void counts('one');
    expect(asked).to.have.length(3);
  });

  it('is not done anew at once when it took long', async () => {
    const { asked, counts } = slowStore();
    const first = counts('one');
    spent(110);
    asked[0]?.([]);
    await first;
    expect(await counts('one')).to.deep.equal([]);
    expect(asked).to.have.length(1);
  });

  it('that failed is tried again', async () => {
    let tries = 0;
    const counts = calmCounts({
      counts: () => ((tries += 1) === 1 ? Promise.reject(new Error('away')) : Promise.resolve([])),
    });
    expect(await counts('one').catch(({ message }: Error) => message)).to.equal('away');
    expect(await counts('one')).to.deep.equal([]);
  });
});
