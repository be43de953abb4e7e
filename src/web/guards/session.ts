import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Account } from '../../domain/account.ts';
import type { WebParts } from '../parts.ts';

declare module 'express-session' {
  interface SessionData {
    account: string;
    epoch: number;
    /** Milliseconds since 1970, on the clock of the system. */
    signedInAt: number;
    seenAt: number;
  }
}

declare global {
  namespace Express {
    interface Locals {
      /** Who is signed in; set on staff paths only. */
      account?: Account;
    }
  }
}

const minute = 60_000;
/** A session ends after this time without a request, and after this time in any case. */
const idleLimit = 30 * minute;
const absoluteLimit = 12 * 60 * minute;

type Parts = Pick<WebParts, 'config' | 'sessions' | 'actions' | 'now'>;

/** Sessions of staff, kept by the server. Mounted on the staff's paths and nowhere else: residents get no cookie. */
export function staffSession({ config, sessions, actions, now }: Parts): RequestHandler[] {
  const secure = config.PUBLIC_URL.startsWith('https:');
  return [
    session({
      name: secure ? '__Host-ydan' : 'ydan',
      secret: config.SESSION_SECRET,
      store: sessions,
      resave: false,
      saveUninitialized: false,
      ...(secure ? { proxy: true } : {}),
      cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
    }),
    async (req, res, next) => {
      const { account, epoch = 0, signedInAt = 0, seenAt = 0 } = req.session;
      res.set('Cache-Control', 'no-store');
      if (account === undefined) return next();
      const at = now().getTime();
      const over = at - signedInAt > absoluteLimit || at - seenAt > idleLimit;
      const found = over ? undefined : await actions.accounts.ofSession(account, epoch);
      if (!found) {
        await end(req);
        return next();
      }
      // Noted once a minute, so that not every page view writes.
      if (at - seenAt >= minute) req.session.seenAt = at;
      res.locals.account = found;
      next();
    },
  ];
}

/** Begins a session under a new id, which nobody knew before. */
export async function begin(req: Request, account: Account, at: Date): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error) => (error ? reject(error) : resolve()));
  });
  const signedInAt = at.getTime();
  Object.assign(req.session, { account: account.id, epoch: account.epoch, signedInAt, seenAt: signedInAt });
  await new Promise<void>((resolve, reject) => {
    req.session.save((error) => (error ? reject(error) : resolve()));
  });
}

/** Ends the session: its id is worth nothing from now on. */
export const end = (req: Request): Promise<void> =>
  new Promise((resolve, reject) => {
    req.session.destroy((error) => (error ? reject(error) : resolve()));
  });
