import type { Account } from '../domain/account.ts';
import { Refusal } from '../domain/errors.ts';
import type { FrameEntry } from '../domain/frame-entry.ts';
import type { OutcomeCode } from '../domain/outcome.ts';
import type { ItemAnswer } from '../domain/questionnaire.ts';
import type { Role } from '../domain/role.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import type { CampaignInput, Campaigns } from './campaigns.ts';
import type { Interviews } from './interviews.ts';
import type { SatisfactionActions } from './satisfaction.ts';

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

interface Parts {
  readonly stores: {
    readonly campaigns: Pick<CampaignStore, 'list'>;
    readonly surveyCases: Pick<SurveyCaseStore, 'list'>;
  };
  readonly campaigns: Campaigns;
  readonly interviews: Interviews;
  readonly satisfaction: Pick<SatisfactionActions, 'settle'>;
  /** The demo's account of a role. */
  accountOf(role: Role): Promise<Account | undefined>;
  now(): Date;
}

export function createDemoCampaign({ stores, campaigns, interviews, satisfaction, accountOf, now }: Parts) {
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

  return { ask };
}

/** A filling that was cut off yesterday opened it as of yesterday, or did a step already; what stands, stands. */
export function standing(error: unknown): void {
  if (!(error instanceof Refusal && error.kind === 'conflict')) throw error;
}
