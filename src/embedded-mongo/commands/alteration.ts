import type { Doc } from '../semantics/document.ts';
import { failedToParse, location } from '../semantics/fault.ts';
import { replacementOrUpdate } from '../semantics/update.ts';

/** How a client wants documents changed. */
export interface Alteration {
  filter: Doc;
  update: Doc | Doc[];
  arrayFilters?: Doc[] | undefined;
  variables?: Doc | undefined;
  collation?: Doc | undefined;
}

/** Refuses what does not go together in an update. */
export function checkAlteration({ update, arrayFilters }: Alteration, multi = false, constants?: Doc): void {
  const shape = replacementOrUpdate(update);
  if (multi && shape === 'replace') {
    throw failedToParse('multi update is not supported for replacement-style update');
  }
  if (arrayFilters && shape === 'pipeline') {
    throw failedToParse('arrayFilters may not be specified for pipeline-syle updates');
  }
  if (arrayFilters?.length && shape === 'replace') {
    throw failedToParse('arrayFilters may not be specified for replacement-style updates');
  }
  if (constants && shape !== 'pipeline') {
    throw location(51198, 'Constant values may only be specified for pipeline updates');
  }
}

/** What the expressions of a pipeline may name: the command's variables, and constants of its own. */
export function named(variables: Doc | undefined, constants: Doc | undefined): Doc | undefined {
  if (!constants) return variables;
  const literals = Object.entries(constants).map(([name, value]) => [name, { $literal: value }]);
  return { ...variables, ...Object.fromEntries(literals) };
}
