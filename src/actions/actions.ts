import type { Accounts } from './accounts.ts';
import type { Attachments } from './attachments.ts';
import type { Audit } from './audit.ts';
import type { BackChecks } from './back-checks.ts';
import type { Batches } from './batches.ts';
import type { Campaigns } from './campaigns.ts';
import type { CatalogueActions } from './catalogue.ts';
import type { Complaints } from './complaints.ts';
import type { Deadlines } from './deadlines.ts';
import type { Integrity } from './integrity.ts';
import type { Interviews } from './interviews.ts';
import type { Notices } from './notices.ts';
import type { ReplyTemplates } from './reply-templates.ts';
import type { Responses } from './responses.ts';
import type { Routing } from './routing.ts';
import type { Samples } from './samples.ts';
import type { SatisfactionActions } from './satisfaction.ts';

/** All verbs of the system, as the jobs and the command line are given them. */
export interface Actions {
  readonly accounts: Accounts;
  readonly attachments: Attachments;
  readonly audit: Audit;
  readonly backChecks: BackChecks;
  readonly batches: Batches;
  readonly campaigns: Campaigns;
  readonly catalogue: CatalogueActions;
  readonly complaints: Complaints;
  readonly deadlines: Deadlines;
  readonly integrity: Integrity;
  readonly interviews: Interviews;
  readonly notices: Notices;
  readonly replyTemplates: ReplyTemplates;
  readonly responses: Responses;
  readonly routing: Routing;
  readonly samples: Samples;
  readonly satisfaction: SatisfactionActions;
  /** Pays every debt that is older than a moment. */
  settle(): Promise<void>;
}
