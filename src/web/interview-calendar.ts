import type { Account } from '../domain/account.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { addDays, cityDay } from '../domain/city-day.ts';
import { cityInstant } from '../domain/city-time.ts';
import type { Language } from '../domain/language.ts';
import { subjectOf } from './interview-frame.ts';
import type { WebParts } from './parts.ts';

const daysAhead = 7;

interface Around {
  readonly who: Account;
  readonly now: Date;
  readonly catalogue: Catalogue;
  readonly language: Language;
}

/** The appointments of today and the days after, those promised to her and those that are anybody's. */
export async function calendarOf(
  parts: WebParts,
  campaigns: readonly { readonly id: string }[],
  { who, now, catalogue, language }: Around,
) {
  const zone = parts.config.TIME_ZONE;
  const today = cityDay(now, zone);
  const until = cityInstant(addDays(today, daysAhead), '24:00', zone);
  const found = await Promise.all(campaigns.map(({ id }) => parts.stores.surveyFigures.appointments(id, until)));
  const hers = found
    .flat()
    .filter(({ appointment }) => appointment !== undefined && [undefined, who.id].includes(appointment.with));
  return hers.map((surveyCase) => {
    const { id, appointment, lease } = surveyCase;
    const at = appointment?.at ?? now;
    return {
      id,
      at,
      isToday: cityDay(at, zone) === today,
      isDue: at <= now,
      withMe: appointment?.with === who.id,
      note: appointment?.note,
      inHand: lease !== undefined && lease.until > now,
      ...subjectOf(surveyCase, catalogue, language),
    };
  });
}

/** What she did today. */
export async function dayOf(
  { stores, config }: WebParts,
  campaigns: readonly { readonly id: string }[],
  { id }: Account,
  now: Date,
): Promise<{ readonly attempts: number; readonly completes: number }> {
  const since = cityInstant(cityDay(now, config.TIME_ZONE), '00:00', config.TIME_ZONE);
  const tried = await Promise.all(campaigns.map((campaign) => stores.surveyFigures.triedBy(campaign.id, id, since)));
  const attempts = tried.flat().flatMap((one) => one.attempts.filter(({ by, at }) => by === id && at >= since));
  return {
    attempts: attempts.length,
    completes: attempts.filter(({ outcome }) => outcome === 'complete' || outcome === 'partial').length,
  };
}
