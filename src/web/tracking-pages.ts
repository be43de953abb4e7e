import { type Response, Router } from 'express';
import { z } from 'zod';
import { nameOn } from '../domain/agency.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { cityDay } from '../domain/city-day.ts';
import type { Complaint } from '../domain/complaint.ts';
import type { Fault } from '../domain/errors.ts';
import { normalized } from '../domain/tracking.ts';
import { countTracking } from './guards/attempts.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { page, shownFaults } from './presentation.ts';

const asked = z.strictObject({ trackingCode: text(64), pin: text(16) });

export function trackingPages(parts: WebParts): Router {
  const { actions, catalogue, config, now } = parts;
  const router = Router();

  router.get('/track', (_req, res) => form(res));

  router.post('/track', async (req, res) => {
    const input = read(asked, req.body);
    if ('faults' in input) return form(res, '', input.faults);
    const { trackingCode, pin } = input.value;
    await countTracking(parts, req, normalized(trackingCode));
    const complaint = await actions.complaints.follow({ trackingCode, pin });
    if (!complaint) return form(res, trackingCode, [{ pointer: '/trackingCode', code: 'complaint:fault-not-found' }]);
    story(res, complaint, await catalogue(), cityDay(now(), config.TIME_ZONE));
  });
  return router;
}

function form(res: Response, trackingCode = '', faults: readonly Fault[] = []): void {
  res.set('Cache-Control', 'no-store');
  page(
    res,
    'tracking/form',
    {
      title: res.locals.t('complaint:track'),
      section: 'track',
      trackingCode,
      faults: shownFaults(res.locals.t, faults),
    },
    faults.length > 0 ? 422 : 200,
  );
}

function story(res: Response, complaint: Complaint, catalogue: Catalogue, today: string): void {
  const { t, language } = res.locals;
  const named = (code: string): string => {
    const agency = catalogue.agencies.get(code);
    return agency ? nameOn(agency, today, language) : code;
  };
  const handlers = complaint.handlers.map(named).join(', ');
  const watchers = complaint.watchers.map(named).join(', ');
  res.set('Cache-Control', 'no-store');
  page(res, 'tracking/story', {
    title: t('complaint:story', { agency: named(complaint.agency) }),
    section: 'track',
    state: t(`complaint:state-${complaint.state}`),
    topic: t(`complaint:topic-${complaint.topic}`),
    day: complaint.day,
    content: complaint.content,
    spoken: complaint.language,
    events: complaint.history.map(({ at, kind }) => ({
      at,
      text: t(`complaint:event-${kind}${kind === 'routed' && watchers ? '-watched' : ''}`, { handlers, watchers }),
    })),
  });
}
