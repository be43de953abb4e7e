import { expect } from 'chai';
import fc from 'fast-check';
import { feedback766, hundredths, points766, rates766 } from '../../src/domain/decision-766.ts';
import { anAnswered, aSummary, times } from '../support/case-summary.ts';

const asOf = new Date('2025-10-25T05:00:00Z');
const programme = 0.9;
const sum = (...points: number[]): number => hundredths(points.reduce((total, one) => total + one, 0));

describe('The satisfaction group of Decision 766', () => {
  it('gives the 17.94 points of week 47 of 2025, and with them the 16.92 of the group that was not published', () => {
    const { total = 0 } = points766({ onTime: 0.9998, handling: 0.99, procedures: 0.9393 }, programme);
    expect(total).to.equal(17.94);
    const openness = 15.41;
    const progress = 18.79;
    const online = 16.1;
    expect(sum(openness, progress, online, total)).to.equal(68.24);
    expect(sum(85.16, -sum(openness, progress, online, total))).to.equal(16.92);
  });

  it('gives 17.94 for week 41 too, and with it 16.01 for online services', () => {
    const { total = 0 } = points766({ onTime: 0.9998, handling: 0.99, procedures: 0.9179 }, programme);
    expect(total).to.equal(17.94);
    expect(sum(80.62, -sum(15.01, 18.36, total, 13.3))).to.equal(16.01);
  });

  it('gives procedures all their points at the target and in proportion below it', () => {
    expect(points766({ procedures: 0.85 }, programme).procedures).to.equal(5.67);
    expect(points766({ procedures: 0.9 }, programme).procedures).to.equal(6);
    expect(points766({ procedures: 0.9179 }, programme).procedures).to.equal(6);
    expect(points766({ procedures: 0.9179 }, 0.95).procedures).to.equal(5.8);
  });

  it('rounds at the end only, half up', () => {
    // 6 x 0.0025 = 0.015 each: rounded before they are added they would make 0.04.
    expect(points766({ onTime: 0.0025, handling: 0.0025, procedures: 0 }, programme)).to.deep.equal({
      onTime: 0.02,
      handling: 0.02,
      procedures: 0,
      total: 0.03,
    });
    expect([1.005, 17.9388, 17.935, 0.004999].map(hundredths)).to.deep.equal([1.01, 17.94, 17.94, 0]);
  });

  it('has no rate where nothing is counted, and no total while one is missing', () => {
    expect(rates766({ all: 0, onTime: 0, faulty: 0 }, undefined)).to.deep.equal({});
    expect(rates766({ all: 4, onTime: 3, faulty: 2 }, { all: 0, late: 0, disliked: 0 })).to.deep.equal({
      onTime: 0.75,
      handling: 0.5,
    });
    expect(points766({ onTime: 0.75, handling: 0.5 }, programme)).to.deep.equal({ onTime: 4.5, handling: 3 });
  });

  it('takes late dossiers and those complained about from the satisfaction with procedures', () => {
    expect(
      rates766({ all: 0, onTime: 0, faulty: 0 }, { all: 10_000, late: 450, disliked: 157 }).procedures,
    ).to.be.closeTo(0.9393, 1e-12);
  });

  it('never gives more than 18 points nor less than none', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: -1, max: 1, noNaN: true }), (onTime, handling, procedures) => {
        expect(points766({ onTime, handling, procedures }, programme).total).to.be.within(0, 18);
      }),
    );
  });
});

describe('The feedback that Decision 766 counts', () => {
  it('is handled on time when answered by the deadline, or still in hand before it', () => {
    const cases = [
      anAnswered(),
      anAnswered(),
      anAnswered({ missed: true }),
      aSummary(),
      aSummary({ dueAt: new Date('2025-10-30T17:00:00Z') }),
    ];
    expect(feedback766(cases, asOf)).to.deep.equal({ all: 5, onTime: 3, faulty: 2 });
  });

  it('is unsatisfactory when it is late, reopened or disliked, and once however often', () => {
    const cases = [
      anAnswered({ handlingScore: 2 }),
      anAnswered({ handlingScore: 3 }),
      anAnswered({ reopened: 2, handlingScore: 1 }),
      anAnswered({ missed: true, reopened: 1, handlingScore: 1 }),
    ];
    expect(feedback766(cases, asOf)).to.deep.equal({ all: 4, onTime: 3, faulty: 3 });
  });

  it('is what was accepted, of the two classes of feedback', () => {
    const cases = [
      anAnswered(),
      anAnswered({ class: 'feedback_conduct' }),
      anAnswered({ outcome: 'refused' }),
      anAnswered({ outcome: 'handed_over' }),
      ...(['rating_comment', 'incident', 'legal_complaint', 'denunciation'] as const).map((one) =>
        anAnswered({ class: one }),
      ),
    ];
    expect(feedback766(cases, asOf).all).to.equal(2);
  });

  it('comes out at the published 99.98 % and 99 %', () => {
    const cases = [
      ...times(9900, anAnswered()),
      ...times(98, anAnswered({ handlingScore: 1 })),
      ...times(2, anAnswered({ missed: true })),
    ];
    const rates = rates766(feedback766(cases, asOf), undefined);
    expect(rates).to.deep.equal({ onTime: 0.9998, handling: 0.99 });
  });
});
