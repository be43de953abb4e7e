import type { Response } from 'express';
import type { Catalogue } from '../domain/catalogue.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import type { DeadlinePolicy } from '../domain/deadline-policy.ts';
import type { Language } from '../domain/language.ts';
import type { Translate } from '../locales.ts';
import type { WebParts } from './parts.ts';

/** What rules are told in: a language, and the names that things have today. */
export interface RuleFrame {
  readonly t: Translate;
  readonly language: Language;
  readonly catalogue: Catalogue;
  readonly policies: readonly DeadlinePolicy[];
  readonly today: CityDay;
}

export async function ruleFrame(parts: WebParts, res: Response): Promise<RuleFrame> {
  const { t, language } = res.locals;
  const [catalogue, { policies }] = await Promise.all([parts.catalogue(), parts.actions.deadlines.current()]);
  return { t, language, catalogue, policies, today: cityDay(parts.now(), parts.config.TIME_ZONE) };
}
