import type { Response } from 'express';
import type { Clerk } from '../domain/paper-slip.ts';
import { accountOf } from './guards/role.ts';

/** Who is signed in, as what is written beside an entry. */
export const clerkOf = (res: Response): Clerk => {
  const { id, name, email } = accountOf(res);
  return { account: id, name: name ?? email };
};
