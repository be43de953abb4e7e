import { expect } from 'chai';
import { languages, type Texts } from '../../src/domain/language.ts';
import { answerFaults, isLow, levels, noLevels, reasonFaults } from '../../src/domain/questionnaire.ts';
import {
  answeredQuestionnaire,
  currentRating,
  questionnaireOf,
  questionnaires,
} from '../../src/domain/questionnaires.ts';

const sipas = answeredQuestionnaire({ access1: 4 });

describe('A questionnaire', () => {
  it('is found again by the code and version that an answer keeps', () => {
    for (const each of questionnaires) expect(questionnaireOf(each.code, each.version)).to.equal(each);
    expect(questionnaireOf('RATING', 99)).to.equal(undefined);
    expect(new Set(questionnaires.map(({ code, version }) => `${code} ${version}`)).size).to.equal(
      questionnaires.length,
    );
  });

  it('has every text in both languages', () => {
    for (const { title, overall, scale, factors, items, reasons } of questionnaires) {
      const texts: Texts[] = [
        title,
        overall,
        ...Object.values(scale),
        ...[...factors, ...items, ...reasons].map((each) => each.texts),
      ];
      for (const text of texts) for (const language of languages) expect(text[language]).to.match(/\S/);
    }
  });

  it('names each item and each reason once, and every item belongs to one of its factors', () => {
    for (const { factors, items, reasons } of questionnaires) {
      for (const codes of [items, reasons, factors].map((some) => some.map(({ code }) => code)))
        expect(new Set(codes).size).to.equal(codes.length);
      expect(items.every(({ factor }) => factors.some(({ code }) => code === factor))).to.equal(true);
    }
  });

  it('of SIPAS 2022 has 19 items in five factors: 4, 4, 5, 3 and 3', () => {
    expect(sipas.factors.map(({ code }) => sipas.items.filter(({ factor }) => factor === code).length)).to.deep.equal([
      4, 4, 5, 3, 3,
    ]);
  });

  it('without item answers is the one question', () => {
    expect(answeredQuestionnaire({})).to.equal(currentRating);
  });
});

describe('Item answers', () => {
  it('may be any level, or that it did not apply, was not known or was refused', () => {
    for (const value of [...levels, ...noLevels]) expect(answerFaults(sipas, { access1: value })).to.deep.equal([]);
  });

  it('off the scale are faults, each at its place', () => {
    for (const value of [0, 6, 2.5, '4', null, true, 'neutral'])
      expect(answerFaults(sipas, { official5: value }), String(value)).to.deep.equal([
        { pointer: '/answers/official5', code: 'item-level', params: { item: 'official5' } },
      ]);
  });

  it('to items that the version does not have are faults', () => {
    expect(answerFaults(currentRating, { access1: 4 }).map(({ code }) => code)).to.deep.equal(['item-unknown']);
    for (const code of ['access9', '__proto__', 'constructor', ''])
      expect(
        answerFaults(sipas, Object.fromEntries([[code, 4]])).map((fault) => fault.code),
        code,
      ).to.deep.equal(['item-unknown']);
  });
});

describe('Reasons', () => {
  it('are asked for a score of 1 or 2', () => {
    expect(levels.filter(isLow)).to.deep.equal([1, 2]);
  });

  it('that the version does not list are faults', () => {
    expect(reasonFaults(currentRating, ['late', 'fees'])).to.deep.equal([]);
    expect(reasonFaults(currentRating, ['late', 'bribe'])).to.deep.equal([
      { pointer: '/reasons', code: 'reason-unknown', params: { reason: 'bribe' } },
    ]);
  });
});
