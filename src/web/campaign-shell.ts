import type { Request, Response } from 'express';
import { nameOn } from '../domain/agency.ts';
import { type Campaign, type Supervisor, stratumOf } from '../domain/campaign.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import { Refusal } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import type { Translate } from '../locales.ts';
import { accountOf } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';

export const room = '/staff/campaigns';

/** What a campaign is shown by. */
export interface CampaignWords {
  readonly t: Translate;
  readonly language: Language;
  readonly catalogue: Catalogue;
  readonly today: CityDay;
}

export async function campaignWords(parts: WebParts, res: Response): Promise<CampaignWords> {
  const { t, language } = res.locals;
  return { t, language, catalogue: await parts.catalogue(), today: cityDay(parts.now(), parts.config.TIME_ZONE) };
}

/** The campaign that an address names. Throws Refusal `not-found`. */
export async function campaignFrom({ stores }: WebParts, req: Request): Promise<Campaign> {
  const campaign = await stores.campaigns.find(String(req.params['id']));
  if (!campaign) throw new Refusal('not-found', 'page-not-found');
  return campaign;
}

export function supervisorOf(res: Response): Supervisor {
  const { id, name, email } = accountOf(res);
  return { id, name: name ?? email };
}

export const agencyNamed = (code: string, { catalogue, today, language }: CampaignWords): string => {
  const agency = catalogue.agencies.get(code);
  return agency ? nameOn(agency, today, language) : code;
};

export const procedureNamed = (code: string, { catalogue, language }: CampaignWords): string =>
  catalogue.procedures.get(code)?.names[language] ?? code;

/** The two names that a stratum is known by. */
export function stratumNames(key: string, words: CampaignWords) {
  const { agency, procedure } = stratumOf(key);
  return { agency: agencyNamed(agency, words), procedure: procedureNamed(procedure, words) };
}

const tabs = ['', 'board', 'cases', 'performance', 'integrity', 'results'] as const;
export type CampaignTab = (typeof tabs)[number];

/** A page of one campaign, with the ways to its others. */
export function showCampaign(
  res: Response,
  view: string,
  campaign: Campaign,
  data: { readonly title: string; readonly tab?: CampaignTab } & Readonly<Record<string, unknown>>,
  status = 200,
): void {
  const { t } = res.locals;
  const path = `${room}/${campaign.id}`;
  showStaff(
    res,
    view,
    {
      ...data,
      room: 'campaigns',
      path,
      seen: campaign.revision,
      name: campaign.title,
      state: campaign.state,
      stateWords: t(`campaign:state-${campaign.state}`),
      tabs: tabs.map((tab) => ({
        href: tab === '' ? path : `${path}/${tab}`,
        words: t(`campaign:tab-${tab || 'overview'}`),
        current: tab === data.tab,
      })),
    },
    status,
  );
}
