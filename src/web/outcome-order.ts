import type { Mode } from '../domain/campaign.ts';
import { type OutcomeCode, type OutcomeKind, outcomeChoices } from '../domain/outcome.ts';

/** What an interviewer needs most comes first; what stands nowhere here comes last. */
const asNeeded: readonly OutcomeCode[] = [
  'no_answer',
  'nobody_home',
  'busy',
  'answering_machine',
  'answering_machine_message',
  'no_access',
  'appointment',
  'appointment_unsure',
  'respondent_away',
  'refusal_soft',
  'refusal_household',
  'interrupted',
  'language_other',
  'technical',
  'refusal_hard',
  'wrong_number',
  'disconnected',
  'not_applicant',
  'moved',
  'address_not_found',
  'not_eligible',
  'unable',
  'deceased',
  'language',
  'fax',
];

const placeOf = ({ code }: OutcomeKind): number => {
  const place = asNeeded.indexOf(code);
  return place < 0 ? asNeeded.length : place;
};

/** The outcomes an interviewer may choose from, those of every day first. */
export const outcomesAsNeeded = (mode: Mode): readonly OutcomeKind[] =>
  outcomeChoices(mode).toSorted((a, b) => placeOf(a) - placeOf(b));
