import { expect } from 'chai';
import {
  consentScriptOf,
  consentScripts,
  minutesFor,
  openings,
  spokenScript,
} from '../../src/domain/consent-script.ts';
import { languages } from '../../src/domain/language.ts';
import { questionnaires } from '../../src/domain/questionnaires.ts';

const names = {
  interviewer: 'Điều tra viên Một',
  agency: 'UBND Phường Sài Gòn',
  procedure: 'Đăng ký khai sinh',
  day: '15/10/2026',
  minutes: 7,
};

describe('what is said before the questions', () => {
  it('has every opening in both languages, with all names filled in', () => {
    for (const script of consentScripts)
      for (const opening of openings)
        for (const language of languages) {
          const said = spokenScript(script, opening, language, names).join(' ');
          expect(said, `${opening} ${language}`).to.not.match(/[{}]/);
          expect(said).to.include(names.interviewer).and.include('1022');
          expect(said).to.equal(said.normalize('NFC'));
        }
  });

  it('names reason, length, freedom, what is kept and the check, and ends with the question for a yes', () => {
    for (const opening of ['phone', 'face_to_face'] as const) {
      const said = spokenScript(consentScripts[0]!, opening, 'vi', names);
      for (const part of [names.agency, names.procedure, names.day, '7 phút', 'tự nguyện', 'lưu tách riêng', 'gọi lại'])
        expect(said.join(' ')).to.include(part);
      expect(said.at(-1)).to.match(/\?$/);
    }
  });

  it('says nothing of the application before it is known who listens', () => {
    for (const opening of openings)
      for (const language of languages) {
        const [greeting] = spokenScript(consentScripts[0]!, opening, language, names);
        for (const secret of [names.agency, names.procedure, names.day]) expect(greeting).to.not.include(secret);
      }
  });

  it('tells a machine nothing of the application', () => {
    for (const language of languages) {
      const said = spokenScript(consentScripts[0]!, 'answering_machine', language, names).join(' ');
      for (const secret of [names.agency, names.procedure, names.day]) expect(said).to.not.include(secret);
    }
  });

  it('is known by its version, and an interviewer without a name says it herself', () => {
    expect(consentScripts.map(({ version }) => version)).to.deep.equal(consentScripts.map((_, index) => index + 1));
    expect(consentScriptOf(99)).to.equal(undefined);
    const { interviewer: _, ...others } = names;
    expect(spokenScript(consentScripts[0]!, 'phone', 'en', others)[0]).to.include('[your name]');
  });

  it('promises a time that the questions take', () => {
    for (const questionnaire of questionnaires)
      expect(minutesFor(questionnaire) * 60).to.be.at.least((questionnaire.items.length + 1) * 15);
  });
});
