import type { Response } from 'express';
import { z } from 'zod';
import type { Saving } from '../actions/deadlines.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import type { Signature } from '../domain/signature.ts';
import { accountOf } from './guards/role.ts';
import { text } from './input.ts';

const reasonLimit = 500;

/** The fields of every form that saves a new version. The token is looked at by the guard. */
export const savingFields = {
  token: z.string(),
  seen: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
  reason: text(reasonLimit),
};

export function savingOf(res: Response, { seen, reason }: { seen: number; reason: string }): Saving {
  const { id, name, email } = accountOf(res);
  return { by: { account: id, name: name ?? email }, reason, seen };
}

/** What became of a saving: faults to be shown, or the words for somebody who came second. */
export interface Refused {
  readonly faults: readonly Fault[];
  readonly conflict?: string;
}

/** Saves; gives why it was refused, or nothing when it was done. */
export async function attempt(res: Response, save: () => Promise<void>): Promise<Refused | undefined> {
  try {
    await save();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.kind === 'invalid') return { faults: error.faults };
    if (error.kind === 'conflict') return { faults: [], conflict: res.locals.t(error.code, error.params) };
    throw error;
  }
}

/** 422 for faults, 409 for who came second. */
export const statusOf = ({ faults, conflict }: Refused): number => (conflict ? 409 : faults.length > 0 ? 422 : 200);

/** A version's signature for a list of versions. */
export const signed = ({ savedAt, savedBy, reason }: Signature) => ({ savedAt, savedBy: savedBy?.name, reason });
