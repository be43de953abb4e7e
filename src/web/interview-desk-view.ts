import type { Response } from 'express';
import type { NothingToCall } from '../actions/next-case.ts';
import type { Account } from '../domain/account.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Language } from '../domain/language.ts';
import type { OutcomeCode } from '../domain/outcome.ts';
import type { SurveyCase } from '../domain/survey-case.ts';
import { day, minute } from './figures.ts';
import { accountOf } from './guards/role.ts';
import { calendarOf, dayOf } from './interview-calendar.ts';
import { caseAddress, isUnderWay, subjectOf } from './interview-frame.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';

/** What the desk says of what was just done. */
interface Told {
  /** The campaign that was worked at, whose next case comes first. */
  readonly campaign?: string;
  readonly nothing?: NothingToCall;
  readonly did?: OutcomeCode;
  readonly conflict?: string;
}

export async function showDesk(parts: WebParts, res: Response, told: Told): Promise<void> {
  const { t, language } = res.locals;
  const who = accountOf(res);
  const now = parts.now();
  const [campaigns, held, catalogue] = await Promise.all([
    ownCampaigns(parts, who, told.campaign),
    parts.actions.interviews.held(who),
    parts.catalogue(),
  ]);
  const [first] = campaigns;
  const { nothing } = told;
  const from = nothing?.from && minute(nothing.from, parts.config.TIME_ZONE);
  showStaff(
    res,
    'interviews/desk',
    {
      title: t('interview:title'),
      room: 'interviews',
      scripts: ['interview-queue.js'],
      account: who.id,
      timeZone: parts.config.TIME_ZONE,
      first,
      others: campaigns.slice(1),
      did: told.did && t('interview:did', { outcome: t(`outcome:outcome-${told.did}`) }),
      nothing: nothing && t(`interview:nothing-${nothing.why}${from ? '-from' : ''}`, { from }),
      conflict: told.conflict,
      held: held.map((one) => heldRow(one, catalogue, language)),
      calendar: await calendarOf(parts, campaigns, { who, now, catalogue, language }),
      today: await dayOf(parts, campaigns, who, now),
    },
    told.conflict ? 409 : 200,
  );
}

/** The open campaigns she is in the team of, with what is filled; the one worked at first. */
async function ownCampaigns({ stores }: WebParts, who: Account, worked: string | undefined) {
  const open = await stores.campaigns.inState('open');
  const own = open.filter(({ team }) => team.some(({ account }) => account === who.id));
  own.sort((a, b) => Number(b.id === worked) - Number(a.id === worked));
  return Promise.all(own.map(async (campaign) => campaignRow(campaign, await stores.quotas.of(campaign.id))));
}

function campaignRow(
  { id, title, modes, period, calling }: Campaign,
  quotas: readonly { readonly taken: number; readonly wanted: number }[],
) {
  const taken = quotas.reduce((sum, quota) => sum + quota.taken, 0);
  const wanted = quotas.reduce((sum, quota) => sum + quota.wanted, 0);
  const hours = `${calling.from}–${calling.to}`;
  const onTablet = modes.includes('face_to_face');
  const ways = { isSpoken: onTablet || modes.includes('phone'), onTablet, onPaper: modes.includes('post') };
  return { id, title, hours, ...ways, taken, wanted, from: day(period.from), to: day(period.to) };
}

const heldRow = (surveyCase: SurveyCase, catalogue: Catalogue, language: Language) => ({
  address: `${caseAddress(surveyCase.id)}${isUnderWay(surveyCase) ? '/interview' : ''}`,
  ...subjectOf(surveyCase, catalogue, language),
  answered: surveyCase.interview && Object.keys(surveyCase.interview.answers).length,
});
