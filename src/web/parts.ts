import type { Store as SessionStore } from 'express-session';
import type { Accounts } from '../actions/accounts.ts';
import type { Attachments } from '../actions/attachments.ts';
import type { Complaints } from '../actions/complaints.ts';
import type { Deadlines } from '../actions/deadlines.ts';
import type { Notices } from '../actions/notices.ts';
import type { ReplyTemplates } from '../actions/reply-templates.ts';
import type { Responses } from '../actions/responses.ts';
import type { Routing } from '../actions/routing.ts';
import type { Samples } from '../actions/samples.ts';
import type { Config } from '../config.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Language } from '../domain/language.ts';
import type { Translate } from '../locales.ts';
import type { Log } from '../log.ts';
import type { RateLimiter } from '../rate-limit.ts';
import type { Seal } from '../seal.ts';
import type { ApiKeyStore } from '../stores/api-keys.ts';
import type { CalendarStore } from '../stores/calendars.ts';
import type { ComplaintFigureStore } from '../stores/complaint-figures.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { CustodianStore } from '../stores/custodians.ts';
import type { NoticeBook } from '../stores/notice-book.ts';
import type { PolicyStore } from '../stores/policies.ts';
import type { ResponseStore } from '../stores/responses.ts';
import type { SampleStore } from '../stores/samples.ts';
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
    readonly users: Pick<UserStore, 'withRole'>;
  };
  readonly actions: {
    readonly responses: Responses;
    readonly complaints: Complaints;
    readonly attachments: Attachments;
    readonly accounts: Accounts;
    readonly deadlines: Deadlines;
    readonly notices: Notices;
    readonly replyTemplates: ReplyTemplates;
    readonly routing: Routing;
    readonly samples: Samples;
  };
  readonly seal: Seal;
  readonly sessions: SessionStore;
  /** Which of the two answer within a second. */
  health(): Promise<{ readonly store: boolean; readonly redis: boolean }>;
  /** Hits per minute and address; shared over processes while Redis is there, by each process when it is not. */
  readonly rateLimit: RateLimiter;
}
