import type { Campaign, Supervisor } from '../domain/campaign.ts';
import { type Fault, invalid, Refusal } from '../domain/errors.ts';
import { type DecisionKind, excludedCases, type IntegrityDecision } from '../domain/integrity-decision.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { FinishedInterviewStore } from '../stores/finished-interviews.ts';
import type { IntegrityDecisionStore } from '../stores/integrity-decisions.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { ResponseStore } from '../stores/responses.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import type { Deadlines } from './deadlines.ts';
import { createExclusion } from './exclusion.ts';
import { createIntegrityReports, type Looked, type ReportAside } from './integrity-reports.ts';
import type { SatisfactionActions } from './satisfaction.ts';

/** What a supervisor decides of interviews of one interviewer. */
export interface Deciding {
  readonly kind: DecisionKind;
  readonly interviewer: string;
  /** Cases, or all that she has in the campaign. */
  readonly cases: readonly string[] | 'all';
  readonly reason: string;
}

export interface Integrity {
  /** The report on a campaign, made anew when interviews were finished since; waits for it some seconds at most. */
  look(campaign: Campaign): Promise<Looked>;
  /**
   * Sets interviews aside, or takes that back: records it, gives back or takes again their places in the quota (also
   * over it), and counts anew. Throws Refusal `not-found`, `invalid` for no reason, cases that are not hers, or
   * nothing to change.
   */
  decide(campaign: string, deciding: Deciding, by: Supervisor): Promise<IntegrityDecision>;
  /** Carries out what a decision that was cut off still owes; gives how many there were. */
  settle(before: Date): Promise<number>;
}

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly surveyCases: SurveyCaseStore;
  readonly finishedInterviews: FinishedInterviewStore;
  readonly integrityDecisions: IntegrityDecisionStore;
  readonly quotas: QuotaStore;
  readonly responses: Pick<ResponseStore, 'decide'>;
  readonly satisfaction: Pick<SatisfactionActions, 'tallyAll'>;
  readonly deadlines: Pick<Deadlines, 'current'>;
  readonly reportAside: ReportAside;
  now(): Date;
}

const reasonLimit = 500;
const settleAtOnce = 20;

export function createIntegrity(parts: Parts): Integrity {
  const { campaigns, finishedInterviews, integrityDecisions, now } = parts;
  const carryOut = createExclusion(parts);

  return {
    look: createIntegrityReports(parts),

    async decide(campaign, { kind, interviewer, cases, reason }, by) {
      if (!(await campaigns.find(campaign))) throw new Refusal('not-found', 'page-not-found');
      const own = (await finishedInterviews.by(campaign, interviewer)).map(({ id }) => id);
      if (own.length === 0) throw new Refusal('not-found', 'page-not-found');
      const excluded = excludedCases(await integrityDecisions.of(campaign));
      const wanted = cases === 'all' ? own : own.filter((id) => cases.includes(id));
      const changing = wanted.filter((id) => excluded.has(id) !== (kind === 'excluded'));
      const faults: Fault[] = [
        ...(cases !== 'all' && cases.some((id) => !own.includes(id))
          ? [{ pointer: '/case', code: 'integrity:fault-not-hers' }]
          : []),
        ...(changing.length === 0
          ? [
              {
                pointer: '/case',
                code: kind === 'excluded' ? 'integrity:fault-none-counts' : 'integrity:fault-none-excluded',
              },
            ]
          : []),
        ...(reason.trim() === '' ? [{ pointer: '/reason', code: 'integrity:fault-reason' }] : []),
        ...(reason.length > reasonLimit
          ? [{ pointer: '/reason', code: 'too-long', params: { limit: reasonLimit } }]
          : []),
      ];
      if (faults.length > 0) throw invalid(faults);
      const decision = await integrityDecisions.append({
        ...{ campaign, kind, interviewer, cases: changing, reason: reason.trim(), at: now() },
        by: { account: by.id, name: by.name },
      });
      await carryOut(decision);
      return decision;
    },

    async settle(before) {
      const owed = await integrityDecisions.owed(before, settleAtOnce);
      const failures: unknown[] = [];
      for (const decision of owed) await carryOut(decision).catch((error: unknown) => failures.push(error));
      if (failures.length > 0)
        throw new AggregateError(failures, `${failures.length} decisions on interviews could not be carried out`);
      return owed.length;
    },
  };
}
