import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { channels } from '../domain/channel.ts';
import { isCityDay } from '../domain/city-day.ts';
import { type Complaint, contactLimit, contentLimit, topics } from '../domain/complaint.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { languages } from '../domain/language.ts';
import { normalized } from '../domain/tracking.ts';
import { allowChannel, senderOf } from './guards/api-key.ts';
import { countFiling, countTracking } from './guards/attempts.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { code, read, text } from './input.ts';
import { useLanguage } from './language.ts';
import type { WebParts } from './parts.ts';

const complaintBody = z.strictObject({
  agency: code(),
  procedure: code().exactOptional(),
  topic: z.enum(topics).exactOptional(),
  day: text(10)
    .refine(isCityDay, { params: { code: 'day-form' } })
    .exactOptional(),
  content: text(contentLimit),
  consent: z.literal(true),
  contact: z
    .strictObject({
      name: text(contactLimit).exactOptional(),
      phone: text(contactLimit).exactOptional(),
      email: text(contactLimit).exactOptional(),
    })
    .exactOptional(),
  channel: z.enum(channels).default('web'),
  language: z.enum(languages).exactOptional(),
});

/** `POST /api/v1/complaints`, `GET /api/v1/complaints/{trackingCode}?pin=`. */
export function complaintsApi(parts: WebParts): Router {
  const { actions } = parts;
  const router = Router();

  router.post('/api/v1/complaints', async (req, res) => {
    const sender = await senderOf(parts, req);
    if (!sender) await countFiling(parts, req);
    const body = read(complaintBody, req.body);
    if ('faults' in body) throw invalid(body.faults);
    const { language = res.locals.language, ...filing } = body.value;
    useLanguage(parts, res, language);
    allowChannel(sender, filing.channel);
    const key = idempotencyKey(req.get('Idempotency-Key')) ?? randomUUID();
    const sent = await actions.complaints.file(
      { ...filing, language },
      `${sender ? `key:${sender.name}` : 'public'}:${key}`,
    );
    res.status(201).set('Cache-Control', 'no-store').json(sent);
  });

  router.get('/api/v1/complaints/:trackingCode', async (req, res) => {
    const { trackingCode } = req.params;
    await countTracking(parts, req, normalized(trackingCode));
    const complaint = await actions.complaints.follow({ trackingCode, pin: String(req.query.pin ?? '') });
    if (!complaint) throw new Refusal('not-found', 'complaint:fault-not-found');
    res.set('Cache-Control', 'no-store').json(told(complaint));
  });
  return router;
}

/** What the one who wrote may know of a case. */
const told = ({ state, agency, procedure, topic, day, receivedAt, handlers, watchers, history }: Complaint) => ({
  state,
  agency,
  procedure,
  topic,
  day,
  receivedAt,
  handlers,
  watchers,
  history: history.map(({ at, kind }) => ({ at, kind })),
});
