import type { IntegrityDecision } from '../domain/integrity-decision.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { IntegrityDecisionStore } from '../stores/integrity-decisions.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { ResponseStore } from '../stores/responses.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import { createCaseHands } from './case-hands.ts';
import type { SatisfactionActions } from './satisfaction.ts';
import { sideBySide } from './side-by-side.ts';

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly surveyCases: SurveyCaseStore;
  readonly integrityDecisions: Pick<IntegrityDecisionStore, 'settled'>;
  readonly quotas: QuotaStore;
  readonly responses: Pick<ResponseStore, 'decide'>;
  readonly satisfaction: Pick<SatisfactionActions, 'tallyAll'>;
  now(): Date;
}

const casesAtOnce = 16;

/** Carries a decision on interviews out; however often, and in whatever order with others, the latest stands. */
export function createExclusion(parts: Parts) {
  const { integrityDecisions, quotas, responses, satisfaction } = parts;
  const { read, change } = createCaseHands(parts);

  /** Brings a case's place in its quota to what was last decided of it, also when that changes meanwhile. */
  const placeAsDecided = async (id: string): Promise<void> => {
    for (;;) {
      const { campaign, stratum, place, decided } = await read(id);
      if (place === undefined) return;
      await quotas[decided?.kind === 'excluded' ? 'giveBack' : 'keep'](campaign, stratum, place);
      if ((await read(id)).decided?.n === decided?.n) return;
    }
  };

  return async (decision: IntegrityDecision): Promise<void> => {
    const { campaign, n, kind, cases } = decision;
    const recorded: string[] = [];
    await sideBySide(cases, casesAtOnce, async (id) => {
      const { interview } = await change(id, (one) =>
        one.decided && one.decided.n >= n ? one : { ...one, decided: { n, kind } },
      );
      if (interview?.response !== undefined) recorded.push(interview.response);
      await placeAsDecided(id);
    });
    const status = kind === 'excluded' ? 'excluded' : 'valid';
    // The recount begins after the last status is written, so no tally that it replaces can be newer than that.
    await satisfaction.tallyAll(await responses.decide(recorded, status, n));
    // One whose answers are not among the responses yet is decided again when they are.
    if (recorded.length === cases.length) await integrityDecisions.settled({ campaign, n });
  };
}
