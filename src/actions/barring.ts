import type { SurveyCase } from '../domain/survey-case.ts';
import type { DoNotCallStore } from '../stores/do-not-call.ts';
import type { RespondentStore } from '../stores/respondents.ts';

/** Who asked never to be called again, and is not, in any campaign. */
export interface Barring {
  /** Looked up whenever a case is given out: numbers are added while it waits. */
  isBarred(surveyCase: SurveyCase): Promise<boolean>;
  /** Puts the number of a case on the list. */
  bar(surveyCase: SurveyCase, by: string): Promise<void>;
}

interface Parts {
  readonly respondents: Pick<RespondentStore, 'find'>;
  readonly doNotCall: DoNotCallStore;
  now(): Date;
}

export function createBarring({ respondents, doNotCall, now }: Parts): Barring {
  const numberOf = async ({ respondent }: SurveyCase): Promise<string | undefined> =>
    respondent === undefined ? undefined : (await respondents.find(respondent))?.phoneIndex;
  return {
    async isBarred(surveyCase) {
      const number = await numberOf(surveyCase);
      return number !== undefined && (await doNotCall.among([number])).has(number);
    },
    async bar(surveyCase, by) {
      const number = await numberOf(surveyCase);
      if (number !== undefined) await doNotCall.add([number], by, now());
    },
  };
}
