import { type Response, Router } from 'express';
import { z } from 'zod';
import type { Fault } from '../domain/errors.ts';
import { countAttempt, forgetAttempt } from './guards/attempts.ts';
import { formToken } from './guards/form-token.ts';
import { network } from './guards/public-limit.ts';
import { begin, end, staffSession } from './guards/session.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { page, shownFaults } from './presentation.ts';
import { linked } from './views.ts';

const credentials = z.strictObject({
  email: text(254),
  password: z.string().max(1024),
  next: z.string().optional(),
  token: z.string(),
});

/** Slowed, never locked: one person at one place, one account from everywhere, one place with all accounts. */
const limits = {
  together: { name: 'sign-in-together', points: 10, seconds: 300 },
  account: { name: 'sign-in-account', points: 60, seconds: 900 },
  // A call centre signs in from one address at the beginning of a shift: what is right is taken back.
  address: { name: 'sign-in-address', points: 150, seconds: 300 },
};

export function signInPages(parts: WebParts): Router {
  const router = Router();
  router.use(['/sign-in', '/sign-out'], staffSession(parts), formToken(parts));

  router.get('/sign-in', (req, res) => {
    if (res.locals.account) return res.redirect(303, linked('/staff', res.locals.language));
    form(res, { next: within(req.query.next) });
  });

  router.post('/sign-in', async (req, res) => {
    const input = read(credentials, req.body);
    if ('faults' in input) return form(res, {}, input.faults);
    const { email, password, next } = input.value;
    const address = network(req.ip ?? '');
    const account = email.toLowerCase();
    const code = 'account:fault-too-often';
    await countAttempt(parts, limits.together, `${account} ${address}`, code);
    await countAttempt(parts, limits.address, address, code);
    await countAttempt(parts, limits.account, account, code);
    const found = await parts.actions.accounts.signIn(email, password);
    if (!found) return form(res, { email, next: within(next) }, [{ pointer: '/email', code: 'account:fault-wrong' }]);
    await forgetAttempt(parts, limits.address, address);
    await begin(req, found, parts.now());
    res.redirect(303, linked(within(next) ?? '/staff', res.locals.language));
  });

  router.post('/sign-out', async (req, res) => {
    await end(req);
    res.redirect(303, linked('/sign-in', res.locals.language));
  });
  return router;
}

const form = (
  res: Response,
  values: { email?: string; next?: string | undefined },
  faults: readonly Fault[] = [],
): void =>
  page(
    res,
    'sign-in/form',
    {
      title: res.locals.t('account:sign-in'),
      values,
      token: res.locals.formToken,
      faults: shownFaults(res.locals.t, faults),
    },
    faults.length > 0 ? 422 : 200,
  );

/** Where to go after signing in: into the staff rooms and nowhere else. */
const within = (next: unknown): string | undefined =>
  typeof next === 'string' && /^\/staff(?:\/[\w-]+)*$/.test(next) ? next : undefined;
