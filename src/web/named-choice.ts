import { type Agency, existsOn, isRated, nameOn } from '../domain/agency.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { CityDay } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import { type Language, languages } from '../domain/language.ts';
import { folded, foundIn } from '../domain/search-text.ts';

/** Something that staff choose by typing its code, its name or a part of it. */
export interface Named {
  readonly code: string;
  /** The names that it goes by; the first is the one that is shown. */
  readonly names: readonly [string, ...string[]];
}

const mostTold = 8;

/** The code that was meant, or a fault at `pointer` that names what it could be. A whole name goes before a part of one. */
export function chosen(among: readonly Named[], typed: string, pointer: string): { code: string } | { fault: Fault } {
  const text = typed.trim().toLowerCase();
  if (text === '') return { fault: { pointer, code: 'hotline:fault-unit-missing' } };
  const query = folded(typed);
  const levels: ((one: Named) => boolean)[] = [
    ({ code }) => code.toLowerCase() === text,
    ({ names }) => names.some((name) => name.toLowerCase() === text),
    ({ names }) => names.some((name) => folded(name) === query),
    ({ code, names }) => query !== '' && names.some((name) => foundIn(folded(`${name} ${code}`), query)),
  ];
  for (const isMeant of levels) {
    const found = among.filter(isMeant);
    const [first] = found;
    if (!first) continue;
    if (found.length === 1) return { code: first.code };
    const told = found.slice(0, mostTold).map(({ code, names: [name] }) => `${name} (${code})`);
    return { fault: { pointer, code: 'hotline:fault-several', params: { typed, found: told.join('; ') } } };
  }
  return { fault: { pointer, code: 'hotline:fault-none', params: { typed } } };
}

const ordered = (language: Language): readonly Language[] => [language, ...languages.filter((one) => one !== language)];

const namedAgency = (agency: Agency, day: CityDay, language: Language): Named => {
  const [first, ...others] = ordered(language).map((one) => nameOn(agency, day, one));
  return { code: agency.code, names: [first ?? agency.code, ...others] };
};

/** The units that there are on a day. */
export const unitsOn = (catalogue: Catalogue, day: CityDay, language: Language): Named[] =>
  [...catalogue.agencies.values()]
    .filter((agency) => existsOn(agency, day))
    .map((agency) => namedAgency(agency, day, language));

/** The units that people can complain of. */
export const ratedUnitsOn = (catalogue: Catalogue, day: CityDay, language: Language): Named[] =>
  unitsOn(catalogue, day, language).filter(({ code }) => {
    const agency = catalogue.agencies.get(code);
    return agency !== undefined && isRated(agency);
  });

export const proceduresNamed = (catalogue: Catalogue, language: Language): Named[] =>
  [...catalogue.procedures.values()].map(({ code, names }) => {
    const [first, ...others] = ordered(language).map((one) => names[one]);
    return { code, names: [first ?? code, ...others] };
  });
