import { randomBytes } from 'node:crypto';
import type { Campaign, Supervisor, TeamMember } from '../domain/campaign.ts';
import { campaignFaults } from '../domain/campaign-faults.ts';
import { addDays, cityDay } from '../domain/city-day.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import type { Seal } from '../seal.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { DoNotCallStore } from '../stores/do-not-call.ts';
import type { FrameCaseStore } from '../stores/frame-cases.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { RespondentStore } from '../stores/respondents.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import { createCampaignBook, owing, paid } from './campaign-book.ts';
import { type CampaignDraws, createCampaignDraw } from './campaign-draw.ts';
import { createCaseHands } from './case-hands.ts';
import { type CaseSupervision, createCaseSupervision } from './case-supervision.ts';
import type { CatalogueActions } from './catalogue.ts';
import { createSamplingFrame, type SamplingFrame } from './sampling-frame.ts';
import { sideBySide } from './side-by-side.ts';

/** What a supervisor fills in. */
export type CampaignInput = Pick<
  Campaign,
  | 'title'
  | 'questionnaire'
  | 'modes'
  | 'period'
  | 'population'
  | 'sizing'
  | 'oversampling'
  | 'calling'
  | 'consent'
  | 'backChecks'
  | 'doubleEntry'
  | 'linkDays'
>;

/** Each verb throws Refusal `not-found`, `conflict` when the campaign has changed since `seen`, `invalid` with faults. */
export interface Campaigns
  extends Omit<SamplingFrame, 'forgetListed'>,
    Pick<CampaignDraws, 'draw'>,
    Pick<CaseSupervision, 'assign' | 'closeCase'> {
  create(input: CampaignInput, by: Supervisor): Promise<Campaign>;
  /** While it is a draft; an open one changes only its end, calling rules and shares. */
  change(id: string, input: CampaignInput, by: Supervisor, seen: number): Promise<Campaign>;
  /** Who interviews. What was promised to those who are not in the team any more is anybody's again. */
  setTeam(id: string, team: readonly TeamMember[], by: Supervisor, seen: number): Promise<Campaign>;
  open(id: string, by: Supervisor, seen: number): Promise<Campaign>;
  /** Ends the fieldwork: every case gets its final outcome, contacts of cases that were not drawn are forgotten. */
  close(id: string, by: Supervisor, seen: number): Promise<Campaign>;
  /** Carries out draws and closings that were cut off, and cuts links whose time is over; gives how much was moved. */
  settle(before: Date): Promise<number>;
}

interface Parts {
  readonly campaigns: CampaignStore;
  readonly surveyCases: SurveyCaseStore;
  readonly frameCases: FrameCaseStore;
  readonly quotas: QuotaStore;
  readonly respondents: RespondentStore;
  readonly doNotCall: DoNotCallStore;
  readonly catalogue: Pick<CatalogueActions, 'current'>;
  readonly seal: Seal;
  readonly timeZone: string;
  now(): Date;
}

const atOnce = 500;
const casesAtOnce = 16;
const invalidAt = (pointer: string, code: string): Refusal => invalid([{ pointer, code }]);
const unclosed = (campaign: Campaign): Campaign => {
  if (campaign.state === 'closed') throw new Refusal('conflict', 'campaign:conflict-closed');
  return campaign;
};

export function createCampaigns(parts: Parts): Campaigns {
  const { campaigns, surveyCases, respondents, catalogue, timeZone, now } = parts;
  const hands = createCaseHands(parts);
  const book = createCampaignBook(parts);
  const { draw, carryOut: carryOutDraw } = createCampaignDraw({ ...parts, book });
  const { forgetListed, ...frame } = createSamplingFrame({ ...parts, book });
  const { assign, closeCase, freeFrom } = createCaseSupervision({ ...parts, hands });

  /** Ends what is in nobody's hand and forgets who was never drawn. What is out is ended when it comes back. */
  const carryOutClosing = async ({ id }: Campaign): Promise<number> => {
    let touched = (await forgetListed(id)) + (await surveyCases.endUntried(id, now()));
    for (;;) {
      const open = await surveyCases.unfinished(id, atOnce);
      if (open.length === 0) break;
      // Letting go of a case whose campaign is closed ends it.
      await sideBySide(open, casesAtOnce, async (one) => void (await hands.layDown(one, (before) => before)));
      touched += open.length;
    }
    await book.rewrite(id, (before) => paid(before, 'closing'));
    return touched;
  };

  const carryOutCut = async ({ id }: Campaign, at: Date): Promise<void> => {
    await surveyCases.unlink(id);
    await respondents.forgetCampaign(id);
    const cut = { kind: 'unlinked' as const, by: 'system' };
    await book.rewrite(id, (before) => ({ ...before, unlinkedAt: at }), cut);
  };

  const settleOne = async (campaign: Campaign, at: Date): Promise<number> => {
    if (campaign.owes.includes('draw')) await carryOutDraw(campaign);
    if (campaign.state !== 'closed' || campaign.unlinkedAt) return 0;
    const touched = await carryOutClosing(campaign);
    const lastDay = addDays(cityDay(campaign.closedAt ?? at, timeZone), campaign.linkDays);
    if (cityDay(at, timeZone) > lastDay) await carryOutCut(campaign, at);
    return touched;
  };

  return {
    ...frame,
    ...{ draw, assign, closeCase },

    async create(input, by) {
      const faults = campaignFaults(input, await catalogue.current());
      if (faults.length > 0) throw invalid(faults);
      const campaign: Campaign = {
        ...input,
        id: randomBytes(6).toString('hex'),
        ...{ team: [], draws: [], state: 'draft', createdAt: now(), owes: [], revision: 1 },
        events: [{ kind: 'created', at: now(), by: by.name }],
      };
      await campaigns.insert(campaign);
      return campaign;
    },

    async change(id, input, by, seen) {
      const faults = campaignFaults(input, await catalogue.current());
      if (faults.length > 0) throw invalid(faults);
      return book.decide(id, seen, { kind: 'changed', by: by.name }, (before) => {
        if (unclosed(before).state === 'draft' && before.draws.length === 0) return { ...before, ...input };
        const { title, period, calling, backChecks, doubleEntry, linkDays } = input;
        const until = { ...before.period, to: period.to };
        return { ...before, title, period: until, calling, backChecks, doubleEntry, linkDays };
      });
    },

    async setTeam(id, team, by, seen) {
      const before = await book.find(id);
      const event = { kind: 'team' as const, by: by.name, note: String(team.length) };
      const after = await book.decide(id, seen, event, (campaign) => ({ ...unclosed(campaign), team }));
      const left = before.team
        .map(({ account }) => account)
        .filter((one) => !team.some(({ account }) => account === one));
      await freeFrom(id, left);
      return after;
    },

    async open(id, by, seen) {
      return book.decide(id, seen, { kind: 'opened', by: by.name }, (before) => {
        if (before.state !== 'draft') throw new Refusal('conflict', 'campaign:conflict-not-draft');
        if (before.draws.length === 0) throw invalidAt('/state', 'campaign:fault-not-drawn');
        if (before.team.length === 0 && before.modes.some((mode) => mode !== 'post'))
          throw invalidAt('/state', 'campaign:fault-no-team');
        return { ...before, state: 'open' };
      });
    },

    async close(id, by, seen) {
      const closed = await book.decide(id, seen, { kind: 'closed', by: by.name }, (before) => {
        if (before.state !== 'open') throw new Refusal('conflict', 'campaign:conflict-not-open');
        return owing({ ...before, state: 'closed', closedAt: now() }, 'closing');
      });
      await carryOutClosing(closed);
      return book.find(id);
    },

    async settle() {
      const at = now();
      const failures: unknown[] = [];
      let touched = 0;
      for (const campaign of await campaigns.unsettled())
        touched += await settleOne(campaign, at).catch((error: unknown) => failures.push(error) * 0);
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} campaigns could not be settled`);
      return touched;
    },
  };
}
