import type { Connection } from 'mongoose';
import type { SurveyCase } from '../domain/survey-case.ts';
import type { SurveyCaseDocument } from './survey-case-schema.ts';

type Order = Readonly<Record<string, 1 | -1>>;

/** The cases of all campaigns, for the stores that ask about them. */
export function surveyCaseCollection(connection: Connection) {
  // Cases come from the domain, already checked: the driver writes and reads them as they are.
  const collection = () => connection.collection<SurveyCaseDocument>('survey-cases');
  return {
    collection,
    all: async (filter: object, sort: Order, limit = 0): Promise<SurveyCase[]> =>
      (await collection().find(filter).sort(sort).limit(limit).toArray()).map((found) => caseOf(found)),
    ids: async (filter: object, sort: Order, limit = 0): Promise<string[]> =>
      (await collection().find(filter).sort(sort).limit(limit).project({ _id: 1 }).toArray()).map(
        ({ _id }) => _id as string,
      ),
  };
}

/** So many are changed in one go. */
export const atOnce = 1000;

export function documentOf({ id, ...rest }: SurveyCase): SurveyCaseDocument {
  return { _id: id, ...rest };
}

export function caseOf({ _id, ...rest }: SurveyCaseDocument): SurveyCase {
  return { id: _id, ...rest };
}
