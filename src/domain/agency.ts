import { addDays, type CityDay, type Period } from './city-day.ts';
import type { Language, Texts } from './language.ts';

export const agencyKinds = [
  'city',
  'department',
  'district',
  'ward',
  'commune',
  'special_zone',
  'service_centre',
  'reception_point',
  'vertical',
  'enterprise',
  'monitor',
  'hotline',
  'institute',
  'post',
] as const;
export type AgencyKind = (typeof agencyKinds)[number];

/** A unit with its history. `code` never changes; names and parents are those from their day on. */
export interface Agency {
  readonly code: string;
  readonly kind: AgencyKind;
  /** In order of `from`; never empty. */
  readonly names: readonly (Texts & { readonly from: CityDay })[];
  /** In order of `from`; empty for the city itself. */
  readonly parents: readonly { readonly code: string; readonly from: CityDay }[];
  readonly validFrom: CityDay;
  /** The last day, absent while the unit exists. */
  readonly validTo?: CityDay;
  /** Who took over, as far as it is published. */
  readonly successors: readonly string[];
}

/** Kinds that residents rate. The others route, watch or carry. */
const ratedKinds: ReadonlySet<AgencyKind> = new Set<AgencyKind>([
  'department',
  'district',
  'ward',
  'commune',
  'special_zone',
  'service_centre',
  'reception_point',
  'vertical',
]);
export const isRated = (agency: Agency): boolean => ratedKinds.has(agency.kind);

export const existsOn = (agency: Agency, day: CityDay): boolean =>
  agency.validFrom <= day && (agency.validTo === undefined || day <= agency.validTo);

const lastFrom = <T extends { readonly from: CityDay }>(entries: readonly T[], day: CityDay): T | undefined =>
  entries.findLast((entry) => entry.from <= day) ?? entries[0];

/** What the unit was called on a day; the first name for days before it. */
export const nameOn = (agency: Agency, day: CityDay, language: Language): string =>
  lastFrom(agency.names, day)?.[language] ?? agency.code;

/** The code of the unit above on a day. */
export const parentOn = (agency: Agency, day: CityDay): string | undefined => lastFrom(agency.parents, day)?.code;

/** The spans over which a unit had one parent; the first reaches back and the last forward without end. */
export const parentSpans = (agency: Agency): readonly (Period & { readonly code: string })[] =>
  agency.parents.map(({ code, from }, index) => {
    const next = agency.parents[index + 1];
    return { code, from: index === 0 ? '0000-01-01' : from, to: next ? addDays(next.from, -1) : '9999-12-31' };
  });
