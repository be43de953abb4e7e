import { stringify } from 'csv-stringify/sync';
import { type Request, type RequestHandler, Router } from 'express';
import type { Campaign } from '../domain/campaign.ts';
import { hoursAtWork } from '../domain/fieldwork-attempts.ts';
import { type Performance, performanceOf } from '../domain/interviewer-performance.ts';
import { campaignFrom, room, showCampaign } from './campaign-shell.ts';
import { send } from './compression.ts';
import { number, percent } from './figures.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { linked } from './views.ts';

/** `/staff/campaigns/{id}/performance`: how each interviewer does; with `.csv` the same as a file. */
export function campaignPerformancePages(parts: WebParts): Router {
  const asked = async (req: Request): Promise<{ campaign: Campaign; people: Performance[] }> => {
    const campaign = await campaignFrom(parts, req);
    const { surveyFigures } = parts.stores;
    const [work, attempts] = await Promise.all([
      surveyFigures.performance(campaign.id),
      surveyFigures.attemptsSince(campaign.id, campaign.createdAt),
    ]);
    return { campaign, people: performanceOf(work, hoursAtWork(attempts)) };
  };

  const show: RequestHandler = async (req, res) => {
    const { t, language } = res.locals;
    const { campaign, people } = await asked(req);
    const none = t('campaign:no-rate');
    const share = (value: number | undefined): string => (value === undefined ? none : percent(value, language, 1));
    const decimal = (value: number | undefined): string => (value === undefined ? none : number(value, language, 1));
    showCampaign(res, 'campaigns/performance', campaign, {
      title: t('campaign:tab-performance'),
      tab: 'performance',
      csvHref: linked(`${room}/${campaign.id}/performance.csv`, language),
      people: people.map((one) => ({
        ...one,
        href: linked(`${room}/${campaign.id}/cases`, language, { interviewer: one.by }),
        refusal: share(one.refusalRate),
        cooperation: share(one.cooperationRate),
        minutes: decimal(one.meanMinutes),
        perHour: decimal(one.perHour),
      })),
    });
  };

  const download: RequestHandler = async (req, res) => {
    const { campaign, people } = await asked(req);
    const records = people.map((one) => ({
      interviewer: one.name,
      attempts: one.attempts,
      contacts: one.contacts,
      interviews: one.interviews,
      partials: one.partials,
      refusals: one.refusals,
      refusal_rate: one.refusalRate,
      cooperation_rate: one.cooperationRate,
      mean_minutes: one.meanMinutes,
      interviews_per_hour: one.perHour,
    }));
    res.attachment(`performance-${campaign.id}.csv`);
    const options = { header: true, bom: true, record_delimiter: 'windows', escape_formulas: true } as const;
    send(res.type('text/csv; charset=utf-8'), stringify(records, options));
  };

  return Router()
    .get(`${room}/:id/performance`, door('campaigns'), show)
    .get(`${room}/:id/performance.csv`, door('campaigns'), download);
}
