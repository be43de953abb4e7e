import type { Agency } from '../domain/agency.ts';
import type { Period } from '../domain/city-day.ts';
import type { Procedure } from '../domain/procedure.ts';
import type { ResponseInput } from '../domain/response.ts';
import type { Role } from '../domain/role.ts';
import type { Actor, Step } from '../domain/step.ts';
import type { Target } from '../domain/target.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { ResponseStore } from '../stores/responses.ts';
import type { SettingStore } from '../stores/settings.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import type { UserStore } from '../stores/users.ts';
import type { Accounts } from './accounts.ts';
import type { Opening } from './arrival.ts';
import type { Campaigns } from './campaigns.ts';
import type { CatalogueActions } from './catalogue.ts';
import type { Complaints } from './complaints.ts';
import { createDemoAccounts, type DemoAccount } from './demo-accounts.ts';
import { createDemoCampaign, type DemoCampaign, standing } from './demo-campaign.ts';
import type { Interviews } from './interviews.ts';
import type { Responses } from './responses.ts';
import type { Routing } from './routing.ts';
import type { SatisfactionActions } from './satisfaction.ts';

/** What an empty store is filled with outside production. */
export interface DemoData {
  readonly agencies: readonly Agency[];
  readonly procedures: readonly Procedure[];
  readonly targets: readonly Target[];
  readonly accounts: readonly DemoAccount[];
  /** Stand-ins for the survey of 2017, over the days that it took. */
  readonly published: Period;
  publishedResponses(): Iterable<ResponseInput>;
  recentResponses(now: Date): Iterable<ResponseInput>;
  complaints(now: Date): readonly DemoOpening[];
  campaign(now: Date): DemoCampaign;
}

/** A case of the demo, and what became of it until now. */
export interface DemoOpening {
  readonly opening: Opening;
  readonly steps: readonly { readonly at: Date; readonly who: Role | 'resident'; readonly step: Step }[];
}

export interface Demo {
  /** The addresses of the demo accounts. */
  readonly accounts: readonly string[];
  /**
   * Fills a store that holds nothing, and opens the demo accounts. A filling that was cut off goes on where it stopped; a
   * store that was filled otherwise is left alone, and is no demo city: false.
   */
  fill(progress: (line: string) => void, password: string): Promise<boolean>;
  /** Whether the store is filled with the demo city. */
  isThere(): Promise<boolean>;
  /** Makes sure that the demo accounts open with the password. */
  openAccounts(password: string): Promise<void>;
  /** Takes the stand-ins for the survey of 2017 away when real answers of those days come. */
  makeWay(days: readonly string[]): Promise<void>;
}

interface Parts {
  readonly stores: {
    readonly responses: ResponseStore;
    readonly settings: SettingStore;
    readonly users: Pick<UserStore, 'findByEmail'>;
    readonly campaigns: Pick<CampaignStore, 'list'>;
    readonly surveyCases: Pick<SurveyCaseStore, 'list'>;
  };
  readonly data: DemoData;
  readonly accounts: Accounts;
  readonly catalogue: CatalogueActions;
  /** The verbs of complaints as they were at another time. */
  complaintsAt(clock: () => Date): Complaints;
  readonly campaigns: Campaigns;
  readonly interviews: Interviews;
  readonly routing: Pick<Routing, 'custodian' | 'nameCustodian'>;
  readonly responses: Responses;
  readonly satisfaction: SatisfactionActions;
  now(): Date;
}

const filling = 'demo-filling';
const standIns = 'demo-stand-ins';
const [begun, done] = [1, 2];
const recentSource = 'demo';
const publishedSource = 'demo-2017';
const atOnce = 2000;

export function createDemo(parts: Parts): Demo {
  const { stores, data, catalogue, complaintsAt, responses, satisfaction, now } = parts;
  const { openAccounts, accountOf } = createDemoAccounts({
    ...parts,
    demoAccounts: data.accounts,
    users: stores.users,
  });
  const { ask } = createDemoCampaign({ ...parts, accountOf });

  const record = async (answers: Iterable<ResponseInput>, source: string): Promise<void> => {
    let batch: { line: number; record: ResponseInput }[] = [];
    let line = 0;
    const flush = async (): Promise<void> => {
      const refused = (await responses.recordMany(batch, source)).find(({ outcome }) => outcome === 'rejected');
      if (refused) throw new Error(`demo answer refused: ${JSON.stringify(refused)}`);
      batch = [];
    };
    for (const answer of answers) {
      batch.push({ line: (line += 1), record: answer });
      if (batch.length === atOnce) await flush();
    }
    await flush();
  };

  const actorOf = async (who: Role | 'resident'): Promise<Actor> => {
    if (who === 'resident') return { kind: 'resident' };
    const account = await accountOf(who);
    if (!account) throw new Error(`The demo has no ${who}`);
    return { kind: 'staff', ...account };
  };

  const tell = async ({ opening, steps }: DemoOpening): Promise<void> => {
    const { id } = await complaintsAt(() => opening.receivedAt).open(opening);
    await complaintsAt(() => opening.receivedAt).route(id);
    for (const { at, who, step } of steps) {
      const actor = await actorOf(who);
      await complaintsAt(() => at)
        .perform(id, actor, step)
        .catch(standing);
    }
  };

  return {
    accounts: data.accounts.map(({ email }) => email),
    isThere: async () => (await stores.settings.get(filling)) !== undefined,
    async fill(progress, password) {
      const state = await stores.settings.get(filling);
      if (state === done) {
        if ((await stores.settings.get(standIns)) === begun) await withdraw();
        await openAccounts(password);
        return true;
      }
      if (state === undefined) {
        if ((await catalogue.current()).agencies.size > 0 || !(await stores.responses.isEmpty())) return false;
        await stores.settings.set(filling, begun);
      }
      progress('Filling the empty store with demo data…');
      await catalogue.saveAgencies(data.agencies);
      await catalogue.saveProcedures(data.procedures);
      await catalogue.saveTargets(data.targets);
      await record(data.publishedResponses(), publishedSource);
      await record(data.recentResponses(now()), recentSource);
      progress('Counting…');
      await satisfaction.settle(now());
      await openAccounts(password);
      for (const story of data.complaints(now())) await tell(story).catch(standing);
      await ask(data.campaign(now()));
      await stores.settings.set(filling, done);
      return true;
    },

    openAccounts,

    async makeWay(days) {
      const { from, to } = data.published;
      if (!days.some((day) => from <= day && day <= to)) return;
      if ((await stores.settings.get(filling)) !== done || (await stores.settings.get(standIns)) === done) return;
      await withdraw();
    },
  };

  /** Begun is written down before and done after, so that one cut off is repeated at the next start. */
  async function withdraw(): Promise<void> {
    const again = (await stores.settings.get(standIns)) === begun;
    await stores.settings.set(standIns, begun);
    const touched = await stores.responses.removeSource(publishedSource);
    if (again) await satisfaction.rebuild();
    else await satisfaction.tallyAll(touched);
    await stores.settings.set(standIns, done);
  }
}
