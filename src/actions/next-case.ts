import type { Account } from '../domain/account.ts';
import { callableAt, mayCall, windowAt } from '../domain/calling.ts';
import type { Campaign } from '../domain/campaign.ts';
import { cityDay } from '../domain/city-day.ts';
import { Refusal } from '../domain/errors.ts';
import { finalOutcome } from '../domain/outcome.ts';
import type { Lease, SurveyCase } from '../domain/survey-case.ts';
import { ended, laidDown, queueFor } from '../domain/survey-steps.ts';
import type { CallableCaseStore } from '../stores/callable-cases.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import type { Barring } from './barring.ts';
import { type CaseHands, owing } from './case-hands.ts';
import type { Deadlines } from './deadlines.ts';

/** Why nobody is to be called just now. */
export interface NothingToCall {
  readonly why: 'campaign-not-open' | 'not-in-team' | 'outside-hours' | 'none-ready';
  /** When there will be somebody, as far as it is known. */
  readonly from?: Date;
}

export interface NextCase {
  /**
   * The case to be called now, held for this interviewer; the one she holds already before any other. Due appointments
   * come first, then those promised to her, then strata with the emptiest quota, there the least tried in this window.
   */
  next(who: Account, campaign: string): Promise<SurveyCase | NothingToCall>;
  /** Takes cases along on a tablet: held for this device until the campaign ends. Gives all that the device holds. */
  takeAlong(who: Account, campaign: string, device: string, count: number): Promise<SurveyCase[]>;
  /** Lays down what nobody was heard from about, gives back its places, wakes what has rested; how much was moved. */
  tidy(): Promise<number>;
}

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly surveyCases: Pick<SurveyCaseStore, 'heldBy' | 'owing'>;
  readonly callableCases: CallableCaseStore;
  readonly quotas: Pick<QuotaStore, 'neediest' | 'full'>;
  readonly deadlines: Pick<Deadlines, 'current'>;
  readonly hands: CaseHands;
  readonly barring: Pick<Barring, 'isBarred'>;
  readonly timeZone: string;
  now(): Date;
}

/** How long a promised interviewer is waited for before anybody keeps the appointment. */
const promiseMinutes = 30;
/** How long a stratum that had no case ready is passed over, in milliseconds. */
const emptyFor = 5_000;
const atOnce = 500;

export function createNextCase(parts: Parts): NextCase {
  const { campaigns, surveyCases, callableCases, quotas, deadlines, hands, barring, timeZone, now } = parts;
  const queuesOf = (campaign: Campaign, who: Account): string[] => {
    const spoken = campaign.team.find(({ account }) => account === who.id)?.languages ?? [];
    // Who speaks more than Vietnamese is rarer than those who ask for it.
    return spoken.toSorted((a, b) => Number(a === 'vi') - Number(b === 'vi')).map((language) => queueFor(language));
  };

  /** When a stratum was found without a case of a queue. */
  const emptySince = new Map<string, number>();

  /** What a search finds first that may be called still; a case whose number was barred meanwhile ends. */
  const callable = async (search: () => Promise<SurveyCase | undefined>): Promise<SurveyCase | undefined> => {
    for (;;) {
      const found = await search();
      if (!found || !(await barring.isBarred(found))) return found;
      await hands.layDown(found.id, (one) =>
        one.state === 'held' ? ended(one, finalOutcome(one.attempts), now()) : one,
      );
    }
  };

  /** A ready case for her, of the stratum that needs it most. Strata found without any are passed over for seconds. */
  const claimReady = async (campaign: Campaign, who: Account, lease: Lease, not: ReadonlySet<string>) => {
    const at = now();
    const search = { campaign: campaign.id, window: windowAt(at, timeZone) };
    const promised = await callable(() =>
      callableCases.claimReady({ ...search, queue: queueFor('', who.id), not: [...not] }, lease),
    );
    if (promised) return promised;
    for (const queue of queuesOf(campaign, who))
      for await (const stratum of quotas.neediest(campaign.id)) {
        if (not.has(stratum)) continue;
        const key = `${campaign.id} ${queue} ${stratum}`;
        // Set back, the clock says nothing about how long ago that was.
        const ago = at.getTime() - (emptySince.get(key) ?? Number.NEGATIVE_INFINITY);
        if (ago >= 0 && ago < emptyFor) continue;
        const found = await callable(() => callableCases.claimReady({ ...search, queue, stratum }, lease));
        if (found) return found;
        emptySince.set(key, at.getTime());
      }
    return undefined;
  };

  /** Brings up to date what time alone brings; gives how much was moved. */
  const tidy = async (): Promise<number> => {
    const at = now();
    const lapsed = await callableCases.lapsed(at, atOnce);
    for (const id of lapsed)
      await hands.layDown(id, (one) =>
        one.state === 'held' && one.lease && one.lease.until <= at ? laidDown(one, at) : one,
      );
    const unearned = await surveyCases.owing('place');
    for (const id of unearned) await hands.giveBack(id);
    let moved = lapsed.length + unearned.length;
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const woken = await callableCases.wake(at, atOnce);
      moved += woken;
      if (woken < atOnce) break;
    }
    if (moved > 0) emptySince.clear();
    return moved;
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
      const [inHands, filled, { calendar }] = await Promise.all([
        surveyCases.heldBy(who.id),
        quotas.full(id),
        deadlines.current(),
      ]);
      const held = inHands.find((one) => one.campaign === id && !one.lease?.device);
      if (held) return hands.change(held.id, (one) => hands.inHand(one, who, campaign));
      const lease = hands.leaseFor(who, campaign);
      const full = new Set(filled);
      const isInHours = mayCall(campaign.calling, calendar, at);
      const overdue = new Date(at.getTime() - promiseMinutes * 60_000);
      const due = {
        by: at,
        overdue,
        queues: [...queuesOf(campaign, who), queueFor('', who.id)],
        full: [...full],
        // What was promised for a late hour is kept then; what was missed is not made up for at night.
        ...(isInHours ? {} : { after: overdue }),
      };
      const appointment = await callable(() => callableCases.claimAppointment(id, due, lease));
      if (appointment) return appointment;
      if (!isInHours) {
        const opens = callableAt(campaign.calling, calendar, at);
        return { why: 'outside-hours', ...(opens ? { from: opens } : {}) };
      }
      const found = await claimReady(campaign, who, lease, full);
      if (found) return found;
      // A place that was given back opens its stratum again.
      const again = (await tidy()) > 0 ? await claimReady(campaign, who, lease, new Set()) : undefined;
      if (again) return again;
      const rested = await callableCases.nextRested(id, at);
      return { why: 'none-ready', ...(rested ? { from: rested } : {}) };
    },

    async takeAlong(who, id, device, count) {
      const campaign = await campaigns.find(id);
      if (!campaign?.team.some(({ account }) => account === who.id)) throw new Refusal('not-found', 'page-not-found');
      const here = async (): Promise<SurveyCase[]> =>
        (await surveyCases.heldBy(who.id)).filter((one) => one.campaign === id && one.lease?.device === device);
      if (campaign.state !== 'open' || !campaign.modes.includes('face_to_face')) return here();
      /** Nobody asks on the road whether there is a place: each case takes its own along, or stays. */
      const isPlaced = async (one: SurveyCase): Promise<boolean> => {
        const placed = owing(one, 'place')
          ? one
          : await hands.change(one.id, (each) => hands.withPlace(each, who, campaign));
        if (await hands.takePlace(placed)) return true;
        await hands.layDown(one.id, (each) => (each.state === 'held' ? laidDown(each, now()) : each));
        return false;
      };
      // One that was cut off before it had its place may be among those that she holds.
      for (const one of await here()) await isPlaced(one);
      const passed = new Set(await quotas.full(id));
      for (;;) {
        const along = await here();
        if (along.length >= count) return along;
        const found = await claimReady(campaign, who, hands.leaseFor(who, campaign, undefined, device), passed);
        if (!found) return along;
        if (await isPlaced(found)) continue;
        passed.add(found.stratum);
      }
    },
  };
}
