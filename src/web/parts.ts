import type { Store as SessionStore } from 'express-session';
import type { Accounts } from '../actions/accounts.ts';
import type { Complaints } from '../actions/complaints.ts';
import type { Responses } from '../actions/responses.ts';
import type { Config } from '../config.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Language } from '../domain/language.ts';
import type { Translate } from '../locales.ts';
import type { Log } from '../log.ts';
import type { RateLimiter } from '../rate-limit.ts';
import type { Seal } from '../seal.ts';
import type { ApiKeyStore } from '../stores/api-keys.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { ResponseStore } from '../stores/responses.ts';
import type { TallyStore } from '../stores/tallies.ts';

/** Everything the web is given; built by `compose.ts`. */
export interface WebParts {
  readonly config: Config & { readonly PUBLIC_URL: string; readonly SESSION_SECRET: string };
  readonly log: Log;
  now(): Date;
  readonly translators: Readonly<Record<Language, Translate>>;
  /** The catalogue as of a few seconds ago at most. */
  catalogue(): Promise<Catalogue>;
  readonly stores: {
    readonly tallies: TallyStore;
    readonly responses: Pick<ResponseStore, 'cutOff' | 'isTaken'>;
    readonly complaints: ComplaintStore;
    readonly apiKeys: ApiKeyStore;
  };
  readonly actions: { readonly responses: Responses; readonly complaints: Complaints; readonly accounts: Accounts };
  readonly seal: Seal;
  readonly sessions: SessionStore;
  /** Which of the two answer within a second. */
  health(): Promise<{ readonly store: boolean; readonly redis: boolean }>;
  /** Hits per minute and address; shared over processes while Redis is there, by each process when it is not. */
  readonly rateLimit: RateLimiter;
}
