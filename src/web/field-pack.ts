import type { Account } from '../domain/account.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { consentScriptOf, minutesFor, spokenScript } from '../domain/consent-script.ts';
import { type Language, languages, type Texts } from '../domain/language.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import type { Respondent } from '../domain/respondent.ts';
import { interviewerNote, spokenQuestions, spokenScale } from '../domain/spoken-questions.ts';
import { overallItem, type SurveyCase } from '../domain/survey-case.ts';
import { day } from './figures.ts';
import { subjectOf } from './interview-frame.ts';

const inBoth = <T>(say: (language: Language) => T): Readonly<Record<Language, T>> =>
  Object.fromEntries(languages.map((language) => [language, say(language)])) as Record<Language, T>;

/** A campaign as a tablet carries it: everything that is read aloud, in both languages. */
export const packedCampaign = ({ id, title, consent }: Campaign, questionnaire: Questionnaire) => ({
  id,
  title,
  consent,
  scale: questionnaire.scale,
  spokenScale: inBoth((language) => spokenScale(questionnaire, language)),
  questions: spokenQuestions(questionnaire).map(({ code, factor, texts }) => ({
    code,
    texts,
    factor: questionnaire.factors.find((one) => one.code === factor)?.texts,
    note: noteAt(factor ?? code),
  })),
  overall: overallItem,
});

const noteAt = (factor: string): Partial<Texts> => inBoth((language) => interviewerNote(factor, language) ?? '');

interface Around {
  readonly who: Account;
  readonly campaign: Campaign;
  readonly questionnaire: Questionnaire;
  readonly catalogue: Catalogue;
}

/** A case as a tablet carries it: whom to ask, about what, and what has to be said first. */
export function packedCase(surveyCase: SurveyCase, contact: Respondent, around: Around) {
  const { id, campaign, frameKey, result, finishedOn, attempts, appointment, language } = surveyCase;
  const script = consentScriptOf(around.campaign.consent);
  const names = (spoken: Language) => ({
    ...subjectOf(surveyCase, around.catalogue, spoken),
    interviewer: around.who.name ?? around.who.email,
    day: day(finishedOn),
    minutes: minutesFor(around.questionnaire),
  });
  const { name, phone, address } = contact;
  return {
    ...{ id, campaign, frameKey, result, finishedOn, language },
    contact: { name, phone, address },
    subject: inBoth((spoken) => subjectOf(surveyCase, around.catalogue, spoken)),
    script: inBoth((spoken) => (script ? spokenScript(script, 'face_to_face', spoken, names(spoken)) : [])),
    attempts: attempts.map(({ at, outcome, note }) => ({ at, outcome, note })),
    appointment: appointment && { at: appointment.at, note: appointment.note },
  };
}
