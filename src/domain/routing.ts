import { existsOn } from './agency.ts';
import { ancestryOn, type Catalogue, successorsOn } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import { concernsConduct } from './complaint.ts';
import { type Party, parties, type Routable, type RoutingRule, type RuleBook, ruleFor } from './routing-rule.ts';

/** The units that watch over conduct in the city; hotline and monitor are known by their kind. */
export const homeAffairs = 'H79-SNV';
export const inspectorate = 'H79-TTRA';

/** What the law of conflict of interest looks at. */
export type Accusation = Pick<Routable, 'class' | 'topic' | 'agency' | 'day'>;

/** Where a case goes: who checks and forwards it now, whom it shall be forwarded to, and who looks on. */
export interface Route {
  readonly handlers: readonly string[];
  readonly watchers: readonly string[];
  readonly proposed: readonly string[];
  readonly rule: { readonly version: number; readonly code: string };
  readonly policy: string;
}

/** The way of a case by the rules in force, within the law of conflict of interest. */
export function routed(catalogue: Catalogue, book: RuleBook, subject: Routable, today: CityDay): Route {
  const rule = ruleFor(catalogue, book, subject);
  const wish = wished(catalogue, rule, subject, today);
  const desk = lawful(catalogue, subject, partyCodes(catalogue, subject, 'hotline', today), today);
  return {
    ...lawfulPair(catalogue, subject, { handlers: desk, watchers: wish.watchers }, today),
    proposed: lawful(catalogue, subject, wish.handlers, today),
    rule: { version: book.version, code: rule.code },
    policy: rule.policy,
  };
}

/** The agencies that a rule names, as things are today, before the law has its say. */
export function wished(
  catalogue: Catalogue,
  rule: Pick<RoutingRule, 'handlers' | 'watchers'>,
  subject: Accusation,
  today: CityDay,
): { handlers: string[]; watchers: string[] } {
  const named = (words: readonly string[]): string[] => [
    ...new Set(words.flatMap((word) => partyCodes(catalogue, subject, word, today))),
  ];
  return { handlers: named(rule.handlers), watchers: named(rule.watchers) };
}

/** The way of a case that turns out to be about something else; whoever watched it goes on watching, if the law lets. */
export function rerouted(
  catalogue: Catalogue,
  book: RuleBook,
  before: Pick<Route, 'handlers' | 'watchers'>,
  subject: Routable,
  today: CityDay,
): Route {
  const way = routed(catalogue, book, subject, today);
  const wanted = { handlers: before.handlers, watchers: [...way.watchers, ...before.watchers] };
  return { ...way, ...lawfulPair(catalogue, subject, wanted, today) };
}

/** Handlers and watchers as the law lets them be: conduct is in the sight of Home Affairs and monitor at once. */
export function lawfulPair(
  catalogue: Catalogue,
  subject: Accusation,
  wanted: Readonly<Record<'handlers' | 'watchers', readonly string[]>>,
  today: CityDay,
): { handlers: string[]; watchers: string[] } {
  const handlers = lawful(catalogue, subject, wanted.handlers, today);
  const demanded: readonly Party[] = !concernsConduct(subject)
    ? []
    : subject.topic === 'harassment'
      ? ['home_affairs', 'monitor', 'inspectorate']
      : ['home_affairs', 'monitor'];
  const watchers = demanded
    .flatMap((one) => partyCodes(catalogue, subject, one, today))
    .concat(wanted.watchers)
    .filter((code) => isUnbiased(catalogue, subject, code, today));
  // Where Home Affairs itself is party, the level above it stands in.
  const office = partyCodes(catalogue, subject, 'home_affairs', today);
  const isWatched = office.some((code) => watchers.includes(code));
  const standIn = concernsConduct(subject) && !isWatched ? above(catalogue, subject, today) : [];
  return {
    handlers,
    watchers: [...new Set([...watchers, ...standIn])].filter((code) => !handlers.includes(code)),
  };
}

/**
 * The law of conflict of interest: whoever is party to a case about conduct handles none of it, and where nobody of
 * those wanted is left, the level above does; above the city there is nobody, so that such a case is the monitor's.
 */
export function lawful(catalogue: Catalogue, subject: Accusation, wanted: readonly string[], today: CityDay): string[] {
  const existing = [...new Set(wanted)].filter((code) => catalogue.agencies.has(code));
  const unbiased = existing.filter((code) => isUnbiased(catalogue, subject, code, today));
  if (unbiased.length > 0) return unbiased;
  const higher = above(catalogue, subject, today);
  return higher.length > 0 ? higher : monitors(catalogue, today);
}

/** True when an agency may have to do with a case: with one about conduct nobody may who is party to it. */
export const isUnbiased = (catalogue: Catalogue, subject: Accusation, code: string, today: CityDay): boolean =>
  !concernsConduct(subject) || !isPartyTo(catalogue, subject, code, today);

/** Who decides where Home Affairs may not: the monitor of the city. */
export const monitors = (catalogue: Catalogue, today: CityDay): string[] => ofKind(catalogue, 'monitor', today);

const ofKind = (catalogue: Catalogue, kind: string, today: CityDay): string[] =>
  [...catalogue.agencies.values()]
    .filter((agency) => agency.kind === kind && existsOn(agency, today))
    .map(({ code }) => code);

/** The nearest level above the unit complained about that is not party to the case. */
export const above = (catalogue: Catalogue, subject: Accusation, today: CityDay): string[] =>
  ancestryOn(catalogue, subject.agency, subject.day)
    .filter((agency) => agency.code !== subject.agency && existsOn(agency, today))
    .map(({ code }) => code)
    .filter((code) => !isPartyTo(catalogue, subject, code, today))
    .slice(0, 1);

/** The agencies that a rule's word stands for, as things are today. */
function partyCodes(catalogue: Catalogue, subject: Accusation, word: string, today: CityDay): string[] {
  if (!(parties as readonly string[]).includes(word)) return heirsOf(catalogue, word, today);
  switch (word as Party) {
    case 'agency':
      return heirsOf(catalogue, subject.agency, today);
    case 'above':
      return above(catalogue, subject, today);
    case 'home_affairs':
      return heirsOf(catalogue, homeAffairs, today);
    case 'inspectorate':
      return heirsOf(catalogue, inspectorate, today);
    case 'monitor':
      return monitors(catalogue, today);
    case 'hotline':
      return ofKind(catalogue, 'hotline', today);
  }
}

/** The agency of a code while it exists, then whoever took over. */
export const heirsOf = (catalogue: Catalogue, code: string, today: CityDay): string[] => {
  const agency = catalogue.agencies.get(code);
  return agency ? successorsOn(catalogue, agency, today).map((heir) => heir.code) : [];
};

/**
 * True for the unit complained about, whoever took it over, and everything below these, then or now. The monitor stands
 * in the register under the city but does not answer to it: it is party only to cases about itself.
 */
export function isPartyTo(
  catalogue: Catalogue,
  subject: Pick<Accusation, 'agency' | 'day'>,
  code: string,
  today: CityDay,
): boolean {
  const accused = catalogue.agencies.get(subject.agency);
  if (!accused || code === subject.agency) return code === subject.agency;
  const answerable = new Set([accused.code, ...successorsOn(catalogue, accused, today).map((unit) => unit.code)]);
  if (catalogue.agencies.get(code)?.kind === 'monitor') return answerable.has(code);
  // Who works under the name of a unit that is no more belongs to those that took it over, if it says who they are.
  const heirs = catalogue.agencies.get(code)?.successors.length ? heirsOf(catalogue, code, today) : [];
  return [code, ...heirs].some((unit) =>
    [subject.day, today].some((day) =>
      ancestryOn(catalogue, unit, day).some((ancestor) => answerable.has(ancestor.code)),
    ),
  );
}
