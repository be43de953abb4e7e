import type { Connection } from 'mongoose';
import type { Mode } from '../domain/campaign.ts';
import type { CaseResults } from '../domain/campaign-interviews.ts';
import type { AlikeCases } from '../domain/funnel.ts';
import type { OutcomeCode } from '../domain/outcome.ts';
import { type SurveyCase, surveyCaseStates } from '../domain/survey-case.ts';

type Group = Pick<SurveyCase, 'state' | 'outcome'> & {
  readonly mode?: Mode;
  readonly tried?: readonly OutcomeCode[];
};

export interface DrawnCaseStore {
  /** How far the cases came that were drawn into the sample of a campaign, those alike counted together. */
  alike(campaign: string): Promise<AlikeCases[]>;
  /** How the dossiers ended about which there are interviews. */
  results(campaign: string): Promise<CaseResults>;
}

export function drawnCaseStore(connection: Connection): DrawnCaseStore {
  const collection = () => connection.collection('survey-cases');
  const drawn = { $in: surveyCaseStates.filter((state) => state !== 'listed') };
  return {
    async alike(campaign) {
      const group = { state: '$state', outcome: '$outcome', mode: '$interview.mode', tried: '$attempts.outcome' };
      const found = await collection()
        .aggregate([{ $match: { campaign, state: drawn } }, { $group: { _id: group, n: { $sum: 1 } } }])
        .toArray();
      return found.map(({ _id, n }) => {
        const { state, outcome, mode, tried = [] } = _id as unknown as Group;
        return {
          ...{ state, attempts: tried.map((code) => ({ outcome: code })), n: n as number },
          ...(outcome ? { outcome } : {}),
          ...(mode ? { interview: { mode } } : {}),
        };
      });
    },
    async results(campaign) {
      const found = await collection()
        .find({ campaign, state: 'final' }, { projection: { result: 1 } })
        .batchSize(5000)
        .toArray();
      return new Map(found.map(({ _id, result }) => [_id as unknown as string, result as SurveyCase['result']]));
    },
  };
}
