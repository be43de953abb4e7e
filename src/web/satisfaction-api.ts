import { createHash } from 'node:crypto';
import { Router } from 'express';
import { cityDay } from '../domain/city-day.ts';
import { invalid } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import { published } from '../domain/published.ts';
import type { Report } from '../domain/report.ts';
import { definitions } from '../domain/satisfaction.ts';
import { send } from './compression.ts';
import type { WebParts } from './parts.ts';
import { apiQuery } from './satisfaction-query.ts';
import type { SatisfactionReader } from './satisfaction-reader.ts';

/** The most groups that one answer holds. */
const mostGroups = 20_000;

/** `GET /api/v1/satisfaction`: rates with everything needed to recount them. */
export function satisfactionApi(parts: WebParts, reader: SatisfactionReader): Router {
  const { config, stores } = parts;
  return Router().get('/api/v1/satisfaction', async (req, res) => {
    const now = parts.now();
    const catalogue = await parts.catalogue();
    const asked = apiQuery(req.query, { catalogue, today: cityDay(now, config.TIME_ZONE) });
    if ('faults' in asked) throw invalid(asked.faults);
    const cutOff = await stores.responses.cutOff(now);
    const report = await reader.report(asked.query, catalogue);
    if (report.groups.length > mostGroups)
      throw invalid([{ pointer: '/by', code: 'satisfaction:fault-many-groups', params: { limit: mostGroups } }]);
    const { language } = res.locals;
    const tag = tagOf(report, language);
    res.set('Cache-Control', 'public, max-age=1').vary('Accept-Language').set('ETag', tag);
    // Not `req.fresh`: that is never so for programs whose fetch sends no-cache with every condition of theirs.
    if (
      req
        .get('If-None-Match')
        ?.split(/\s*,\s*/)
        .includes(tag)
    )
      return void res.status(304).end();
    send(res.type('json'), JSON.stringify(bodyOf(report, cutOff, language)));
  });
}

function bodyOf({ query, total, groups }: Report, cutOff: Date, language: Language) {
  const { code, version, text } = definitions[query.definition];
  return {
    definition: { code, version, text: text[language], texts: text },
    agency: query.agency,
    ...(query.channels ? { channels: query.channels } : {}),
    ...(query.procedures ? { procedures: query.procedures } : {}),
    from: query.from,
    to: query.to,
    cutOff: cutOff.toISOString(),
    total: published(total),
    groups: groups.map(({ key, figure }) => ({ key, ...published(figure) })),
  };
}

/** Names the figures, not the moment: the same counts up to a later cut-off are no news to somebody who has them. */
const tagOf = (report: Report, language: Language): string =>
  `W/"${createHash('sha256')
    .update(`${language} ${JSON.stringify(report)}`)
    .digest('base64url')
    .slice(0, 22)}"`;
