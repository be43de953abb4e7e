import type { Databases } from '../storage/databases.ts';
import { checkCatalog } from './check-catalog.ts';
import { checkCollection } from './check-collection.ts';
import type { Fault, ReaderLine } from './report.ts';

/** Checks everything, or one collection, in one turn, and says each finding at once. */
export function checkDatabases(
  databases: Databases,
  namespace: string | undefined,
  say: (line: ReaderLine) => void,
): void {
  const fault = (found: Fault) => say({ fault: found });
  const progress = (name: string, documents: number) => say({ progress: { namespace: name, documents } });
  for (const collection of checkCatalog(databases, fault)) {
    if (namespace && collection.namespace !== namespace) continue;
    say({ collection: checkCollection(collection, { fault, progress }) });
  }
}
