import type { Language } from './language.ts';

/** Whom to ask. Lies apart from the answers, and is forgotten when the campaign's time for it is over. */
export interface Respondent {
  readonly id: string;
  readonly name?: string;
  /** National form, with the leading zero. */
  readonly phone?: string;
  readonly address?: string;
  readonly language?: Language;
}
