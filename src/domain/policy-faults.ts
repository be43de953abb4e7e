import type { Allowance } from './allowance.ts';
import { isCityDay } from './city-day.ts';
import { type DeadlinePolicy, policyStages } from './deadline-policy.ts';
import type { Fault } from './errors.ts';

/** The most of any unit. */
const mostAmount = 1000;
/** Reopening is the citizen's right, which no version of a policy can take away. */
const leastReopenDays = 30;
const mostReopenDays = 365;
const mostInformationDays = 90;

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

/** What keeps a version from being saved; a code must be one of the policies there are. */
export function policyFaults(policy: DeadlinePolicy, codes: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = [];
  const wrong = (pointer: string, code: string, params: Fault['params'] = {}) => faults.push({ pointer, code, params });
  const check = (pointer: string, { amount }: Allowance) => {
    if (!isWhole(amount, 1, mostAmount)) wrong(pointer, 'deadline:fault-amount', { least: 1, most: mostAmount });
  };
  if (!codes.has(policy.code)) wrong('/code', 'deadline:fault-policy-unknown');
  if (!isCityDay(policy.from)) wrong('/from', 'day-form');
  if (policy.names.vi === '') wrong('/names/vi', 'deadline:fault-name-missing');
  if (policy.names.en === '') wrong('/names/en', 'deadline:fault-name-missing');
  if (policy.source === '') wrong('/source', 'deadline:fault-source-missing');
  for (const stage of policyStages) check(`/stages/${stage}`, policy.stages[stage]);
  check('/extension', policy.extension);
  check('/warnBefore/forward', policy.warnBefore.forward);
  check('/warnBefore/process', policy.warnBefore.process);
  check('/escalateEvery', policy.escalateEvery);
  if (!isWhole(policy.reopenWithinDays, leastReopenDays, mostReopenDays))
    wrong('/reopenWithinDays', 'deadline:fault-amount', { least: leastReopenDays, most: mostReopenDays });
  if (!isWhole(policy.informationWithinDays, 1, mostInformationDays))
    wrong('/informationWithinDays', 'deadline:fault-amount', { least: 1, most: mostInformationDays });
  return faults;
}
