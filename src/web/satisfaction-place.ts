import { type Agency, existsOn, isRated, nameOn } from '../domain/agency.ts';
import { ancestryOn, type Catalogue, successorsOn } from '../domain/catalogue.ts';
import type { CityDay } from '../domain/city-day.ts';
import type { Language } from '../domain/language.ts';

interface Place {
  readonly name: string;
  readonly href: string;
}

export interface AgencyPlace {
  readonly name: string;
  /** From the city down to the unit above. */
  readonly above: readonly Place[];
  readonly rateHref?: string;
  /** The last day and those that took over, of a unit that ended. */
  readonly ended?: { readonly day: CityDay; readonly successors: readonly Place[] };
  /** Those from which it took over. */
  readonly predecessors: readonly Place[];
}

export interface PlaceAsked {
  readonly catalogue: Catalogue;
  readonly language: Language;
  readonly today: CityDay;
  /** The day whose names are shown. */
  readonly day: CityDay;
  href(code: string): string;
}

/** Where an agency stands among the others, in space and in time. */
export function agencyPlace(agency: Agency, { catalogue, language, today, day, href }: PlaceAsked): AgencyPlace {
  const place = (other: Agency, on: CityDay): Place => ({ name: nameOn(other, on, language), href: href(other.code) });
  const ended = agency.validTo !== undefined && agency.validTo < today;
  const predecessors = [...catalogue.agencies.values()].filter(({ successors }) => successors.includes(agency.code));
  return {
    name: nameOn(agency, day, language),
    above: ancestryOn(catalogue, agency.code, day)
      .slice(1)
      .reverse()
      .map((other) => place(other, day)),
    ...(isRated(agency) && existsOn(agency, today) ? { rateHref: `/rate/${encodeURIComponent(agency.code)}` } : {}),
    ...(ended
      ? {
          ended: {
            day: agency.validTo,
            successors: successorsOn(catalogue, agency, today).map((other) => place(other, today)),
          },
        }
      : {}),
    predecessors: predecessors.map((other) => place(other, other.validTo ?? day)),
  };
}
