import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Fault } from '../domain/errors.ts';
import { vietnamesePhone } from '../domain/phone-number.ts';
import { room, supervisorOf } from './campaign-shell.ts';
import { flash, flashed } from './flash.ts';
import { door } from './guards/role.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const path = `${room}/do-not-call`;
const longest = 100_000;
/** So many wrong lines are told; whoever has more has sent the wrong thing. */
const mostTold = 20;
const form = z.strictObject({ token: z.string(), phones: text(longest) });

/** `/staff/campaigns/do-not-call`: numbers that are never to be called again. They are kept so that nobody can read them. */
export function doNotCallPages(parts: WebParts): Router {
  const ask: RequestHandler = async (req, res) => {
    const done = flashed(parts, req, res);
    await show(res, '', [], typeof done === 'number' ? done : undefined);
  };

  const add: RequestHandler = async (req, res) => {
    const typed = String(req.body?.phones ?? '');
    const fields = read(form, req.body);
    if ('faults' in fields) return show(res, typed, fields.faults);
    const { numbers, faults } = numbersIn(fields.value.phones);
    if (faults.length > 0) return show(res, typed, faults);
    const added = await parts.actions.campaigns.doNotCall(numbers, supervisorOf(res));
    flash(parts, res, path, added.size);
    res.redirect(303, linked(path, res.locals.language));
  };

  async function show(res: Response, phones: string, faults: readonly Fault[], added?: number): Promise<void> {
    const { t } = res.locals;
    showStaff(
      res,
      'campaigns/do-not-call',
      {
        title: t('campaign:do-not-call'),
        room: 'campaigns',
        ...{ phones, added, limit: longest },
        isDone: added !== undefined,
        count: await parts.stores.doNotCall.count(),
        faults: shownFaults(t, faults),
      },
      faults.length > 0 ? 422 : 200,
    );
  }
  return Router().get(path, door('campaigns'), ask).post(path, door('campaigns'), add);
}

/** The numbers of a text, one on each line. */
function numbersIn(typed: string): { readonly numbers: readonly string[]; readonly faults: readonly Fault[] } {
  const numbers: string[] = [];
  const faults: Fault[] = [];
  for (const [index, line] of typed.split('\n').entries()) {
    if (line.trim() === '') continue;
    const found = vietnamesePhone(line);
    if ('number' in found) numbers.push(found.number);
    else if (faults.length < mostTold)
      faults.push({ pointer: '/phones', code: 'campaign:fault-phone', params: { line: index + 1 } });
  }
  if (numbers.length + faults.length === 0) faults.push({ pointer: '/phones', code: 'required' });
  return { numbers, faults };
}
