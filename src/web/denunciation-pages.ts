import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { complaintClasses, topics } from '../domain/complaint.ts';
import { Refusal } from '../domain/errors.ts';
import { purge, unseal } from '../domain/quarantine-steps.ts';
import { type Actor, fault } from '../domain/step.ts';
import { sendAttachment } from './attachment-view.ts';
import { actorOf, caseFrame } from './case-frame.ts';
import { keptBy, showDenunciation } from './denunciation-page.ts';
import { denunciationRow, openedTexts } from './denunciation-view.ts';
import { door } from './guards/role.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { attempt } from './saving.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/denunciations';
const mostListed = 500;
const reason = { text: text(500) };

/** Somebody who sends a form of a denunciation. */
interface Sender {
  readonly id: string;
  readonly actor: Actor;
  readonly res: Response;
}

/**
 * `/staff/denunciations`: for the one officer who was named to keep them, and nobody else. Nothing is shown without a
 * reason, and every reading is an event.
 */
export function denunciationPages(parts: WebParts): Router {
  const { stores, actions } = parts;
  const router = Router();

  router.get(room, door('denunciations'), async (_req, res) => {
    const frame = await caseFrame(parts, res);
    const custodian = frame.viewer.id;
    const isCustodian = frame.around.custodian === custodian;
    const found = isCustodian ? await stores.complaints.list({ custodian }, { sort: 'newest', limit: mostListed }) : [];
    res.set('Cache-Control', 'no-store');
    showStaff(res, 'denunciation/list', {
      title: frame.t('staff:room-denunciations'),
      room: 'denunciations',
      isCustodian,
      rows: found.map((complaint) => denunciationRow(complaint, frame)),
      mostShown: found.length === mostListed ? mostListed : undefined,
    });
  });

  router.get(`${room}/:id`, door('denunciations'), (req, res) =>
    showDenunciation(parts, res, String(req.params['id'])),
  );

  /** `POST /staff/denunciations/{id}/{noun}`: what is wrong, or came too late, shows the page again with what was typed. */
  const form = <Shape extends z.ZodRawShape>(
    noun: string,
    shape: Shape,
    act: (fields: z.infer<z.ZodObject<Shape>>, sender: Sender) => Promise<unknown>,
  ): void => {
    const address = { id: z.string(), fileId: z.string().exactOptional() };
    const schema = z.strictObject({ token: z.string(), ...address, ...shape });
    const handler: RequestHandler = async (req, res) => {
      const id = String(req.params['id']);
      await keptBy(res, parts, id);
      const fields = read(schema, { ...req.body, ...req.params });
      const sender = { id, actor: actorOf(res), res };
      const refused =
        'faults' in fields
          ? fields
          : await attempt(
              res,
              async () => void (await act(fields.value as unknown as z.infer<z.ZodObject<Shape>>, sender)),
            );
      if (refused) return showDenunciation(parts, res, id, { attempt: { noun, values: req.body ?? {}, refused } });
      if (!res.headersSent) res.redirect(303, linked(`${room}/${id}`, res.locals.language));
    };
    router.post(`${room}/:id/${noun}`, door('denunciations'), handler);
  };

  form('readings', reason, async (fields, { id, actor, res }) => {
    const texts = await actions.complaints.read(id, actor, fields.text);
    const { trail } = await keptBy(res, parts, id);
    await showDenunciation(parts, res, id, { opened: { texts: openedTexts(texts, trail) } });
  });
  form('files/:fileId', { ...reason, fileId: z.string() }, async (fields, { id, actor, res }) => {
    const place = (await actions.attachments.of(id)).findIndex((file) => file.id === fields.fileId) + 1;
    if (place === 0) throw new Refusal('not-found', 'page-not-found');
    await actions.complaints.read(id, actor, fields.text, place);
    await sendAttachment(parts, res, { id: fields.fileId, complaint: id });
  });
  form('contact', reason, async (fields, { id, actor, res }) => {
    const contact = await actions.complaints.contactOf(id, actor, fields.text);
    await showDenunciation(parts, res, id, { opened: { contact } });
  });
  form(
    'classification',
    { class: z.enum(complaintClasses), topic: z.enum(topics), text: text(1000) },
    async (fields, { id, actor, res }) => {
      await actions.complaints.perform(id, actor, unseal(fields.class, fields.topic, fields.text));
      res.redirect(303, linked(room, res.locals.language));
    },
  );
  form('handover', { text: text(200), confirmed: z.string().optional() }, async (fields, { id, actor }) => {
    if (fields.confirmed !== 'yes') throw fault('/confirmed', 'denunciation:fault-confirm');
    await actions.complaints.perform(id, actor, purge(fields.text));
  });
  return router;
}
