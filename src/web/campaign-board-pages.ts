import { type RequestHandler, Router } from 'express';
import { cityInstant } from '../domain/city-time.ts';
import { casesByState, progressOf, strataProgress } from '../domain/fieldwork.ts';
import { boardOf } from '../domain/fieldwork-board.ts';
import type { CountCases } from './calm-counts.ts';
import { appointmentRows } from './campaign-case-view.ts';
import { campaignFrom, campaignWords, room, showCampaign } from './campaign-shell.ts';
import { barOf, strataRows } from './campaign-strata.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { linked } from './views.ts';

const minute = 60_000;
/** Appointments of the next two hours are told, and those that were missed. */
const ahead = 120 * minute;
const strataShown = 20;

/** `/staff/campaigns/{id}/board`: what happens now. */
export function campaignBoardPages(parts: WebParts, countsOf: CountCases): Router {
  const { surveyFigures, quotas } = parts.stores;

  const show: RequestHandler = async (req, res) => {
    const { t, language } = res.locals;
    const campaign = await campaignFrom(parts, req);
    const { id } = campaign;
    const words = await campaignWords(parts, res);
    const now = parts.now();
    const [counts, fills, holding, due, attempts] = await Promise.all([
      countsOf(id),
      quotas.of(id),
      surveyFigures.holding(id),
      surveyFigures.appointments(id, new Date(now.getTime() + ahead)),
      surveyFigures.attemptsSince(id, cityInstant(words.today, '00:00', parts.config.TIME_ZONE)),
    ]);
    const strata = strataProgress(campaign.draws, counts, fills);
    const progress = progressOf(strata);
    const { atWork, today, lastHour } = boardOf(attempts, holding, now);
    const path = `${room}/${id}/cases`;
    const appointments = appointmentRows(due, now, words);
    showCampaign(res, 'campaigns/board', campaign, {
      title: t('campaign:tab-board'),
      tab: 'board',
      scripts: ['campaign-board.js'],
      now,
      ...{ today, lastHour },
      progress: { ...progress, bar: barOf(progress) },
      atWork: atWork.map((one) => ({ ...one, href: linked(path, language, { interviewer: one.by }) })),
      strata: strataRows(strata, words)
        .filter(({ wanted, completed }) => completed < wanted)
        .slice(0, strataShown),
      full: strata.filter(({ wanted, completed }) => wanted > 0 && completed >= wanted).length,
      strataCount: strata.length,
      missed: appointments.filter((one) => one.missed),
      coming: appointments.filter((one) => !one.missed),
      states: casesByState(counts).map(({ state, n }) => ({
        ...{ n, words: t(`campaign:case-${state}`) },
        href: linked(path, language, { state }),
      })),
    });
  };
  return Router().get(`${room}/:id/board`, door('campaigns'), show);
}
