import type { RequestHandler } from 'express';
import { Refusal } from '../domain/errors.ts';
import type { WebParts } from './parts.ts';
import { linked } from './views.ts';

/**
 * In the room of all cases a denunciation is not there, also for its custodian, who is shown the way to its own page.
 * Stands before the pages of cases.
 */
export function denunciationsApart({ stores }: Pick<WebParts, 'stores'>): RequestHandler {
  return async (req, res, next) => {
    const { account, language } = res.locals;
    // Nobody but a custodian sees one, and only an inspector is one.
    if (account?.role !== 'inspector') return next();
    const complaint = await stores.complaints.find(String(req.params['id']));
    if (complaint?.class !== 'denunciation') return next();
    if (complaint.custodian !== account.id || req.method !== 'GET') throw new Refusal('not-found', 'page-not-found');
    res.redirect(303, linked(`/staff/denunciations/${complaint.id}`, language));
  };
}
