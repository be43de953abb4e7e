import type { Allowance } from './allowance.ts';
import type { CityDay } from './city-day.ts';
import type { Texts } from './language.ts';

/** What has a deadline: passing a case on, handing it back, asking the resident, the answer, its publication. */
export const policyStages = ['forward', 'handBack', 'ask', 'process', 'processSeveral', 'publish'] as const;

/** The deadlines that cases of a kind follow, as they are from a day on. Versions are never edited. */
export interface DeadlinePolicy {
  /** Stays the same over all versions. */
  readonly code: string;
  /** The first day of this version. */
  readonly from: CityDay;
  readonly names: Texts;
  /** What it rests on, and how sure that is. */
  readonly source: string;
  readonly stages: Readonly<Record<(typeof policyStages)[number], Allowance>>;
  /** The most that the one extension may give. */
  readonly extension: Allowance;
  readonly warnBefore: { readonly forward: Allowance; readonly process: Allowance };
  readonly escalateEvery: Allowance;
  /** For how many days after the answer the resident may reopen the case. */
  readonly reopenWithinDays: number;
  /** For how many days the resident's information is waited for. */
  readonly informationWithinDays: number;
}

/**
 * The version of a policy in force on a day; before the first version, the first. Of two versions from one day the one
 * saved last, which is the last of the list. Throws for a code that has none.
 */
export function policyOn<Policy extends DeadlinePolicy>(
  policies: readonly Policy[],
  code: string,
  day: CityDay,
): Policy {
  const versions = policies
    .filter((policy) => policy.code === code)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const found = versions.findLast(({ from }) => from <= day) ?? versions[0];
  if (!found) throw new Error(`no deadline policy ${code}`);
  return found;
}
