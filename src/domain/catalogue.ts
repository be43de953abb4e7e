import { type Agency, existsOn, isRated, nameOn, parentSpans } from './agency.ts';
import type { CityDay, Period } from './city-day.ts';
import type { Procedure } from './procedure.ts';
import { isOfferedBy } from './procedure.ts';
import { folded, foundIn } from './search-text.ts';
import { type Target, targetOn } from './target.ts';

/** A stay of an agency below another: over these days its answers count there too. */
export interface Place extends Period {
  readonly agency: string;
}

/** The agencies, procedures and targets of the city as one value, with the questions that are asked of it. */
export interface Catalogue {
  readonly agencies: ReadonlyMap<string, Agency>;
  readonly procedures: ReadonlyMap<string, Procedure>;
  readonly targets: readonly Target[];
  /** The unit that has no parent. */
  readonly city: Agency | undefined;
  /** Direct children, whenever they were. */
  readonly children: ReadonlyMap<string, readonly Agency[]>;
}

export function catalogueOf(
  agencies: readonly Agency[],
  procedures: readonly Procedure[],
  targets: readonly Target[],
): Catalogue {
  const children = new Map<string, Agency[]>();
  for (const agency of agencies)
    for (const parent of new Set(agency.parents.map(({ code }) => code)))
      children.set(parent, [...(children.get(parent) ?? []), agency]);
  return {
    agencies: new Map(agencies.map((agency) => [agency.code, agency])),
    procedures: new Map(procedures.map((procedure) => [procedure.code, procedure])),
    targets,
    city: agencies.find((agency) => agency.kind === 'city' && agency.parents.length === 0),
    children,
  };
}

/**
 * Every agency that stood below `root` during the period, itself included, and when. Spans that only end where the
 * agency itself begins or ends are given whole: it has no answers outside its days.
 */
export function placesWithin(catalogue: Catalogue, root: string, period: Period): Place[] {
  const places: Place[] = [{ agency: root, from: period.from, to: period.to }];
  // A unit above itself is a mistake in the data; it must not become an endless walk.
  const below = (parent: string, span: Period, above: readonly string[]): void => {
    for (const child of catalogue.children.get(parent) ?? [])
      for (const stay of above.includes(child.code) ? [] : parentSpans(child)) {
        if (stay.code !== parent) continue;
        const from = stay.from > span.from ? stay.from : span.from;
        const to = stay.to < span.to ? stay.to : span.to;
        if (from > to) continue;
        places.push({ agency: child.code, from, to });
        below(child.code, { from, to }, [...above, child.code]);
      }
  };
  below(root, period, [root]);
  return places;
}

/** An agency and everything that ever stood below it. */
export const unitsWithin = (catalogue: Catalogue, root: string): string[] => [
  ...new Set(placesWithin(catalogue, root, { from: '0000-01-01', to: '9999-12-31' }).map(({ agency }) => agency)),
];

/** The agency and those above it on a day, the nearest first. */
export function ancestryOn(catalogue: Catalogue, code: string, day: CityDay): Agency[] {
  const ancestry: Agency[] = [];
  for (let next: string | undefined = code; next !== undefined; ) {
    const agency = catalogue.agencies.get(next);
    if (!agency || ancestry.includes(agency)) break;
    ancestry.push(agency);
    next = parentSpans(agency).find((span) => span.from <= day && day <= span.to)?.code;
  }
  return ancestry;
}

/** The units directly below an agency that existed at some time in the period. */
export const unitsBelow = (catalogue: Catalogue, code: string, period: Period): Agency[] =>
  (catalogue.children.get(code) ?? []).filter(
    (child) =>
      child.validFrom <= period.to &&
      (child.validTo === undefined || child.validTo >= period.from) &&
      parentSpans(child).some((span) => span.code === code && span.from <= period.to && span.to >= period.from),
  );

/**
 * Who answers for an agency on a day: itself while it exists, else those that took over, however many steps on.
 * A district without successors of its own is succeeded by the successors of the wards it held.
 */
export function successorsOn(catalogue: Catalogue, agency: Agency, day: CityDay): Agency[] {
  const found = new Map<string, Agency>();
  const seen = new Set<string>();
  const follow = (current: Agency): void => {
    if (seen.has(current.code)) return;
    seen.add(current.code);
    if (existsOn(current, day)) {
      found.set(current.code, current);
      return;
    }
    const next = current.successors.length
      ? current.successors.map((code) => catalogue.agencies.get(code))
      : (catalogue.children.get(current.code) ?? []);
    for (const successor of next) if (successor) follow(successor);
  };
  follow(agency);
  return [...found.values()];
}

/** The satisfaction target of an agency on a day, a share; `undefined` when nobody set one. */
export const satisfactionTarget = (catalogue: Catalogue, agency: Agency, day: CityDay): number | undefined =>
  targetOn(catalogue.targets, agency, day);

/** What a resident can rate at an agency. */
export const proceduresOf = (catalogue: Catalogue, agency: Agency): Procedure[] =>
  [...catalogue.procedures.values()].filter((procedure) => isOfferedBy(procedure, agency));

/** Agencies that are wanted, the rated ones unless told, exist on the day and whose name or code holds every word of the query, with or without marks. */
export function agenciesNamed(
  catalogue: Catalogue,
  query: string,
  day: CityDay,
  wanted: (agency: Agency) => boolean = isRated,
): Agency[] {
  const words = folded(query);
  // Marks alone name nobody; nothing at all names everybody.
  if (words === '' && query.trim() !== '') return [];
  return [...catalogue.agencies.values()].filter(
    (agency) =>
      wanted(agency) &&
      existsOn(agency, day) &&
      foundIn(folded(`${nameOn(agency, day, 'vi')} ${nameOn(agency, day, 'en')} ${agency.code}`), words),
  );
}
