import type { Campaign } from '../domain/campaign.ts';
import { campaignAnswers, populationsOf } from '../domain/campaign-interviews.ts';
import { satisfactionTarget } from '../domain/catalogue.ts';
import { strataProgress } from '../domain/fieldwork.ts';
import { surveyResults } from '../domain/survey-results.ts';
import type { CampaignWords } from './campaign-shell.ts';
import type { WebParts } from './parts.ts';
import type { ResultChoice } from './result-query.ts';

/** Everything that the results of a campaign are shown from, as it stands now. */
export async function readResults(
  { stores }: Pick<WebParts, 'stores'>,
  campaign: Campaign,
  { definition, method }: ResultChoice,
  { catalogue }: Pick<CampaignWords, 'catalogue'>,
) {
  const { id, draws, period, population } = campaign;
  const [responses, cases, counts, quotas] = await Promise.all([
    stores.campaignResponses.of(id),
    stores.drawnCases.alike(id),
    stores.surveyFigures.counts(id),
    stores.quotas.of(id),
  ]);
  const answers = campaignAnswers(responses);
  const agency = population.agency === undefined ? catalogue.city : catalogue.agencies.get(population.agency);
  const target = agency && satisfactionTarget(catalogue, agency, period.to);
  const query = { populations: populationsOf(campaign), definition, method };
  return {
    ...{ answers, cases, counts, target },
    population: draws.length > 0 ? [...query.populations.values()].reduce((sum, n) => sum + n, 0) : undefined,
    progress: strataProgress(draws, counts, quotas),
    results: surveyResults(answers, target === undefined ? query : { ...query, target }),
  };
}

export type CampaignReading = Awaited<ReturnType<typeof readResults>>;
