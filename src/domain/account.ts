import type { Language } from './language.ts';
import type { Role } from './role.ts';

/** A member of staff who may sign in. */
export interface Account {
  readonly id: string;
  /** Lower case; unique. */
  readonly email: string;
  readonly name?: string;
  readonly role: Role;
  /** The code of the agency the person works for; administrators may have none. */
  readonly agency?: string;
  readonly language: Language;
  /** Grows when the password is reset; a session of an older epoch is over. */
  readonly epoch: number;
}
