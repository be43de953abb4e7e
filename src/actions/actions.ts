import type { Accounts } from './accounts.ts';
import type { CatalogueActions } from './catalogue.ts';
import type { Complaints } from './complaints.ts';
import type { Responses } from './responses.ts';
import type { SatisfactionActions } from './satisfaction.ts';

/** All verbs of the system, as the jobs and the command line are given them. */
export interface Actions {
  readonly accounts: Accounts;
  readonly catalogue: CatalogueActions;
  readonly complaints: Complaints;
  readonly responses: Responses;
  readonly satisfaction: SatisfactionActions;
  /** Pays every debt that is older than a moment. */
  settle(): Promise<void>;
}
