import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { WebParts } from '../parts.ts';
import { Problem } from '../problem.ts';

declare global {
  namespace Express {
    interface Locals {
      /** What a staff form sends back as `token`. */
      formToken?: string;
    }
  }
}

const cookie = 'ydan-form';

/**
 * Every staff form carries a token that only our own pages could have read: bound to the session, and before signing
 * in to a cookie that lasts as long as the browser is open.
 */
export function formToken({ config }: Pick<WebParts, 'config'>): RequestHandler {
  const secure = config.PUBLIC_URL.startsWith('https:');
  const tokenFor = (binding: string): string =>
    createHmac('sha256', config.SESSION_SECRET).update(`form ${binding}`).digest('base64url');
  const browser = (req: Request, res: Response): string => {
    const known = /(?:^|;\s*)ydan-form=([\w-]{22})(?:;|$)/.exec(req.headers.cookie ?? '')?.[1];
    if (known) return known;
    const fresh = randomBytes(16).toString('base64url');
    res.cookie(cookie, fresh, { httpOnly: true, sameSite: 'strict', secure });
    return fresh;
  };
  return (req, res, next) => {
    const token = tokenFor(res.locals.account ? req.sessionID : browser(req, res));
    res.locals.formToken = token;
    if (req.method === 'POST' && !same(String((req.body as { token?: unknown } | undefined)?.token), token))
      throw new Problem(403, 'account:fault-form-old');
    next();
  };
}

const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one.padEnd(64)), Buffer.from(other.padEnd(64)));
