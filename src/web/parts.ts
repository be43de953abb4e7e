import type { Store as SessionStore } from 'express-session';
import type { Accounts } from '../actions/accounts.ts';
import type { Attachments } from '../actions/attachments.ts';
import type { BackChecks } from '../actions/back-checks.ts';
import type { Batches } from '../actions/batches.ts';
import type { Campaigns } from '../actions/campaigns.ts';
import type { Complaints } from '../actions/complaints.ts';
import type { Deadlines } from '../actions/deadlines.ts';
import type { Integrity } from '../actions/integrity.ts';
import type { Interviews } from '../actions/interviews.ts';
import type { Notices } from '../actions/notices.ts';
import type { ReplyTemplates } from '../actions/reply-templates.ts';
import type { Responses } from '../actions/responses.ts';
import type { Routing } from '../actions/routing.ts';
import type { Samples } from '../actions/samples.ts';
import type { Config } from '../config.ts';
import type { Supervisor } from '../domain/campaign.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Fault } from '../domain/errors.ts';
import type { InterviewTable } from '../domain/interview-table.ts';
import type { Language } from '../domain/language.ts';
import type { FrameReport } from '../intake/frame-file.ts';
import type { Translate } from '../locales.ts';
import type { Log } from '../log.ts';
import type { RateLimiter } from '../rate-limit.ts';
import type { Seal } from '../seal.ts';
import type { ApiKeyStore } from '../stores/api-keys.ts';
import type { BackCheckStore } from '../stores/back-checks.ts';
import type { BatchStore } from '../stores/batches.ts';
import type { CalendarStore } from '../stores/calendars.ts';
import type { CampaignResponseStore } from '../stores/campaign-responses.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { ComplaintFigureStore } from '../stores/complaint-figures.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { CustodianStore } from '../stores/custodians.ts';
import type { DoNotCallStore } from '../stores/do-not-call.ts';
import type { DrawnCaseStore } from '../stores/drawn-cases.ts';
import type { FinishedInterviewStore } from '../stores/finished-interviews.ts';
import type { FrameCaseStore } from '../stores/frame-cases.ts';
import type { IntegrityDecisionStore } from '../stores/integrity-decisions.ts';
import type { NoticeBook } from '../stores/notice-book.ts';
import type { PolicyStore } from '../stores/policies.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { ResponseStore } from '../stores/responses.ts';
import type { SampleStore } from '../stores/samples.ts';
import type { SlipStore } from '../stores/slips.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import type { SurveyFigureStore } from '../stores/survey-figures.ts';
import type { TallyStore } from '../stores/tallies.ts';
import type { UserStore } from '../stores/users.ts';

/** Everything the web is given; built by `compose.ts`. */
export interface WebParts {
  readonly config: Config & { readonly PUBLIC_URL: string; readonly SESSION_SECRET: string };
  /** Whether the store is filled with the demo city. */
  readonly demo: boolean;
  readonly log: Log;
  now(): Date;
  readonly translators: Readonly<Record<Language, Translate>>;
  /** The catalogue as of a few seconds ago at most. */
  catalogue(): Promise<Catalogue>;
  readonly stores: {
    readonly tallies: TallyStore;
    readonly responses: Pick<ResponseStore, 'cutOff' | 'isTaken'>;
    readonly complaints: ComplaintStore;
    readonly complaintFigures: ComplaintFigureStore;
    readonly notices: NoticeBook;
    readonly apiKeys: ApiKeyStore;
    readonly calendars: CalendarStore;
    readonly policies: PolicyStore;
    readonly custodians: CustodianStore;
    readonly samples: Pick<SampleStore, 'find' | 'latest'>;
    readonly campaigns: CampaignStore;
    readonly campaignResponses: CampaignResponseStore;
    readonly drawnCases: DrawnCaseStore;
    readonly batches: Pick<BatchStore, 'find' | 'latest'>;
    readonly slips: Pick<SlipStore, 'ofBatch'>;
    readonly users: Pick<UserStore, 'withRole'>;
    readonly surveyCases: Pick<SurveyCaseStore, 'find' | 'list'>;
    readonly surveyFigures: SurveyFigureStore;
    readonly frameCases: Pick<FrameCaseStore, 'drawn'>;
    readonly finishedInterviews: Pick<FinishedInterviewStore, 'by'>;
    readonly integrityDecisions: Pick<IntegrityDecisionStore, 'of'>;
    readonly backChecks: Pick<BackCheckStore, 'of'>;
    readonly quotas: Pick<QuotaStore, 'of'>;
    readonly doNotCall: Pick<DoNotCallStore, 'count'>;
  };
  readonly actions: {
    readonly responses: Responses;
    readonly complaints: Complaints;
    readonly attachments: Attachments;
    readonly campaigns: Campaigns;
    readonly interviews: Interviews;
    readonly integrity: Integrity;
    readonly backChecks: BackChecks;
    readonly accounts: Accounts;
    readonly deadlines: Deadlines;
    readonly notices: Notices;
    readonly replyTemplates: ReplyTemplates;
    readonly routing: Routing;
    readonly samples: Samples;
    readonly batches: Batches;
  };
  /** Takes a sampling frame from the bytes of a CSV file. Throws a Refusal when the file as a whole cannot be read. */
  takeFrame(
    campaign: string,
    file: Uint8Array,
    options: { readonly dryRun: boolean; readonly by: Supervisor; readonly explain: (fault: Fault) => string },
  ): Promise<FrameReport>;
  /** The interviews as an SPSS file, labelled in a language. */
  interviewSav(table: InterviewTable, language: Language): Buffer;
  readonly seal: Seal;
  readonly sessions: SessionStore;
  /** Which of the two answer within a second. */
  health(): Promise<{ readonly store: boolean; readonly redis: boolean }>;
  /** Hits per minute and address; shared over processes while Redis is there, by each process when it is not. */
  readonly rateLimit: RateLimiter;
}
