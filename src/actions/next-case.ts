import type { Account } from '../domain/account.ts';
import { callableAt, mayCall, windowAt } from '../domain/calling.ts';
import type { Campaign } from '../domain/campaign.ts';
import { cityDay } from '../domain/city-day.ts';
import { Refusal } from '../domain/errors.ts';
import type { Lease, SurveyCase } from '../domain/survey-case.ts';
import { laidDown, queueFor } from '../domain/survey-steps.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import { type CaseHands, withPlace } from './case-hands.ts';
import type { Deadlines } from './deadlines.ts';

/** Why nobody is to be called just now. */
export interface NothingToCall {
  readonly why: 'campaign-not-open' | 'not-in-team' | 'outside-hours' | 'none-ready';
  /** When there will be somebody, as far as it is known. */
  readonly from?: Date;
}

export interface NextCase {
  next(who: Account, campaign: string): Promise<SurveyCase | NothingToCall>;
  takeAlong(who: Account, campaign: Campaign, device: string, count: number): Promise<SurveyCase[]>;
  /** Lays down what nobody was heard from about, gives back its places, wakes what has rested; how much was moved. */
  tidy(): Promise<number>;
}

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly surveyCases: SurveyCaseStore;
  readonly quotas: Pick<QuotaStore, 'of'>;
  readonly deadlines: Pick<Deadlines, 'current'>;
  readonly hands: CaseHands;
  readonly timeZone: string;
  now(): Date;
}

/** How long a promised interviewer is waited for before anybody keeps the appointment. */
const promiseMinutes = 30;
/** How long a stratum that had no case ready is passed over, in milliseconds. */
const emptyFor = 5_000;
const atOnce = 500;

export function createNextCase(parts: Parts): NextCase {
  const { campaigns, surveyCases, quotas, deadlines, hands, timeZone, now } = parts;
  const queuesOf = (campaign: Campaign, who: Account): string[] => {
    const spoken = campaign.team.find(({ account }) => account === who.id)?.languages ?? [];
    // Who speaks more than Vietnamese is rarer than those who ask for it.
    return spoken.toSorted((a, b) => Number(a === 'vi') - Number(b === 'vi')).map((language) => queueFor(language));
  };

  const emptyUntil = new Map<string, number>();

  /** Strata that want more, the emptiest first; and those that are full. */
  const byNeed = async (campaign: string) => {
    const all = await quotas.of(campaign);
    const share = ({ taken, wanted }: (typeof all)[number]): number => taken / wanted;
    const open = all.filter(({ taken, wanted }) => taken < wanted).sort((a, b) => share(a) - share(b));
    return {
      open: open.map(({ stratum }) => stratum),
      full: all.filter(({ taken, wanted }) => taken >= wanted).map(({ stratum }) => stratum),
    };
  };

  /** A ready case for her, of the stratum that needs it most. Strata found without any are passed over for seconds. */
  const claimReady = async (campaign: Campaign, who: Account, lease: Lease, strata: readonly string[]) => {
    const at = now();
    const search = { campaign: campaign.id, window: windowAt(at, timeZone) };
    const mine = await surveyCases.claimReady({ ...search, queue: queueFor('', who.id) }, lease);
    if (mine) return mine;
    for (const queue of queuesOf(campaign, who))
      for (const stratum of strata) {
        const key = `${campaign.id} ${queue} ${stratum}`;
        if ((emptyUntil.get(key) ?? 0) > at.getTime()) continue;
        const found = await surveyCases.claimReady({ ...search, queue, stratum }, lease);
        if (found) return found;
        emptyUntil.set(key, at.getTime() + emptyFor);
      }
    return undefined;
  };

  /** Brings up to date what time alone brings; gives how much was moved. */
  const tidy = async (): Promise<number> => {
    const at = now();
    const lapsed = await surveyCases.lapsed(at, atOnce);
    for (const id of lapsed)
      await hands.layDown(id, (one) =>
        one.state === 'held' && one.lease && one.lease.until <= at ? laidDown(one, at) : one,
      );
    for (const id of await surveyCases.owing('place', atOnce)) await hands.giveBack(id);
    let woken = 0;
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const some = await surveyCases.wake(at, atOnce);
      woken += some;
      if (some < atOnce) break;
    }
    if (woken + lapsed.length > 0) emptyUntil.clear();
    return woken + lapsed.length;
  };

  return {
    tidy,
    async next(who, id) {
      const campaign = await campaigns.find(id);
      if (!campaign) throw new Refusal('not-found', 'page-not-found');
      if (!campaign.team.some(({ account }) => account === who.id)) return { why: 'not-in-team' };
      const at = now();
      const today = cityDay(at, timeZone);
      const { from, to } = campaign.period;
      if (campaign.state !== 'open' || today < from || today > to) return { why: 'campaign-not-open' };
      const held = (await surveyCases.heldBy(who.id)).find((one) => one.campaign === id && !one.lease?.device);
      if (held) return hands.change(held.id, (one) => hands.inHand(one, who, campaign));
      const lease = hands.leaseFor(who, campaign);
      const { open, full } = await byNeed(id);
      const due = {
        by: at,
        overdue: new Date(at.getTime() - promiseMinutes * 60_000),
        queues: queuesOf(campaign, who),
        full,
      };
      const appointment = await surveyCases.claimAppointment(id, due, lease);
      if (appointment) return appointment;
      const days = (await deadlines.current()).calendar;
      if (!mayCall(campaign.calling, days, at)) {
        const opens = callableAt(campaign.calling, days, at);
        return { why: 'outside-hours', ...(opens ? { from: opens } : {}) };
      }
      const found = await claimReady(campaign, who, lease, open);
      if (found) return found;
      // A place that was given back opens its stratum again.
      const again = (await tidy()) > 0 ? await claimReady(campaign, who, lease, (await byNeed(id)).open) : undefined;
      return again ?? { why: 'none-ready' };
    },
    async takeAlong(who, campaign, device, count) {
      const here = async (): Promise<SurveyCase[]> =>
        (await surveyCases.heldBy(who.id)).filter(
          (one) => one.campaign === campaign.id && one.lease?.device === device,
        );
      if (campaign.state !== 'open' || !campaign.modes.includes('face_to_face')) return here();
      const { open } = await byNeed(campaign.id);
      let strata = open;
      for (let missing = count - (await here()).length; missing > 0; missing -= 1) {
        const found = await claimReady(campaign, who, hands.leaseFor(who, campaign, undefined, device), strata);
        if (!found) break;
        // Nobody asks on the road whether there is a place: each case takes its own along.
        const placed = await hands.change(found.id, withPlace);
        if (await hands.takePlace(placed)) continue;
        await hands.layDown(found.id, (one) => laidDown(one, now()));
        strata = strata.filter((stratum) => stratum !== found.stratum);
        missing += 1;
      }
      return here();
    },
  };
}
