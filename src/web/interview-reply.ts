import type { Request, Response } from 'express';
import type { Refusal } from '../domain/errors.ts';
import { message } from './presentation.ts';
import { showStaff } from './staff-shell.ts';

/** True for the queue of the interview's page; a browser without JavaScript asks for a page. */
export const asksForJson = (req: Request): boolean => req.accepts(['html', 'json']) === 'json';

/** Tells the page's queue in words why the server does not take it: sending it again would not help. */
export function sendJson(res: Response, refusal: Refusal): void {
  const status = refusal.kind === 'not-found' ? 404 : refusal.kind === 'conflict' ? 409 : 422;
  res.status(status).json({ words: message(res.locals.t, refusal) });
}

/** There is no place left in the quota: that is an outcome of its own. */
export const isFull = ({ code }: Refusal): boolean => code === 'interview:conflict-full';

/** Somebody else has the case by now: says so, with all that was typed. */
export function showLost(res: Response, refusal: Refusal, body: unknown): void {
  const { t } = res.locals;
  const typed = Object.entries((body ?? {}) as Record<string, unknown>)
    .filter(([name, value]) => !['token', 'step', 'by', 'at', 'seconds'].includes(name) && value !== '')
    .map(([name, value]) => ({ name: name.replace(/^answer-/, ''), value: String(value) }));
  showStaff(
    res,
    'interviews/lost',
    {
      title: t('interview:lost'),
      room: 'interviews',
      words: message(t, refusal),
      typed,
      full: isFull(refusal) && res.req.params['id'],
    },
    refusal.kind === 'not-found' ? 404 : refusal.kind === 'invalid' ? 422 : 409,
  );
}
