import type { Response } from 'express';
import type { Account } from '../domain/account.ts';
import { nameOn } from '../domain/agency.ts';
import type { Language } from '../domain/language.ts';
import type { Actor, Surroundings } from '../domain/step.ts';
import type { Translate } from '../locales.ts';
import { accountOf } from './guards/role.ts';
import type { WebParts } from './parts.ts';

/** What a case is shown by: the world as it is now, the reader and the reader's language. */
export interface CaseFrame {
  readonly around: Surroundings;
  readonly viewer: Account;
  readonly t: Translate;
  readonly language: Language;
}

export async function caseFrame(parts: WebParts, res: Response): Promise<CaseFrame> {
  const { t, language } = res.locals;
  return { around: await parts.actions.complaints.surroundings(), viewer: accountOf(res), t, language };
}

/** The name that a unit has today; its code when it is unknown. */
export function agencyName(code: string, { around, language }: Pick<CaseFrame, 'around' | 'language'>): string {
  const agency = around.catalogue.agencies.get(code);
  return agency ? nameOn(agency, around.today, language) : code;
}

/** Who is signed in, as the one who does a step. */
export const actorOf = (res: Response): Actor => {
  const { id, role, agency } = accountOf(res);
  return { kind: 'staff', id, role, ...(agency ? { agency } : {}) };
};
