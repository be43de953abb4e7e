import { expect } from 'chai';
import fc from 'fast-check';
import type { Answers } from '../../src/domain/questionnaire.ts';
import { levels, noLevels, type Questionnaire } from '../../src/domain/questionnaire.ts';
import { currentRating, questionnaireOf } from '../../src/domain/questionnaires.ts';
import { sipasIndex } from '../../src/domain/sipas-index.ts';

const form = questionnaireOf('SIPAS-SERVICE', 2022) as Questionnaire;
const person = (answers: Answers, stratum = 'a', status: 'valid' | 'excluded' = 'valid') => ({
  answers,
  stratum,
  status,
  questionnaire: { code: form.code, version: form.version },
});

/**
 * access1: 5 4 3, access2: 4 – 2, procedure1: 4 – –. Satisfied 2 of 3, 1 of 2, 1 of 1; in points 100 75 50, 75 25, 75.
 */
const three = [
  person({ access1: 5, access2: 4, procedure1: 4 }),
  person({ access1: 4, access2: 'no_experience', procedure1: 'dont_know' }),
  person({ access1: 3, access2: 2, official1: 'refused' }, 'b'),
];
const by = <T extends { readonly code: string }>(all: readonly T[], code: string): T | undefined =>
  all.find((one) => one.code === code);

describe('The SIPAS index', () => {
  it('TOP2 pools answers: items 66.67 and 50, their factor 60 and not 58.33, everything 66.67', () => {
    const index = sipasIndex(form, 'TOP2', three);
    expect(by(index.items, 'access1')?.index).to.be.closeTo(66.67, 0.005);
    expect(by(index.items, 'access2')?.index).to.equal(50);
    expect(by(index.factors, 'access')).to.deep.include({ n: 5, levels: [0, 1, 1, 2, 1], index: 60 });
    expect(by(index.factors, 'procedure')).to.include({ n: 1, index: 100 });
    expect(index.overall.index).to.be.closeTo(66.67, 0.005);
  });

  it('MEAN converts the levels to 0 to 100: items 75 and 50, their factor 65, everything 66.67', () => {
    const index = sipasIndex(form, 'MEAN', three);
    expect(by(index.items, 'access1')?.index).to.equal(75);
    expect(by(index.items, 'access2')?.index).to.equal(50);
    expect(by(index.factors, 'access')?.index).to.equal(65);
    expect(by(index.factors, 'procedure')?.index).to.equal(75);
    expect(index.overall.index).to.be.closeTo(400 / 6, 1e-9);
  });

  it('shows apart what is not on the scale, and counts it in no denominator', () => {
    const index = sipasIndex(form, 'TOP2', three);
    expect(by(index.items, 'procedure1')).to.deep.include({
      n: 1,
      apart: { no_experience: 0, dont_know: 1, refused: 0, unanswered: 1 },
    });
    expect(by(index.items, 'access2')?.apart.no_experience).to.equal(1);
    expect(by(index.items, 'official1')).to.deep.include({
      n: 0,
      apart: { no_experience: 0, dont_know: 0, refused: 1, unanswered: 2 },
    });
    expect(by(index.items, 'official1')).to.not.have.property('index');
  });

  it('tells the rate of answers (4 of 6) from the share of people who are satisfied throughout (2 of 3)', () => {
    const { generalRate, fullySatisfied } = sipasIndex(form, 'MEAN', three);
    expect(generalRate).to.deep.equal({ n: 6, satisfied: 4, rate: 4 / 6 });
    expect(fullySatisfied).to.deep.include({ n: 3, satisfied: 2, rate: 2 / 3 });
  });

  it('leaves people out of the share satisfied throughout who answered nothing on the scale', () => {
    const { fullySatisfied, people } = sipasIndex(form, 'TOP2', [...three, person({ access1: 'refused' }), person({})]);
    expect(people).to.equal(5);
    expect(fullySatisfied).to.include({ n: 3, satisfied: 2 });
  });

  it('counts weights of the strata beside: 2 of 3 with weights 0.75, 0.75 and 1.5 are half', () => {
    const weights = new Map([
      ['a', 0.75],
      ['b', 1.5],
    ]);
    const index = sipasIndex(form, 'TOP2', three, weights);
    expect(by(index.items, 'access1')?.weighted).to.equal(50);
    // access: (0.75 + 0.75 + 0.75) of (0.75 + 0.75 + 1.5) + (0.75 + 1.5).
    expect(by(index.factors, 'access')?.weighted).to.be.closeTo((100 * 2.25) / 5.25, 1e-9);
    expect(sipasIndex(form, 'TOP2', three).overall).to.not.have.property('weighted');
  });

  it('leaves excluded interviews out and says how many', () => {
    const index = sipasIndex(form, 'TOP2', [...three, person({ access1: 1 }, 'a', 'excluded')]);
    expect(index).to.include({ people: 3, excluded: 1 });
    expect(by(index.items, 'access1')?.levels).to.deep.equal([0, 0, 1, 1, 1]);
  });

  it('refuses to add versions', () => {
    const other = { ...person({ access1: 5 }), questionnaire: { code: form.code, version: 2024 } };
    expect(() => sipasIndex(form, 'TOP2', [...three, other])).to.throw(RangeError, /SIPAS-SERVICE 2024/);
  });

  it('of a questionnaire without items is none', () => {
    const { code, version } = currentRating;
    const index = sipasIndex(currentRating, 'TOP2', [{ ...person({}), questionnaire: { code, version } }]);
    expect(index.overall).to.not.have.property('index');
    expect(index).to.deep.include({ people: 1, items: [], factors: [] });
  });

  it('lies between its least and its greatest item, and every answer is in it or apart', () => {
    const answer = fc.constantFrom(...levels, ...noLevels, undefined);
    const given = fc.array(fc.array(answer, { minLength: 19, maxLength: 19 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(given, fc.constantFrom('TOP2' as const, 'MEAN' as const), (people, method) => {
        const answers = people.map((row) =>
          person(
            Object.fromEntries(
              form.items.flatMap(({ code }, at) => (row[at] === undefined ? [] : [[code, row[at]]])),
            ) as Answers,
          ),
        );
        const { items, overall, generalRate } = sipasIndex(form, method, answers);
        for (const { n, apart } of items)
          expect(n + apart.no_experience + apart.dont_know + apart.refused + apart.unanswered).to.equal(people.length);
        const indices = items.flatMap(({ index }) => index ?? []);
        expect(overall.index === undefined).to.equal(indices.length === 0);
        if (overall.index === undefined) return;
        expect(overall.index).to.be.within(Math.min(...indices) - 1e-9, Math.max(...indices) + 1e-9);
        if (method === 'TOP2') expect(overall.index).to.be.closeTo(100 * (generalRate.rate ?? -1), 1e-9);
      }),
    );
  });
});
