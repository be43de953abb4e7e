import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Campaign } from '../domain/campaign.ts';
import { mayEnter } from '../domain/role.ts';
import { campaignFrom, campaignWords, room, showCampaign } from './campaign-shell.ts';
import { accountOf, door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { resultFilePages } from './result-file-pages.ts';
import { listRoom, resultListPages } from './result-list-pages.ts';
import { choiceForm, resultChoice } from './result-query.ts';
import { readResults } from './result-reading.ts';
import { resultView } from './result-view.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

/** What came of campaigns: `/staff/results`, `/staff/campaigns/{id}/results` and the files below it. */
export function resultPages(parts: WebParts): Router {
  const show: RequestHandler = async (req: Request, res: Response) => {
    const campaign = await campaignFrom(parts, req);
    const words = await campaignWords(parts, res);
    const { choice, faults } = resultChoice(req.query);
    const reading = await readResults(parts, campaign, choice, words);
    const { role } = accountOf(res);
    const path = `${room}/${campaign.id}/results`;
    const { definition, method } = choice;
    const chosen = { definition, method };
    const data = {
      title: words.t('campaign:tab-results'),
      faults: shownFaults(words.t, faults),
      here: path,
      choices: choiceForm(choice, words),
      ...resultView(reading, choice, mayEnter(role, 'campaigns'), words),
      allHref: linked(path, words.language, { ...chosen, strata: 'all' }),
      files: mayEnter(role, 'result-files') ? filesOf(path, words.language, chosen) : undefined,
    };
    showIn(res, campaign, data, faults.length > 0 ? 422 : 200);
  };

  return Router().get(`${room}/:id/results`, door('results'), show).use(resultFilePages(parts), resultListPages(parts));
}

/** Among the pages of its campaign for who runs campaigns, else in the room of results. */
function showIn(res: Response, campaign: Campaign, data: Parameters<typeof showCampaign>[3], status: number): void {
  const view = 'campaigns/results';
  if (mayEnter(accountOf(res).role, 'campaigns'))
    return showCampaign(res, view, campaign, { ...data, tab: 'results' }, status);
  const { title: name, state } = campaign;
  const about = { room: 'results', listRoom, name, state, stateWords: res.locals.t(`campaign:state-${state}`) };
  showStaff(res, view, { ...data, ...about }, status);
}

const filesOf = (path: string, language: 'vi' | 'en', chosen: Readonly<Record<string, string>>) => [
  { href: linked(`${path}/interviews.csv`, language), words: 'results:export-csv' },
  { href: linked(`${path}/codebook.csv`, language), words: 'results:export-codebook' },
  { href: linked(`${path}/interviews.sav`, language), words: 'results:export-sav' },
  { href: linked(`${path}/strata.csv`, language, chosen), words: 'results:export-strata' },
];
