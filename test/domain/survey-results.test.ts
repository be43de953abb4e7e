import { expect } from 'chai';
import type { Level } from '../../src/domain/questionnaire.ts';
import type { SurveyAnswer } from '../../src/domain/survey-answer.ts';
import { type ResultsQuery, surveyResults } from '../../src/domain/survey-results.ts';

const form = { code: 'SIPAS-SERVICE', version: 2022 };
const some = (count: number, score: Level, rest: Partial<SurveyAnswer> = {}): SurveyAnswer[] =>
  Array.from({ length: count }, () => ({
    stratum: 'ward birth',
    mode: 'phone',
    score,
    answers: { access1: score },
    status: 'valid',
    questionnaire: form,
    ...rest,
  }));
const other = { stratum: 'ward death' };
const query: ResultsQuery = {
  populations: new Map([
    ['ward birth', 900],
    ['ward death', 100],
  ]),
  definition: 'TOP2',
  method: 'TOP2',
  target: 0.9,
};
/** 45 of 50 satisfied with births, 20 of 50 with deaths. */
const fifties = [...some(45, 5), ...some(5, 3), ...some(20, 4, other), ...some(30, 1, other)];

describe('The results of a campaign', () => {
  it('stand unweighted, and weighted to the dossiers: 65 % asked, 85 % of the population', () => {
    const { blended } = surveyResults(fifties, query);
    expect(blended.figure).to.deep.include({ n: 100, satisfied: 65, rate: 0.65, verdict: 'not_met' });
    expect(blended.weighted.rate).to.be.closeTo(0.85, 1e-12);
    expect(blended.weighted.effective).to.be.closeTo(60.98, 0.005);
    expect(blended.weighted.verdict).to.equal('not_enough_evidence');
    expect(blended.indices[0]?.overall.weighted).to.be.closeTo(85, 1e-9);
  });

  it('follow the definition asked for: neutral counts as satisfied in NOT_DISSATISFIED only', () => {
    const { blended } = surveyResults(fifties, { ...query, definition: 'NOT_DISSATISFIED' });
    expect(blended.figure.satisfied).to.equal(70);
    expect(blended.weighted.rate).to.be.closeTo(0.9 + 0.1 * 0.4, 1e-12);
  });

  it('stand by mode first, each with its own weights and coverage', () => {
    const answers = [...fifties, ...some(10, 5, { mode: 'post' })];
    const { byMode, blended } = surveyResults(answers, query);
    expect(byMode.map(({ mode, figure }) => [mode, figure.n])).to.deep.equal([
      ['phone', 100],
      ['post', 10],
    ]);
    expect(byMode[1]?.weighting).to.deep.include({
      coverage: 0.9,
      silent: [{ stratum: 'ward death', population: 100 }],
    });
    expect(blended.figure.n).to.equal(110);
  });

  it('show what was excluded beside every rate and count it in none', () => {
    const { blended, byMode, byStratum } = surveyResults([...fifties, ...some(7, 5, { status: 'excluded' })], query);
    for (const figure of [blended.figure, byMode[0]?.figure]) expect(figure).to.include({ n: 100, excluded: 7 });
    expect(byStratum[0]?.figure).to.include({ n: 50, excluded: 7 });
    expect(blended.weighted.n).to.equal(100);
    expect(blended.indices[0]).to.include({ people: 100, excluded: 7 });
  });

  it('never mix versions of the questionnaire', () => {
    const rating = some(10, 2, { questionnaire: { code: 'RATING', version: 1 }, answers: {} });
    const { indices } = surveyResults([...fifties, ...rating], query).blended;
    expect(indices.map(({ questionnaire, people }) => [questionnaire.code, people])).to.deep.equal([
      ['RATING', 10],
      ['SIPAS-SERVICE', 100],
    ]);
    const unknown = some(1, 2, { questionnaire: { code: 'SIPAS-SERVICE', version: 1999 } });
    expect(() => surveyResults(unknown, query)).to.throw(RangeError, /1999/);
  });

  it('withhold strata of fewer than five answers, and another lest the total gives them away', () => {
    const counts = { a: 4, b: 9, c: 20, d: 0 };
    const answers = Object.entries(counts).flatMap(([stratum, n]) => some(n, 5, { stratum }));
    const populations = new Map(Object.keys(counts).map((stratum) => [stratum, 50]));
    const withheld = (given: SurveyAnswer[]) =>
      surveyResults(given, { ...query, populations })
        .byStratum.filter((one) => one.withheld)
        .map(({ stratum }) => stratum);
    expect(withheld(answers)).to.deep.equal(['a', 'b']);
    expect(withheld([...answers, ...some(2, 5, { stratum: 'd' })])).to.deep.equal(['a', 'd']);
    expect(withheld([...answers, ...some(1, 5, { stratum: 'a' })])).to.deep.equal([]);
  });

  it('list strata without answers and answers without a population', () => {
    const { byStratum, blended } = surveyResults(some(6, 5, { stratum: 'stray' }), query);
    expect(byStratum.map(({ stratum, population, figure }) => [stratum, population, figure.n])).to.deep.equal([
      ['stray', undefined, 6],
      ['ward birth', 900, 0],
      ['ward death', 100, 0],
    ]);
    expect(blended.weighting.strays).to.deep.equal([{ stratum: 'stray', answers: 6 }]);
    expect(blended.weighted).to.include({ n: 0, verdict: 'not_enough_evidence' });
  });
});
