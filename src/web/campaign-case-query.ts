import type { Campaign } from '../domain/campaign.ts';
import type { CaseCount } from '../domain/fieldwork.ts';
import { isOutcome, type OutcomeCode } from '../domain/outcome.ts';
import { type SurveyCaseState, surveyCaseStates } from '../domain/survey-case.ts';
import type { SurveyCaseFilter } from '../stores/survey-cases.ts';
import { type CampaignWords, stratumNames } from './campaign-shell.ts';
import { given } from './input.ts';

/** What was asked for in an address. */
type CaseQuery = {
  readonly state?: SurveyCaseState;
  readonly stratum?: string;
  readonly interviewer?: string;
  readonly outcome?: OutcomeCode;
  readonly key?: string;
};

/** Unless a state is asked for, what was only listed in the frame is left out. */
const drawnStates = surveyCaseStates.filter((state) => state !== 'listed');

/** Reads what is asked for; what nobody knows is left out. The total is known unless it depends on a person or a key. */
export function caseQuery(
  asked: Readonly<Record<string, unknown>>,
  { id, team }: Campaign,
  counts: readonly CaseCount[],
): { readonly asked: CaseQuery; readonly filter: SurveyCaseFilter; readonly total: number | undefined } {
  const typed = typeof asked['key'] === 'string' ? asked['key'].trim().slice(0, 100) : '';
  const query: CaseQuery = given({
    state: surveyCaseStates.find((state) => state === asked['state']),
    stratum: counts.find(({ stratum }) => stratum === asked['stratum'])?.stratum,
    interviewer: team.find(({ account }) => account === asked['interviewer'])?.account,
    outcome: isOutcome(asked['outcome']) ? asked['outcome'] : undefined,
    key: typed === '' ? undefined : typed,
  });
  const { state, stratum, interviewer, outcome, key } = query;
  const states = state ? [state] : drawnStates;
  const among = counts.filter(
    (count) =>
      states.includes(count.state) &&
      (stratum === undefined || count.stratum === stratum) &&
      (outcome === undefined || count.outcome === outcome),
  );
  return {
    asked: query,
    filter: {
      campaign: id,
      ...given({ states, stratum, interviewer, outcome, frameKey: key }),
    },
    total: interviewer || key ? undefined : among.reduce((sum, { n }) => sum + n, 0),
  };
}

/** What the form offers, with what is chosen. */
export function queryChoices(query: CaseQuery, { team }: Campaign, counts: readonly CaseCount[], words: CampaignWords) {
  const { t } = words;
  const strata = [...new Set(counts.map(({ stratum }) => stratum))];
  const outcomes = [...new Set(counts.flatMap(({ outcome }) => outcome ?? []))];
  const option = (chosen: string | undefined) => (code: string, name: string) => ({
    ...{ code, words: name },
    chosen: code === chosen,
  });
  const stratumName = (key: string): string => {
    const { agency, procedure } = stratumNames(key, words);
    return `${agency}: ${procedure}`;
  };
  return {
    key: query.key,
    states: surveyCaseStates.map((state) => option(query.state)(state, t(`campaign:case-${state}`))),
    strata: strata
      .map((key) => option(query.stratum)(key, stratumName(key)))
      .sort((a, b) => a.words.localeCompare(b.words, words.language)),
    interviewers: team.map(({ account, name }) => option(query.interviewer)(account, name)),
    outcomes: outcomes.map((code) => option(query.outcome)(code, t(`outcome:outcome-${code}`))),
  };
}
