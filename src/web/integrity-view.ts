import type { IntegrityReading } from '../actions/integrity-reports.ts';
import { type BackCheckCall, type BackCheckStanding, backCheckStandings } from '../domain/back-check-call.ts';
import type { Campaign } from '../domain/campaign.ts';
import { excludedCases, type IntegrityDecision } from '../domain/integrity-decision.ts';
import { type CampaignWords, room } from './campaign-shell.ts';
import { number, percent } from './figures.ts';
import { flagWords, lengthWords } from './integrity-words.ts';
import { linked } from './views.ts';

export const personPath = (campaign: string, interviewer: string): string =>
  `${room}/${campaign}/integrity/${encodeURIComponent(interviewer)}`;

/** The interviewers of a report, with what was decided and what calling back found. */
export function interviewerRows(
  { people }: Pick<IntegrityReading, 'people'>,
  { id }: Pick<Campaign, 'id'>,
  calls: readonly BackCheckCall[],
  decisions: readonly IntegrityDecision[],
  words: CampaignWords,
) {
  const { t, language } = words;
  const checks = backCheckStandings(calls);
  const excluded = excludedCases(decisions);
  const ownOf = new Map<string, Set<string>>();
  for (const { interviewer, cases } of decisions)
    for (const one of cases)
      if (excluded.has(one)) ownOf.set(interviewer, (ownOf.get(interviewer) ?? new Set()).add(one));
  const none = t('integrity:nothing');
  const share = (value: number | undefined): string => (value === undefined ? none : percent(value, language, 1));
  return people.map((one) => {
    const standing: Partial<BackCheckStanding> = checks.get(one.interviewer) ?? {};
    const { drawn = 0, done = 0, compared = 0, agreeing = 0, doubtful = 0, notHeld = 0, givenUp = 0 } = standing;
    const verdicts = { doubtful, not_held: notHeld };
    const path = personPath(id, one.interviewer);
    return {
      ...{ name: one.name, interviews: one.interviews, href: linked(path, language) },
      median: one.medianSeconds === undefined ? none : lengthWords(one.medianSeconds, words),
      satisfied: share(one.satisfiedShare),
      answered: share(one.answeredShare),
      excluded: ownOf.get(one.interviewer)?.size ?? 0,
      checks:
        drawn === 0 ? none : t('integrity:checks-of', { done: number(done, language), drawn: number(drawn, language) }),
      found: Object.entries(verdicts).flatMap(([verdict, n]) =>
        n > 0 ? [`${t(`integrity:check-${verdict}`)}: ${number(n, language)}`] : [],
      ),
      givenUp: givenUp > 0 ? t('integrity:given-up', { n: number(givenUp, language) }) : undefined,
      agree: compared > 0 ? percent(agreeing / compared, language, 0) : none,
      agreeWords: compared > 0 ? t('integrity:agreement', { agreeing, compared }) : undefined,
      flags: one.flags.map((flag) => ({
        ...flagWords(flag, words),
        href: linked(path, language, { flag: flag.kind }),
      })),
    };
  });
}

/** Calls that found something, with why. */
export const doubtRows = (
  calls: readonly BackCheckCall[],
  { id }: Pick<Campaign, 'id'>,
  { t, language }: CampaignWords,
) =>
  calls.flatMap(({ id: one, result }) =>
    result && result.findings.verdict !== 'confirmed'
      ? [
          {
            ...{ at: result.at, name: result.name, note: result.note, interviewer: result.interviewer },
            href: linked(`${room}/${id}/cases/${one}`, language),
            verdict: t(`integrity:check-${result.findings.verdict}`),
            doubts: result.findings.doubts.map((doubt) => t(`integrity:doubt-${doubt}`)),
          },
        ]
      : [],
  );

/** What was decided, by the names that interviewers have. */
export const decisionRows = (
  decisions: readonly IntegrityDecision[],
  names: ReadonlyMap<string, string>,
  { t }: CampaignWords,
) =>
  decisions.map(({ kind, cases, interviewer, reason, at, by }) => ({
    ...{ reason, at, by: by.name },
    words: t(`integrity:decided-${kind}`, { count: cases.length, name: names.get(interviewer) ?? interviewer }),
  }));
