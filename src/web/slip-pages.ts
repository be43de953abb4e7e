import { type Response, Router } from 'express';
import type { Located } from '../actions/batches.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import { decided, differences, slipItems, turnOf } from '../domain/paper-slip.ts';
import { agencyName, caseFrame } from './case-frame.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, statusOf } from './saving.ts';
import { clerkOf } from './slip-clerk.ts';
import { atFields, readSlip } from './slip-form.ts';
import { differencesShown, entriesShown, keysShown, questionGroups, questionnaireFor } from './slip-view.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/batches';

/** `/staff/batches/slips/{serial}`: a slip is typed in, once or twice, and decided by a third person where two differ. */
export function slipPages(parts: WebParts): Router {
  const { actions } = parts;
  const router = Router();

  const slipAt = async (req: { params: Record<string, unknown> }): Promise<Located> => {
    try {
      return await actions.batches.locate(String(req.params['serial']));
    } catch (error) {
      if (error instanceof Refusal && error.faults[0]) {
        const { code, params } = error.faults[0];
        throw new Refusal('not-found', code, params);
      }
      throw error;
    }
  };

  const show = async (
    res: Response,
    found: Located,
    typed: Readonly<Record<string, unknown>> = {},
    refused: { readonly faults: readonly Fault[]; readonly conflict?: string } = { faults: [] },
  ) => {
    const frame = await caseFrame(parts, res);
    const { t, language } = frame;
    const { batch, serial, slip, number } = found;
    const turn = turnOf(slip, clerkOf(res).account);
    const questionnaire = questionnaireFor(batch);
    const about = {
      title: t('batch:slip', { serial }),
      room: 'batches',
      scripts: ['batch.js'],
      ...{ batch, serial, turn, conflict: refused.conflict, faults: shownFaults(t, atFields(refused.faults)) },
      agency: agencyName(batch.agency, frame),
      keys: keysShown(questionnaire, t, language),
      isOpen: batch.state === 'entering',
      isLost: batch.lost.includes(number),
      entries: slip ? entriesShown(slip) : [],
      values: typed,
      today: frame.around.today,
    };
    res.set('Cache-Control', 'no-store');
    const status = statusOf(refused);
    if (slip && turn === 'adjudication' && about.isOpen)
      showStaff(
        res,
        'batches/adjudication',
        { ...about, differing: differencesShown(slip, questionnaire, { t, language, typed }) },
        status,
      );
    else showStaff(res, 'batches/slip', { ...about, groups: questionGroups(questionnaire, language, typed) }, status);
  };

  const saved = (res: Response, { batch, serial }: Located) =>
    res.redirect(303, linked(`${room}/${batch.id}/entry`, res.locals.language, { saved: serial }));

  router.get(`${room}/slips/:serial`, door('batches'), async (req, res) => show(res, await slipAt(req)));

  router.post(`${room}/slips/:serial`, door('batches'), async (req, res) => {
    const found = await slipAt(req);
    const form = readSlip(req.body, slipItems(questionnaireFor(found.batch)));
    if ('faults' in form) return show(res, found, req.body, form);
    const refused = await attempt(
      res,
      async () => void (await actions.batches.enter(found.serial, form.answers, clerkOf(res))),
    );
    if (refused) return show(res, await slipAt(req), req.body, refused);
    saved(res, found);
  });

  router.post(`${room}/slips/:serial/adjudication`, door('batches'), async (req, res) => {
    const found = await slipAt(req);
    const { slip } = found;
    if (!slip?.second || turnOf(slip, clerkOf(res).account) !== 'adjudication')
      return show(
        res,
        found,
        {},
        { faults: [], conflict: res.locals.t('batch:fault-adjudicated', { serial: found.serial }) },
      );
    const codes = differences(slip.first, slip.second).filter((code) => code !== 'day');
    const form = readSlip(req.body, codes);
    if ('faults' in form) return show(res, found, req.body, form);
    const answers = decided(slip, form.answers);
    const refused = await attempt(
      res,
      async () => void (await actions.batches.adjudicate(found.serial, answers, form.note, clerkOf(res))),
    );
    if (refused) return show(res, await slipAt(req), req.body, refused);
    res.redirect(303, linked(`${room}/${found.batch.id}`, res.locals.language, { done: 'adjudicated' }));
  });
  return router;
}
