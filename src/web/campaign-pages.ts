import { Router } from 'express';
import { calmCounts } from './calm-counts.ts';
import { campaignBoardPages } from './campaign-board-pages.ts';
import { campaignCasePages } from './campaign-case-pages.ts';
import { doNotCallPages } from './campaign-do-not-call-pages.ts';
import { campaignDrawPages } from './campaign-draw-pages.ts';
import { campaignFormPages } from './campaign-form-pages.ts';
import { campaignFramePages } from './campaign-frame-pages.ts';
import { campaignLifePages } from './campaign-life-pages.ts';
import { campaignListPages } from './campaign-list-pages.ts';
import { campaignPerformancePages } from './campaign-performance-pages.ts';
import { campaignTeamPages } from './campaign-team-pages.ts';
import type { WebParts } from './parts.ts';

/** `/staff/campaigns`: what a supervisor plans, watches and ends. */
export function campaignPages(parts: WebParts): Router {
  const counts = calmCounts(parts.stores.surveyFigures);
  // The addresses that are words come before those that are a campaign's id.
  return Router().use(
    campaignListPages(parts, counts),
    doNotCallPages(parts),
    campaignFormPages(parts),
    campaignLifePages(parts),
    campaignFramePages(parts),
    campaignDrawPages(parts),
    campaignTeamPages(parts),
    campaignBoardPages(parts, counts),
    campaignPerformancePages(parts),
    campaignCasePages(parts, counts),
  );
}
