import { type Request, type RequestHandler, type Response, Router } from 'express';
import { unreachedOutcomes } from '../domain/back-check-call.ts';
import { Refusal } from '../domain/errors.ts';
import { readBackCheck } from './back-check-form.ts';
import { showBackCheck } from './back-check-view.ts';
import { minute } from './figures.ts';
import { flash, flashed } from './flash.ts';
import { accountOf, door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { attempt } from './saving.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/interviews/checks';

/** `/staff/interviews/checks`: interviews that are called back, by somebody else than who held them. */
export function backCheckPages(parts: WebParts): Router {
  const { backChecks } = parts.actions;
  const told = ['done', 'unreached', 'none-due', 'outside-hours', 'outside-hours-from'];

  const desk: RequestHandler = async (req, res) => showDesk(res, flashed(parts, req, res));

  async function showDesk(res: Response, done: unknown, conflict?: string): Promise<void> {
    const { t } = res.locals;
    const { say = '', from } = (done ?? {}) as { say?: string; from?: string };
    const open = await backChecks.campaigns(accountOf(res));
    showStaff(
      res,
      'interviews/checks',
      {
        title: t('integrity:checks'),
        room: 'interviews',
        path: room,
        campaigns: open.map(({ campaign: { id, title }, waiting }) => ({ id, title, waiting })),
        done: told.includes(say) ? t(`integrity:checks-${say}`, { from }) : undefined,
        conflict,
      },
      conflict ? 409 : 200,
    );
  }

  const back = (res: Response, say: string, from?: string): void => {
    flash(parts, res, room, { say, from });
    res.redirect(303, linked(room, res.locals.language));
  };

  const next: RequestHandler = async (req, res) => {
    const found = await backChecks.next(accountOf(res), String(req.body?.campaign));
    if ('id' in found) return res.redirect(303, linked(`${room}/${found.id}`, res.locals.language));
    const { why, from } = found;
    if (from) return back(res, `${why}-from`, minute(from, parts.config.TIME_ZONE));
    back(res, why);
  };

  /** Does it; when the call has slipped out of her hand, the desk says so. */
  const act = async (res: Response, deed: () => Promise<void>, say: string): Promise<void> => {
    const refused = await attempt(res, deed);
    if (refused?.conflict) return showDesk(res, undefined, refused.conflict);
    if (refused) throw new Refusal('invalid', 'input', {}, refused.faults);
    back(res, say);
  };

  const idOf = (req: Request): string => String(req.params['id']);

  const show: RequestHandler = async (req, res) => {
    try {
      const opened = await backChecks.open(idOf(req), accountOf(res));
      await showBackCheck(parts, res, opened, { values: {}, faults: [] });
    } catch (error) {
      if (!(error instanceof Refusal && error.kind === 'conflict')) throw error;
      await showDesk(res, undefined, res.locals.t(error.code));
    }
  };

  const answer: RequestHandler = async (req, res) => {
    const who = accountOf(res);
    const items = Object.keys((req.body ?? {}) as object).flatMap((name) => /^answer-(\w+)$/.exec(name)?.[1] ?? []);
    const form = readBackCheck(req.body, items);
    if ('faults' in form)
      return showBackCheck(parts, res, await backChecks.open(idOf(req), who), { values: req.body ?? {}, ...form });
    await act(res, () => backChecks.answer(idOf(req), who, form.again, form.note), 'done');
  };

  const unreached: RequestHandler = async (req, res) => {
    const outcome = unreachedOutcomes.find((one) => one === req.body?.outcome);
    if (!outcome) throw new Refusal('invalid', 'input', {}, [{ pointer: '/outcome', code: 'wrong' }]);
    await act(res, () => backChecks.unreached(idOf(req), accountOf(res), outcome), 'unreached');
  };

  const enter = door('interviews');
  return Router()
    .get(room, enter, desk)
    .post(`${room}/next`, enter, next)
    .get(`${room}/:id`, enter, show)
    .post(`${room}/:id`, enter, answer)
    .post(`${room}/:id/unreached`, enter, unreached);
}
