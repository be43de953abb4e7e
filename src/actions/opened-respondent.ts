import type { Respondent } from '../domain/respondent.ts';
import type { Seal } from '../seal.ts';
import type { SealedRespondent } from '../stores/respondents.ts';

/** What a field of a contact is encrypted for. */
export const respondentPurpose = (field: string): string => `respondent-${field}`;

/** Name, phone and address in the clear. Who opens them says so in a record. */
export function openedRespondent(seal: Pick<Seal, 'open'>, sealed: SealedRespondent): Respondent {
  const opened = (field: 'name' | 'phone' | 'address') =>
    sealed[field] === undefined ? {} : { [field]: seal.open(sealed[field], respondentPurpose(field)) };
  const language = sealed.language ? { language: sealed.language } : {};
  return { id: sealed.id, ...opened('name'), ...opened('phone'), ...opened('address'), ...language };
}
