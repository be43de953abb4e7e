import { randomUUID } from 'node:crypto';
import { type Request, Router } from 'express';
import { z } from 'zod';
import { channels } from '../domain/channel.ts';
import { add, confirm, rateHandling, reopen } from '../domain/citizen-steps.ts';
import { isCityDay } from '../domain/city-day.ts';
import { type Complaint, complaintClasses, topics } from '../domain/complaint.ts';
import { contactLimit, contentLimit, placeLimit } from '../domain/complaint-input.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { languages } from '../domain/language.ts';
import { levels } from '../domain/questionnaire.ts';
import type { Step } from '../domain/step.ts';
import { normalized, type Tracking } from '../domain/tracking.ts';
import { toldCase } from './complaint-told.ts';
import { allowChannel, senderOf } from './guards/api-key.ts';
import { countFiling, countStoryForm, countTracking } from './guards/attempts.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { code, read, text } from './input.ts';
import { useLanguage } from './language.ts';
import type { WebParts } from './parts.ts';

const complaintBody = z.strictObject({
  agency: code(),
  procedure: code().exactOptional(),
  topic: z.enum(topics).exactOptional(),
  class: z.enum(complaintClasses).exclude(['rating_comment']).exactOptional(),
  day: text(10)
    .refine(isCityDay, { params: { code: 'day-form' } })
    .exactOptional(),
  time: text(10).exactOptional(),
  place: text(placeLimit).exactOptional(),
  dossierCode: code().exactOptional(),
  content: text(contentLimit),
  consent: z.literal(true),
  contact: z
    .strictObject({
      name: text(contactLimit).exactOptional(),
      phone: text(contactLimit).exactOptional(),
      email: text(contactLimit).exactOptional(),
    })
    .exactOptional(),
  nameKept: z.boolean().exactOptional(),
  channel: z.enum(channels).default('web'),
  language: z.enum(languages).exactOptional(),
});

const path = '/api/v1/complaints';
const pin = text(16);
const words = text(contentLimit);

/** `POST /api/v1/complaints/{trackingCode}/{noun}`: what a resident does about her case, the PIN in the body. */
const steps: Readonly<Record<string, z.ZodType<{ pin: string; step: Step }>>> = {
  information: z.strictObject({ pin, text: words }).transform((body) => ({ pin: body.pin, step: add(body.text) })),
  confirmation: z.strictObject({ pin }).transform((body) => ({ pin: body.pin, step: confirm })),
  reopening: z
    .strictObject({ pin, text: words.exactOptional() })
    .transform((body) => ({ pin: body.pin, step: reopen(body.text) })),
  'handling-rating': z
    .strictObject({ pin, score: z.literal(levels) })
    .transform((body) => ({ pin: body.pin, step: rateHandling(body.score) })),
};

/** `POST /api/v1/complaints`, `GET /api/v1/complaints/{trackingCode}?pin=`, and what a resident does about her case. */
export function complaintsApi(parts: WebParts): Router {
  const { complaints } = parts.actions;
  const router = Router();

  router.post(path, async (req, res) => {
    const sender = await senderOf(parts, req);
    if (!sender) await countFiling(parts, req);
    const body = read(complaintBody, req.body);
    if ('faults' in body) throw invalid(body.faults);
    const { language = res.locals.language, ...filing } = body.value;
    useLanguage(parts, res, language);
    allowChannel(sender, filing.channel);
    const key = idempotencyKey(req.get('Idempotency-Key')) ?? randomUUID();
    const { trackingCode, pin, receivedAt, sealed } = await complaints.file(
      { ...filing, language },
      `${sender ? `key:${sender.name}` : 'public'}:${key}`,
    );
    res.status(201).set('Cache-Control', 'no-store').json({ trackingCode, pin, receivedAt, sealed });
  });

  router.get(`${path}/:trackingCode`, async (req, res) => {
    const tracking = await counted(req, String(req.query['pin'] ?? ''));
    res.set('Cache-Control', 'no-store').json(toldCase(found(await complaints.follow(tracking))));
  });

  for (const [noun, schema] of Object.entries(steps))
    router.post(`${path}/:trackingCode/${noun}`, async (req, res) => {
      const body = read(schema, req.body);
      if ('faults' in body) throw invalid(body.faults);
      const tracking = await counted(req, body.value.pin);
      found(await complaints.follow(tracking));
      await countStoryForm(parts, normalized(tracking.trackingCode));
      res.set('Cache-Control', 'no-store').json(toldCase(found(await complaints.act(tracking, body.value.step))));
    });

  /** Code and PIN, the try counted. */
  async function counted(req: Request, pin: string): Promise<Tracking> {
    const trackingCode = String(req.params['trackingCode']);
    await countTracking(parts, req, normalized(trackingCode));
    return { trackingCode, pin };
  }
  return router;
}

function found(complaint: Complaint | undefined): Complaint {
  if (!complaint) throw new Refusal('not-found', 'complaint:fault-not-found');
  return complaint;
}
