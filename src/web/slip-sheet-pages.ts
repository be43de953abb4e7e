import { Router } from 'express';
import { Refusal } from '../domain/errors.ts';
import { serialOf } from '../domain/paper-serial.ts';
import { levels } from '../domain/questionnaire.ts';
import { agencyName, caseFrame } from './case-frame.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { qrPath } from './slip-qr.ts';
import { questionGroups, questionnaireFor } from './slip-view.ts';
import { showStaff } from './staff-shell.ts';

/** Slips on one page of the browser: a ream is printed in parts. */
const slipsAtOnce = 100;

/** `/staff/batches/{id}/slips`: the slips of a batch as they are printed, a hundred at a time. */
export function slipSheetPages(parts: WebParts): Router {
  const router = Router();
  router.get('/staff/batches/:id/slips', door('batches'), async (req, res) => {
    const batch = await parts.stores.batches.find(String(req.params['id']));
    if (!batch) throw new Refusal('not-found', 'page-not-found');
    const frame = await caseFrame(parts, res);
    const { t, language } = frame;
    const starts = Array.from({ length: Math.ceil(batch.size / slipsAtOnce) }, (_, index) => index * slipsAtOnce + 1);
    const asked = Number(req.query['from']);
    const from = starts.includes(asked) ? asked : 1;
    const endOf = (start: number) => Math.min(start + slipsAtOnce - 1, batch.size);
    const questionnaire = questionnaireFor(batch);
    const procedure = batch.procedure && frame.around.catalogue.procedures.get(batch.procedure)?.names[language];
    const slips = Array.from({ length: endOf(from) - from + 1 }, (_, index) => {
      const serial = serialOf({ code: batch.code, number: from + index });
      return { serial, qr: qrPath(`${parts.config.PUBLIC_URL}/staff/batches/slips/${serial}`) };
    });
    showStaff(res, 'batches/sheet', {
      title: t('batch:sheet', { title: batch.title }),
      room: 'batches',
      ...{ batch, slips, procedure },
      heading: questionnaire.title[language],
      agency: agencyName(batch.agency, frame),
      isShort: questionnaire.items.length === 0,
      levels: levels.map((level) => ({ level, words: questionnaire.scale[level][language] })),
      groups: questionGroups(questionnaire, language),
      pages: starts.map((start) => ({ from: start, to: endOf(start), isHere: start === from })),
    });
  });
  return router;
}
