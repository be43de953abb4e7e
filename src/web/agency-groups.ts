import { type Agency, type AgencyKind, existsOn, isRated, nameOn } from '../domain/agency.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { CityDay } from '../domain/city-day.ts';
import type { Language } from '../domain/language.ts';
import { folded, foundIn } from '../domain/search-text.ts';

/** An agency as lists show it. */
export interface Listed {
  readonly code: string;
  readonly kind: AgencyKind;
  readonly name: string;
}

export interface AgencyGroup {
  readonly kind: AgencyKind;
  readonly count: number;
  /** Too long to be shown at once. */
  readonly long: boolean;
  /** One part per first letter, or a single one without a letter where there are few. */
  readonly letters: readonly { readonly letter: string; readonly agencies: readonly Listed[] }[];
}

/** From so many agencies on, a list is parted by letters. */
const many = 30;

const collators = { vi: new Intl.Collator('vi'), en: new Intl.Collator('en') };

/** What every name of a kind begins or ends with, and nobody looks for. */
const office = /^UBND |^People's Committee of /;
const kindWord = /^(Phường|Xã|Đặc khu|Thị trấn|Quận|Huyện) | (Ward|Commune|Special Zone|Township|District)$/;

export const shortName = (agency: Agency, day: CityDay, language: Language): string =>
  nameOn(agency, day, language).replace(office, '');

/** Short names by code. Without marks two names may become one: the Vietnamese name tells them apart. */
export function shortNames(agencies: readonly Agency[], day: CityDay, language: Language): Map<string, string> {
  const names = agencies.map((agency) => shortName(agency, day, language));
  const taken = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return new Map(
    agencies.map((agency, index) => {
      const name = names[index] ?? agency.code;
      const told = shortName(agency, day, 'vi');
      return [agency.code, taken.has(name) && told !== name ? `${name} (${told})` : name];
    }),
  );
}

/** Agencies by kind in the order in which kinds first appear, each in the order of the alphabet. */
export function agencyGroups(agencies: readonly Agency[], day: CityDay, language: Language): AgencyGroup[] {
  const names = shortNames(agencies, day, language);
  const listed = agencies.map((agency) => {
    const key = shortName(agency, day, language).replace(kindWord, '');
    return { code: agency.code, kind: agency.kind, name: names.get(agency.code) ?? agency.code, key };
  });
  listed.sort((a, b) => collators[language].compare(a.key, b.key) || (a.code < b.code ? -1 : 1));
  return [...groupedBy(listed, ({ kind }) => kind)]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([kind, members]) => ({
      kind,
      count: members.length,
      long: members.length >= many,
      letters: [...groupedBy(members, ({ key }) => (members.length < many ? '' : firstLetter(key)))].map(
        ([letter, agencies]) => ({ letter, agencies }),
      ),
    }));
}

function groupedBy<T, K>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}

/** Those that most people look for first; other kinds follow. */
const firstKinds: readonly AgencyKind[] = ['ward', 'commune', 'special_zone', 'department'];
const order = (kind: AgencyKind): number => (firstKinds.includes(kind) ? firstKinds.indexOf(kind) : firstKinds.length);

/** The letter a name is filed under: marks on vowels do not part, Đ stands after D. */
const firstLetter = (name: string): string => (name.normalize('NFD')[0] ?? '').toUpperCase();

/** Rated agencies of the past by name, for those who only know the old one. Nothing for an empty query. */
export function endedNamed(catalogue: Catalogue, query: string, day: CityDay): Agency[] {
  const words = folded(query);
  return [...catalogue.agencies.values()].filter(
    (agency) =>
      words !== '' &&
      isRated(agency) &&
      !existsOn(agency, day) &&
      agency.names.some(({ vi, en }) => foundIn(folded(`${vi} ${en}`), words)),
  );
}
