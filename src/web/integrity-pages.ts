import { type RequestHandler, Router } from 'express';
import { campaignFrom, campaignWords, room, showCampaign } from './campaign-shell.ts';
import { door } from './guards/role.ts';
import { integrityPersonPages } from './integrity-person-pages.ts';
import { decisionRows, doubtRows, interviewerRows } from './integrity-view.ts';
import type { WebParts } from './parts.ts';

/** `/staff/campaigns/{id}/integrity`: which interviewers should be looked at, and why; and what was decided. */
export function integrityPages(parts: WebParts): Router {
  const show: RequestHandler = async (req, res) => {
    const { t } = res.locals;
    const campaign = await campaignFrom(parts, req);
    const words = await campaignWords(parts, res);
    const [{ reading, isCurrent }, calls, decisions] = await Promise.all([
      parts.actions.integrity.look(campaign),
      parts.stores.backChecks.of(campaign.id),
      parts.stores.integrityDecisions.of(campaign.id),
    ]);
    const people = reading ? interviewerRows(reading, campaign, calls, decisions, words) : [];
    const names = new Map(reading?.people.map(({ interviewer, name }) => [interviewer, name]));
    showCampaign(res, 'campaigns/integrity', campaign, {
      title: t('integrity:title'),
      tab: 'integrity',
      ...{ reading, isCurrent, people },
      flagged: people.filter(({ flags }) => flags.length > 0),
      doubts: doubtRows(calls, campaign, words).map((one) => ({
        ...one,
        interviewer: names.get(one.interviewer) ?? one.interviewer,
      })),
      decisions: decisionRows(decisions, names, words),
    });
  };
  return Router().get(`${room}/:id/integrity`, door('campaigns'), show).use(integrityPersonPages(parts));
}
