import type { CollectionCounts, Fault } from './report.ts';
import { runReader } from './run-reader.ts';

export interface CheckResult {
  collections: CollectionCounts[];
  faults: Fault[];
}

/** What to check, and where to say how far it is. */
export interface CheckOptions {
  /** `database.collection`; all when absent */
  namespace?: string;
  /** the caller has the folder for itself */
  isLocked?: boolean;
  progress?(namespace: string, documents: number): void;
}

/**
 * Checks one state of a store, served or not: every document and every index entry, in both directions.
 * It is sound when there are no faults. Throws an Error with one line when it cannot be read at all.
 */
export async function checkStore(dir: string, options: CheckOptions = {}): Promise<CheckResult> {
  const result: CheckResult = { collections: [], faults: [] };
  const args = options.namespace ? [options.namespace] : [];
  await runReader({ script: 'check', dir, args, isLocked: options.isLocked === true }, (line) => {
    if ('fault' in line) result.faults.push(line.fault);
    else if ('collection' in line) result.collections.push(line.collection);
    else if ('progress' in line) options.progress?.(line.progress.namespace, line.progress.documents);
  });
  return result;
}
