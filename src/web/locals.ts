import type { Channel } from '../domain/channel.ts';
import type { Language } from '../domain/language.ts';
import type { Translate } from '../locales.ts';
import type { Views } from './views.ts';

declare global {
  namespace Express {
    /** What every request carries (`res.locals`), and what the app holds for all of them (`app.locals`). */
    interface Locals {
      language: Language;
      t: Translate;
      requestId: string;
      /** Set once an answer was recorded, for the count of them. */
      recordedChannel?: Channel;
      views: Views;
      /** Whether the answers shown are invented. */
      demo: boolean;
    }
  }
}
