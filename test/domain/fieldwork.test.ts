import { expect } from 'chai';
import type { CampaignDraw } from '../../src/domain/campaign.ts';
import {
  type CaseCount,
  casesByOutcome,
  casesByState,
  progressOf,
  responseRate,
  strataProgress,
  triedDispositions,
} from '../../src/domain/fieldwork.ts';
import { attemptTotals, cooperationRate, hoursAtWork, refusalRate } from '../../src/domain/fieldwork-attempts.ts';
import { boardOf } from '../../src/domain/fieldwork-board.ts';
import { performanceOf } from '../../src/domain/interviewer-performance.ts';
import type { SurveyCase } from '../../src/domain/survey-case.ts';

const draw = (strata: CampaignDraw['strata']): CampaignDraw => ({
  seed: 'a seed',
  at: new Date('2026-11-01T00:00:00Z'),
  by: 'Giám sát',
  strata,
});
const drawn = [
  draw([
    { stratum: 'H1 P1', population: 100, wanted: 10, drawn: 30 },
    { stratum: 'H2 P1', population: 50, wanted: 5, drawn: 15 },
  ]),
  draw([{ stratum: 'H1 P1', population: 100, wanted: 10, drawn: 2 }]),
];
const counts: CaseCount[] = [
  { stratum: 'H1 P1', state: 'listed', n: 68 },
  { stratum: 'H1 P1', state: 'ready', n: 12 },
  { stratum: 'H1 P1', state: 'resting', n: 5, tried: ['refusal_soft', 'no_answer'] },
  { stratum: 'H1 P1', state: 'resting', n: 2, tried: ['appointment'] },
  { stratum: 'H1 P1', state: 'held', n: 2 },
  { stratum: 'H1 P1', state: 'final', outcome: 'complete', n: 6 },
  { stratum: 'H1 P1', state: 'final', outcome: 'partial', n: 1 },
  { stratum: 'H1 P1', state: 'final', outcome: 'refusal_hard', n: 3 },
  { stratum: 'H1 P1', state: 'final', outcome: 'not_attempted', n: 1 },
  { stratum: 'H2 P1', state: 'listed', n: 35 },
  { stratum: 'H2 P1', state: 'ready', n: 15 },
];
const at = (time: string): Date => new Date(`2026-11-23T${time}:00Z`);
const attempt = (by: string, time: string, outcome: 'complete' | 'no_answer' | 'refusal_soft' | 'appointment') => ({
  ...{ by, name: by, at: at(time), outcome },
});

describe('the fieldwork of a campaign', () => {
  it('is told by strata: an interview fills its place also when it is partial, one under way reserves it', () => {
    const [first, second] = strataProgress(drawn, counts, [
      { stratum: 'H1 P1', wanted: 10, taken: 9 },
      { stratum: 'H2 P1', wanted: 5, taken: 0 },
    ]);
    expect(first).to.deep.equal({
      stratum: 'H1 P1',
      ...{ population: 100, wanted: 10, drawn: 32, completed: 7, reserved: 2, left: 21 },
    });
    expect(second).to.include({ population: 50, wanted: 5, drawn: 15, completed: 0, reserved: 0, left: 15 });
  });

  it('leaves out interviews that were set aside: their place is open again, and they were none', () => {
    const some: CaseCount[] = [
      { stratum: 'H1 P1', state: 'final', outcome: 'complete', n: 6 },
      { stratum: 'H1 P1', state: 'final', outcome: 'complete', excluded: true, n: 4 },
    ];
    expect(strataProgress(drawn, some, [{ stratum: 'H1 P1', wanted: 10, taken: 6 }])[0]).to.include({
      completed: 6,
      reserved: 0,
    });
    expect(triedDispositions(some)).to.include({ I: 6, O: 4 });
  });

  it('adds the strata up, and every case stands in exactly one state', () => {
    const strata = strataProgress(drawn, counts, []);
    expect(progressOf(strata)).to.deep.equal({
      ...{ population: 150, wanted: 15, drawn: 47, completed: 7, reserved: 0, left: 36 },
    });
    const total = counts.reduce((sum, { n }) => sum + n, 0);
    expect(casesByState(counts).reduce((sum, { n }) => sum + n, 0)).to.equal(total);
    expect(casesByOutcome(counts).map(({ outcome, n }) => [outcome, n])).to.deep.equal([
      ['complete', 6],
      ['refusal_hard', 3],
      ['not_attempted', 1],
      ['partial', 1],
    ]);
  });

  it('counts the frame as it stands before anything is drawn', () => {
    expect(strataProgress([], [{ stratum: 'H1 P1', state: 'listed', n: 7 }], [])).to.deep.equal([
      { stratum: 'H1 P1', population: 7, wanted: 0, drawn: 0, completed: 0, reserved: 0, left: 0 },
    ]);
  });

  it('rates what was tried: a refusal is not forgotten over a later call, an appointment is none', () => {
    const { pending, ...letters } = triedDispositions(counts);
    // 6 complete, 1 partial, 3 + 5 refusals, 2 appointments; 1 never tried is left out, and so are 12 + 2 + 15 ready or held.
    expect(letters).to.deep.equal({ I: 6, P: 1, R: 8, NC: 0, O: 2, UH: 0, UO: 0, NE: 0 });
    expect(pending).to.equal(7);
    expect(responseRate(counts, 'RR2')).to.deep.equal({ code: 'RR2', numerator: 7, denominator: 17, rate: 7 / 17 });
    expect(responseRate([], 'RR2')?.rate).to.equal(undefined);
  });
});

describe('an interviewer', () => {
  const day = [
    attempt('an', '02:00', 'no_answer'),
    attempt('an', '02:20', 'complete'),
    attempt('an', '03:30', 'refusal_soft'),
    attempt('an', '03:50', 'complete'),
    attempt('binh', '03:40', 'appointment'),
  ];

  it('is at work between attempts that follow one another within half an hour', () => {
    expect([...hoursAtWork(day)]).to.deep.equal([
      ['an', 40 / 60],
      ['binh', 0],
    ]);
  });

  it('refuses nobody by an appointment', () => {
    const totals = attemptTotals([
      ['appointment', 6],
      ['refusal_hard', 1],
      ['complete', 3],
      ['no_answer', 9],
    ]);
    expect(totals).to.deep.equal({ attempts: 19, contacts: 10, interviews: 3, partials: 0, refusals: 1 });
    expect([refusalRate(totals), cooperationRate(totals)]).to.deep.equal([1 / 10, 3 / 4]);
    expect(refusalRate(attemptTotals([['no_answer', 2]]))).to.equal(undefined);
  });

  it('is told by what was done, how long interviews took and how many came of an hour', () => {
    const [first, second] = performanceOf(
      [
        { by: 'binh', name: 'Bình', byOutcome: { appointment: 1 }, interviews: 0, seconds: 0 },
        {
          by: 'an',
          name: 'An',
          byOutcome: { complete: 2, no_answer: 1, refusal_soft: 1 },
          interviews: 2,
          seconds: 900,
        },
      ],
      hoursAtWork(day),
    );
    expect(first).to.include({ by: 'an', interviews: 2, meanMinutes: 7.5, perHour: 3, refusalRate: 1 / 3 });
    expect(second).to.include({ by: 'binh', interviews: 0, refusalRate: 0 });
    expect(second).to.not.have.any.keys('meanMinutes', 'perHour', 'cooperationRate');
  });

  it('is on the board while she holds a case or was heard from within the hour', () => {
    const lease = { by: 'chi', name: 'Chi', since: at('03:00'), until: at('04:00') };
    const held = { id: 'c1', lease, state: 'held', interview: {} } as unknown as SurveyCase;
    const { atWork, today, lastHour } = boardOf(day, [held], at('04:45'));
    expect(atWork.map(({ by }) => by)).to.deep.equal(['an', 'chi']);
    expect(atWork[1]?.holds).to.deep.equal({ id: 'c1', since: at('03:00'), isInterview: true });
    expect(today).to.include({ attempts: 5, interviews: 2, refusals: 1 });
    expect(lastHour).to.equal(1);
  });
});
