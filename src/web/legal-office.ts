import type { Response } from 'express';
import { nameOn } from '../domain/agency.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { CityDay } from '../domain/city-day.ts';
import { inspectorate } from '../domain/routing.ts';

/** The name of the office that takes denunciations, as the register has it today. */
export function legalOffice(
  catalogue: Catalogue,
  today: CityDay,
  { t, language }: Pick<Response['locals'], 't' | 'language'>,
): string {
  const office = catalogue.agencies.get(inspectorate);
  return office ? nameOn(office, today, language) : t('complaint:inspectorate');
}
