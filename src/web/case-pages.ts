import { type RequestHandler, Router } from 'express';
import { Refusal } from '../domain/errors.ts';
import { note } from '../domain/handling-steps.ts';
import { isAccused, sees } from '../domain/sight.ts';
import { sendAttachment } from './attachment-view.ts';
import { caseFrame } from './case-frame.ts';
import { linkForm } from './case-links.ts';
import { showCase } from './case-page.ts';
import { caseForm, caseStep } from './case-step.ts';
import { door } from './guards/role.ts';
import { text } from './input.ts';
import type { WebParts } from './parts.ts';
import { draftPages } from './reply-draft-pages.ts';

/** `/staff/complaints/{id}`: one case, for everybody who may know of it, and what everybody may do with it. */
export function casePages(parts: WebParts): Router {
  const { stores, actions } = parts;
  const router = Router();
  router.get('/staff/complaints/:id', door('complaint'), (req, res) => showCase(parts, res, String(req.params['id'])));

  const file: RequestHandler = async (req, res) => {
    const [id, fileId] = [String(req.params['id']), String(req.params['fileId'])];
    const { around, viewer } = await caseFrame(parts, res);
    const complaint = await stores.complaints.find(id);
    // A photograph may show who took it; those of a denunciation are opened where every reading is noted.
    const open =
      complaint &&
      complaint.class !== 'denunciation' &&
      sees(around.catalogue, viewer, complaint, around.today) &&
      !isAccused(around.catalogue, viewer, complaint, around.today);
    if (!open) throw new Refusal('not-found', 'page-not-found');
    await sendAttachment(parts, res, { id: fileId, complaint: id });
  };
  router.get('/staff/complaints/:id/files/:fileId', door('complaint'), file);

  router.use(caseStep(parts, 'notes', { text: text(5000) }, (fields) => note(fields.text)));
  router.use(
    caseForm(parts, 'contact', { text: text(500) }, async (fields, { id, actor, res }) => {
      const opened = await actions.complaints.contactOf(id, actor, fields.text);
      await showCase(parts, res, id, { opened });
    }),
  );
  router.use(linkForm(parts), draftPages(parts));
  return router;
}
