import { expect } from 'chai';
import { codebook, codebookColumns, codebookRows } from '../../src/domain/codebook.ts';
import { languages } from '../../src/domain/language.ts';
import type { Questionnaire } from '../../src/domain/questionnaire.ts';
import { currentRating, questionnaireOf, questionnaires } from '../../src/domain/questionnaires.ts';
import { codeOf, missingRange } from '../../src/domain/variable.ts';

const names = {
  agencies: new Map([['H79-N26740', { vi: 'Phường Sài Gòn', en: 'Sài Gòn ward' }]]),
  procedures: new Map([['1.001193', { vi: 'Đăng ký khai sinh', en: 'Birth registration' }]]),
};
const form = questionnaireOf('SIPAS-SERVICE', 2022) as Questionnaire;

describe('The codebook', () => {
  it('names every item of the version with its question, its factor and the words of its scale', () => {
    const variables = codebook(form, names);
    for (const { code, texts } of form.items)
      expect(variables.find(({ name }) => name === code)?.question, code).to.deep.equal(texts);
    const first = variables.find(({ name }) => name === 'access1');
    expect(first?.label.vi).to.equal('Tiếp cận dịch vụ: Có nhiều hình thức thông tin, dễ tiếp cận');
    expect(first?.values?.map(({ code, missing }) => [code, missing ?? false])).to.deep.equal([
      [1, false],
      [2, false],
      [3, false],
      [4, false],
      [5, false],
      [96, true],
      [97, true],
      [98, true],
      [99, true],
    ]);
  });

  it('gives each way of not answering a code of its own, outside the scale', () => {
    const codes = (['no_experience', 'refused', 'dont_know', undefined] as const).map(codeOf);
    expect(codes).to.deep.equal([96, 97, 98, 99]);
    expect(codeOf(3)).to.equal(3);
  });

  it('fits every questionnaire: names once each, both languages, missing codes in the declared range and nothing else', () => {
    for (const questionnaire of questionnaires) {
      const variables = codebook(questionnaire, names);
      expect(new Set(variables.map(({ name }) => name)).size).to.equal(variables.length);
      for (const { name, label, values = [] } of variables) {
        for (const language of languages) expect(label[language], name).to.not.equal('');
        for (const { code, missing } of values)
          if (typeof code === 'number')
            expect(missing ?? false, `${name} ${code}`).to.equal(missingRange.from <= code && code <= missingRange.to);
      }
    }
  });

  it('asks for no contact and no name', () => {
    const personal = /name|phone|mail|address|dossier|respondent|contact|birth/i;
    expect(codebook(form, names).filter(({ name }) => personal.test(name))).to.deep.equal([]);
  });

  it('is a table with a row for each value, and one for a variable without values', () => {
    const rows = codebookRows(currentRating, codebook(currentRating, names));
    expect(rows.filter(({ variable }) => variable === 'overall')).to.have.lengthOf(9);
    expect(rows.filter(({ variable }) => variable === 'weight')).to.have.lengthOf(1);
    expect(rows.find(({ variable }) => variable === 'agency')).to.include({
      questionnaire: 'RATING',
      version: 1,
      value: 'H79-N26740',
      value_label_vi: 'Phường Sài Gòn',
      value_label_en: 'Sài Gòn ward',
      missing: 0,
    });
    for (const row of rows) expect(codebookColumns).to.include.members(Object.keys(row));
  });
});
