import { Router } from 'express';
import type { Answer } from '../actions/responses.ts';
import { cityDay } from '../domain/city-day.ts';
import { invalid } from '../domain/errors.ts';
import { ratingLinkKey, readRatingToken } from '../domain/rating-link.ts';
import type { ApiKey } from '../stores/api-keys.ts';
import { allowChannel, senderOf } from './guards/api-key.ts';
import { countPublicRating } from './guards/public-limit.ts';
import { idempotencyKey } from './idempotency-key.ts';
import { given, read } from './input.ts';
import { isLanguage, useLanguage } from './language.ts';
import type { WebParts } from './parts.ts';
import { type ResponseBody, responseBody } from './response-body.ts';

/** `POST /api/v1/responses`: an answer from a widget, a kiosk, a post office or any other system. */
export function responsesApi(parts: WebParts): Router {
  const router = Router();
  router.post('/api/v1/responses', async (req, res) => {
    const asked: unknown = req.body?.language;
    if (isLanguage(asked) && req.query.lang === undefined) useLanguage(parts, res, asked);
    const sender = await senderOf(parts, req);
    if (!sender) await countPublicRating(parts, req);
    const body = read(responseBody, req.body);
    if ('faults' in body) throw invalid(body.faults);
    allowChannel(sender, body.value.channel);
    const { answer, key } = answerFrom(parts, body.value, sender, idempotencyKey(req.get('Idempotency-Key')));
    const recorded = await parts.actions.responses.record(answer, key, res.locals.language);
    res.locals.recordedChannel = answer.channel;
    res.status(201).json(recorded);
  });
  return router;
}

interface Sent {
  readonly answer: Answer;
  readonly key?: string;
}

/**
 * What is recorded, and under which key. Each sender has a namespace of its own, for keys and for the source that is
 * kept, so that nobody can take another's keys or answer under another's name.
 */
function answerFrom(parts: WebParts, body: ResponseBody, sender: ApiKey | undefined, header: string | undefined): Sent {
  const { token, complaint, source, ...input } = body;
  const consented = complaint?.consent ? { ...complaint, consent: true as const } : undefined;
  const answer = { ...input, ...given({ complaint: consented }) };
  if (token !== undefined) return answerToLink(parts, answer, token);
  const namespace = sender ? `key:${sender.name}` : 'public';
  // An id is unique in its source only; who is known is a source.
  const known = input.externalId !== undefined && (sender !== undefined || source !== undefined);
  const external = known ? `external:${source ?? ''}:${input.externalId}` : undefined;
  const key = header === undefined ? external : `header:${header}`;
  return {
    answer: sender ? { ...answer, source: source ? `${sender.name}/${source}` : sender.name } : answer,
    ...given({ key: key && `${namespace}:${key}` }),
  };
}

/** A dossier is rated once, under the key of its link. The link says which dossier; the body must not say otherwise. */
function answerToLink({ seal, now, config }: WebParts, answer: Answer, token: string): Sent {
  const link = readRatingToken(seal.digest, token, cityDay(now(), config.TIME_ZONE));
  if (typeof link === 'string') throw invalid([{ pointer: '/token', code: `link-${link}` }]);
  if (answer.agency !== link.agency) throw invalid([{ pointer: '/agency', code: 'link-mismatch' }]);
  const { dossierCode, procedure } = link;
  return { answer: { ...answer, dossierCode, ...given({ procedure }) }, key: ratingLinkKey(link) };
}
