import { type Response, Router } from 'express';
import { referenceOf } from '../domain/complaint.ts';
import { Refusal } from '../domain/errors.ts';
import { caseOfChoice } from '../domain/mail-choice.ts';
import { countAttempt } from './guards/attempts.ts';
import type { WebParts } from './parts.ts';
import { page } from './presentation.ts';

/** Every change is an event of the case. */
const changes = { name: 'mail-choices', points: 20, seconds: 3600 };

/**
 * Where residents stop the letters about a case and start them again. The token in the address is the only key: mail
 * programs post by themselves (RFC 8058), with a body that says nothing more, and must get an answer without a redirect.
 */
export function mailPages(parts: WebParts): Router {
  const { actions, seal, stores } = parts;
  const { stopNotices, resumeNotices } = actions.complaints;
  const router = Router();
  const choice = async (res: Response, token: string, wanted?: 'stopped' | 'resumed'): Promise<void> => {
    const id = caseOfChoice(seal.digest, token);
    const complaint = id === undefined ? undefined : await stores.complaints.find(id);
    if (!complaint) throw new Refusal('not-found', 'page-not-found');
    const stopped = wanted === undefined ? complaint.noticesStopped : wanted === 'stopped';
    if (stopped !== complaint.noticesStopped) {
      await countAttempt(parts, changes, complaint.id);
      await (stopped ? stopNotices : resumeNotices)(complaint.id);
    }
    const title = res.locals.t(stopped ? 'mail-choice:title-stopped' : 'mail-choice:title');
    res.set('Cache-Control', 'no-store');
    page(res, 'mail-choice/choice', { title, stopped, token, reference: referenceOf(complaint) });
  };

  router.get('/mail/unsubscribe/:token', (req, res) => choice(res, req.params.token));
  router.post('/mail/unsubscribe/:token', (req, res) => choice(res, req.params.token, 'stopped'));
  router.get('/mail/resume/:token', (req, res) => choice(res, req.params.token));
  router.post('/mail/resume/:token', (req, res) => choice(res, req.params.token, 'resumed'));
  return router;
}
