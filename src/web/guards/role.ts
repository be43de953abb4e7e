import type { Request, RequestHandler, Response } from 'express';
import type { Account } from '../../domain/account.ts';
import { Refusal } from '../../domain/errors.ts';
import { type Door, mayEnter } from '../../domain/role.ts';
import { linked } from '../views.ts';

/** Lets those in whose role opens the door; others are told so, and strangers are sent to sign in first. */
export const door =
  (name: Door): RequestHandler =>
  (req, res, next) => {
    const { account } = res.locals;
    if (!account) return toSignIn(req, res);
    if (!mayEnter(account.role, name)) throw new Refusal('forbidden', 'account:fault-role');
    next();
  };

/** Who is signed in, behind a door. */
export function accountOf(res: Response): Account {
  const { account } = res.locals;
  if (!account) throw new Error('This route stands behind no door');
  return account;
}

function toSignIn(req: Request, res: Response): void {
  const next = req.method === 'GET' ? req.originalUrl.split('?', 1)[0] : undefined;
  res.redirect(303, linked('/sign-in', res.locals.language, { next }));
}
