import { expect } from 'chai';
import { funnel, funnelCounts } from '../../src/domain/funnel.ts';
import { outcomes } from '../../src/domain/outcome.ts';
import type { Attempt, Interview } from '../../src/domain/survey-case.ts';

const percent = (share: number | undefined): string => `${(100 * (share ?? Number.NaN)).toFixed(2)} %`;
const outcome = (contacted: boolean) => outcomes.find((one) => one.contacted === contacted)?.code;
const attempt = (contacted: boolean) => ({ outcome: outcome(contacted) }) as Attempt;
const interview = (mode: Interview['mode']) => ({ mode }) as Interview;

describe('The funnel of a campaign', () => {
  it('of the survey of 2018 is 2,468 sampled, 1,132 answered (45.87 %), 1,051 of them by telephone (92.84 %)', () => {
    // "More than 38,000" dossiers of which 2,468 are 6.47 %: 38,116 to 38,174 fit.
    for (const population of [38_116, 38_174]) {
      const { steps, byMode } = funnel({
        population,
        sampled: 2468,
        answered: { phone: 1051, face_to_face: 81 },
        excluded: 0,
      });
      const [, sampled, answered, valid] = steps;
      expect(percent(sampled?.ofPrevious)).to.equal('6.47 %');
      expect(sampled).to.not.have.property('ofSample');
      expect(answered).to.include({ step: 'answered', count: 1132, lost: 1336 });
      expect(percent(answered?.ofSample)).to.equal('45.87 %');
      expect(percent(answered?.lostShare)).to.equal('54.13 %');
      expect(valid).to.include({ count: 1132, ofPrevious: 1, lost: 0 });
      expect(byMode.map(({ mode, count, share }) => [mode, count, percent(share)])).to.deep.equal([
        ['phone', 1051, '92.84 %'],
        ['face_to_face', 81, '7.16 %'],
      ]);
    }
  });

  it('shows the contacted where they were counted, and what was excluded', () => {
    const { steps, excluded } = funnel({ sampled: 200, contacted: 160, answered: { phone: 100 }, excluded: 4 });
    expect(steps.map(({ step, count }) => [step, count])).to.deep.equal([
      ['sampled', 200],
      ['contacted', 160],
      ['answered', 100],
      ['valid', 96],
    ]);
    expect(steps[2]).to.include({ ofPrevious: 0.625, ofSample: 0.5 });
    expect(excluded).to.deep.equal({ count: 4, share: 0.04 });
  });

  it('has no shares of nothing', () => {
    const { steps, byMode, excluded } = funnel({ population: 0, sampled: 0, answered: {}, excluded: 0 });
    for (const step of steps) expect(step).to.not.have.any.keys('ofPrevious', 'lostShare', 'ofSample');
    expect(byMode).to.deep.equal([]);
    expect(excluded).to.deep.equal({ count: 0 });
  });

  it('counts cases by how far they came: one in the frame only, one not reached, one who refused, two who answered', () => {
    const counts = funnelCounts(
      [
        { state: 'listed', attempts: [] },
        { state: 'resting', attempts: [attempt(false)] },
        { state: 'final', attempts: [attempt(false), attempt(true)], outcome: 'refusal_hard' },
        { state: 'final', attempts: [attempt(true)], interview: interview('phone'), outcome: 'complete' },
        { state: 'final', attempts: [], interview: interview('post'), outcome: 'partial' },
        { state: 'final', attempts: [], interview: interview('phone'), outcome: 'break_off' },
      ],
      1,
    );
    expect(counts).to.deep.equal({ sampled: 5, contacted: 4, answered: { phone: 1, post: 1 }, excluded: 1 });
  });
});
