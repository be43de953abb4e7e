import { Router } from 'express';
import type { Located } from '../actions/batches.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import { slipsIn } from '../domain/paper-batch.ts';
import { slipState, turnOf } from '../domain/paper-slip.ts';
import { minute } from './figures.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt } from './saving.ts';
import { clerkOf } from './slip-clerk.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/batches';
const mostWaiting = 60;

/** `/staff/batches/{id}/entry`: serials are typed or scanned, and lead to their slips one after the other. */
export function slipEntryPages(parts: WebParts): Router {
  const { stores, actions } = parts;
  const router = Router();

  router.get(`${room}/:id/entry`, door('batches'), async (req, res) => {
    const { t, language } = res.locals;
    const batch = await stores.batches.find(String(req.params['id']));
    if (!batch) throw new Refusal('not-found', 'page-not-found');
    const { serial = '', saved = '' } = req.query;
    const { account } = clerkOf(res);
    let faults: readonly Fault[] = [];
    if (serial !== '') {
      let found: Located | undefined;
      const refused = await attempt(res, async () => {
        found = await actions.batches.locate(String(serial), batch);
      });
      if (refused) faults = refused.faults;
      else if (found) {
        const turn = turnOf(found.slip, account);
        if (turn === 'first' || turn === 'second')
          return res.redirect(303, linked(`${room}/slips/${found.serial}`, language));
        faults = [{ pointer: '/serial', ...alreadySaid(found) }];
      }
    }
    const slips = slipsIn(batch, await stores.slips.ofBatch(batch.id));
    const savedSlip = slips.find((slip) => slip.serial === saved);
    const waiting = slips.filter((slip) => turnOf(slip, account) === 'second').map((slip) => slip.serial);
    showStaff(
      res,
      'batches/entry',
      {
        title: t('batch:entry'),
        room: 'batches',
        scripts: ['batch.js'],
        ...{ batch, entered: slips.length, isOpen: batch.state === 'entering' },
        ...(savedSlip ? { saved, savedState: slipState(savedSlip) } : {}),
        waiting: { serials: waiting.slice(0, mostWaiting), count: waiting.length },
        values: { serial },
        faults: shownFaults(t, faults),
      },
      faults.length > 0 ? 422 : 200,
    );
  });

  /** Who entered it and when, for somebody who holds it in her hand once more. */
  function alreadySaid({ serial, slip }: Located): Pick<Fault, 'code' | 'params'> {
    const last = slip?.second ?? slip?.first;
    return {
      code: `batch:already-${slip ? slipState(slip) : 'complete'}`,
      params: { serial, name: last?.by.name ?? '', at: last ? minuteOf(last.at) : '' },
    };
  }
  const minuteOf = (at: Date): string => minute(at, parts.config.TIME_ZONE);

  return router;
}
