import type { Account } from '../domain/account.ts';
import type { Agency } from '../domain/agency.ts';
import type { Period } from '../domain/city-day.ts';
import { Refusal } from '../domain/errors.ts';
import type { FrameEntry } from '../domain/frame-entry.ts';
import type { OutcomeCode } from '../domain/outcome.ts';
import type { Procedure } from '../domain/procedure.ts';
import type { ItemAnswer } from '../domain/questionnaire.ts';
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
import type { CampaignInput, Campaigns } from './campaigns.ts';
import type { CatalogueActions } from './catalogue.ts';
import type { Complaints } from './complaints.ts';
import type { Interviews } from './interviews.ts';
import type { Responses } from './responses.ts';
import type { Routing } from './routing.ts';
import type { SatisfactionActions } from './satisfaction.ts';

export interface DemoAccount {
  readonly email: string;
  readonly role: Role;
  readonly agency?: string;
}

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

/** A campaign of the demo, and what its interviewers have done until now. */
export interface DemoCampaign {
  readonly input: CampaignInput;
  readonly entries: readonly FrameEntry[];
  readonly seed: string;
  /** By number; they cannot sign in. The demo's own interviewer and supervisor are in the team too. */
  readonly interviewers: readonly string[];
  readonly visits: readonly DemoVisit[];
}

/** One attempt: an interview with its answers, or what came of it instead. */
export type DemoVisit = { readonly by: number; readonly at: Date } & (
  | { readonly answers: Readonly<Record<string, ItemAnswer>>; readonly seconds: number }
  | { readonly outcome: OutcomeCode; readonly note?: string }
);

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
  const {
    stores,
    data,
    accounts,
    catalogue,
    campaigns,
    interviews,
    complaintsAt,
    routing,
    responses,
    satisfaction,
    now,
  } = parts;

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

  const openAccounts = async (password: string): Promise<void> => {
    const openOne = async ({ email, role, agency }: DemoAccount): Promise<void> => {
      if (await stores.users.findByEmail(email)) {
        if (!(await accounts.signIn(email, password))) await accounts.reset(email, password);
        return;
      }
      const account = { email, role, language: 'vi' as const, ...(agency ? { agency } : {}) };
      // One that was disabled is found by nobody, and stands in the way.
      await accounts.add(account, password).catch(() => accounts.reset(email, password));
    };
    await Promise.all(data.accounts.map(openOne));
    const inspector = await accountOf('inspector');
    if (inspector && !(await routing.custodian()))
      await routing.nameCustodian(inspector.id, (await accountOf('admin')) ?? inspector);
  };

  /** The demo account of a role whose agency came first. */
  const accountOf = async (role: Role): Promise<Account | undefined> => {
    const email = data.accounts.find((one) => one.role === role)?.email;
    return email === undefined ? undefined : (await stores.users.findByEmail(email))?.account;
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

  /** What came of one visit; true when its quota was full. */
  const attend = async (id: string, who: Account, visit: DemoVisit, consent: number): Promise<boolean> => {
    const when = { at: visit.at };
    if ('outcome' in visit) return (await interviews.attempt(id, who, visit, when)).state === 'held';
    const { answers, seconds } = visit;
    const isFull = (error: unknown): true => {
      standing(error);
      return true;
    };
    const begun = await interviews.begin(id, who, { mode: 'phone', language: 'vi', consent }, when).catch(isFull);
    if (begun === true) return true;
    await interviews.answer(id, who, answers, when);
    await interviews.finish(id, who, { seconds }, { at: new Date(visit.at.getTime() + seconds * 1000) });
    return false;
  };

  /** Opens the campaign and lets its interviewers do what they have done. One that is there already is left alone. */
  const ask = async ({ input, entries, seed, interviewers, visits }: DemoCampaign): Promise<void> => {
    const supervisor = await accountOf('supervisor');
    const interviewer = await accountOf('interviewer');
    if (!supervisor || !interviewer || (await stores.campaigns.list()).length > 0) return;
    const people = interviewers.map(
      (code): Account => ({ id: `demo-${code}`, email: '', name: code, role: 'interviewer', language: 'vi', epoch: 1 }),
    );
    const by = { id: supervisor.id, name: supervisor.name ?? supervisor.email };
    const { id } = await campaigns.create(input, by);
    await campaigns.takeFrame(
      id,
      entries.map((record, line) => ({ line, record })),
    );
    const { revision } = await campaigns.draw(id, { seed }, by);
    const team = [...people, interviewer, supervisor].map(({ id: account, name, email }) => ({
      ...{ account, name: name ?? email },
      languages: ['vi', 'en'] as const,
    }));
    const staffed = await campaigns.setTeam(id, team, by, revision);
    await campaigns.open(id, by, staffed.revision);
    const cases = await stores.surveyCases.list({ campaign: id, states: ['ready'] }, { limit: visits.length });
    for (const [index, visit] of visits.entries()) {
      const [one, who] = [cases[index], people[visit.by]];
      if (!one || !who) continue;
      await interviews.take(one.id, who);
      const full = await attend(one.id, who, visit, input.consent);
      if (full) await interviews.release(one.id, who);
    }
    await satisfaction.settle(now());
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

  /** A filling that was cut off yesterday opened it as of yesterday, or did a step already; what stands, stands. */
  function standing(error: unknown): void {
    if (!(error instanceof Refusal && error.kind === 'conflict')) throw error;
  }

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
