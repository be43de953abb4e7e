import { existsOn } from './agency.ts';
import { ancestryOn, type Catalogue, successorsOn } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import type { ComplaintClass } from './complaint.ts';

/** The unit that watches over conduct in the city; the hotline and the monitor are known by their kind. */
export const homeAffairs = 'H79-SNV';

export interface Subject {
  readonly class: ComplaintClass;
  /** The unit complained about. */
  readonly agency: string;
  /** When it happened. */
  readonly day: CityDay;
}

export interface Route {
  readonly handlers: readonly string[];
  readonly watchers: readonly string[];
}

/**
 * Who acts on a case and who looks on, as things stand today. Everything goes to the hotline, which forwards; conduct
 * is also in the sight of Home Affairs and of the monitor. Whoever is party to a case about conduct is left out, and
 * the level above the unit complained about stands in for it.
 */
export function routed(catalogue: Catalogue, subject: Subject, today: CityDay): Route {
  const ofKind = (kind: string): string[] =>
    [...catalogue.agencies.values()]
      .filter((agency) => agency.kind === kind && existsOn(agency, today))
      .map(({ code }) => code);
  const hotlines = ofKind('hotline');
  const monitors = ofKind('monitor');
  if (subject.class !== 'feedback_conduct') return { handlers: hotlines, watchers: [] };

  const unbiased = (codes: readonly string[]): string[] =>
    codes.filter((code) => !isPartyTo(catalogue, subject, code, today));
  const above = unbiased(ancestryOn(catalogue, subject.agency, subject.day).map(({ code }) => code)).slice(0, 1);
  const orAbove = (codes: readonly string[]): string[] => {
    const chosen = unbiased(codes);
    return chosen.length > 0 ? chosen : above;
  };
  const handlers = orAbove(hotlines);
  const watchers = new Set([...orAbove([homeAffairs]), ...unbiased(monitors)]);
  // Above the city there is nobody: a case about the city itself is the monitor's.
  if (handlers.length === 0) return { handlers: unbiased(monitors), watchers: [] };
  return { handlers, watchers: [...watchers].filter((code) => !handlers.includes(code)) };
}

/**
 * The law of conflict of interest: the unit complained about, whoever took it over, and everything below these, then
 * or now, is party to the case. The monitor stands in the register under the city but does not answer to it: it is
 * party only to cases about itself.
 */
export function isPartyTo(catalogue: Catalogue, subject: Subject, code: string, today: CityDay): boolean {
  const accused = catalogue.agencies.get(subject.agency);
  if (!accused || code === subject.agency) return code === subject.agency;
  const answerable = new Set([accused.code, ...successorsOn(catalogue, accused, today).map((unit) => unit.code)]);
  if (catalogue.agencies.get(code)?.kind === 'monitor') return answerable.has(code);
  return [subject.day, today].some((day) =>
    ancestryOn(catalogue, code, day).some((ancestor) => answerable.has(ancestor.code)),
  );
}
