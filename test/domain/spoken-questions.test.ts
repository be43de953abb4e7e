import { expect } from 'chai';
import { languages } from '../../src/domain/language.ts';
import { questionnaires } from '../../src/domain/questionnaires.ts';
import { interviewerNote, spokenQuestions, spokenScale } from '../../src/domain/spoken-questions.ts';

describe('the questions as they are read aloud', () => {
  it('are all of a version, the overall question first, each a whole question in both languages', () => {
    for (const questionnaire of questionnaires) {
      const spoken = spokenQuestions(questionnaire);
      expect(spoken.map(({ code }) => code)).to.deep.equal(['overall', ...questionnaire.items.map(({ code }) => code)]);
      for (const { texts } of spoken)
        for (const language of languages) {
          expect(texts[language]).to.match(/^\p{Lu}.*\?$/u);
          expect(texts[language]).to.equal(texts[language].normalize('NFC'));
        }
      expect(new Set(spoken.map(({ texts }) => texts.vi)).size).to.equal(spoken.length);
    }
  });

  it('come with the levels, best first', () => {
    const [rating] = questionnaires;
    expect(rating && spokenScale(rating, 'vi')).to.equal(
      'Rất hài lòng, hài lòng, bình thường, không hài lòng, rất không hài lòng?',
    );
  });

  it('come with a note for the interviewer at every factor', () => {
    for (const { factors } of questionnaires)
      for (const code of ['overall', ...factors.map((factor) => factor.code)])
        for (const language of languages) expect(interviewerNote(code, language), code).to.be.a('string');
  });
});
