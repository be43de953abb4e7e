import type { AgencyKind } from './agency.ts';
import { ancestryOn, type Catalogue } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import type { ComplaintClass, Severity, Topic } from './complaint.ts';
import { folded } from './search-text.ts';
import type { Signature } from './signature.ts';

/** Whom a rule names: by place in the order of things, or an agency by its code. */
export const parties = ['agency', 'above', 'home_affairs', 'inspectorate', 'monitor', 'hotline'] as const;
export type Party = (typeof parties)[number];

/** A rule matches when each condition that it names holds; one that names none matches everything. */
export interface RoutingRule {
  /** Short and lasting, unique in its book: `conduct-harassment`. */
  readonly code: string;
  readonly when: {
    readonly classes?: readonly ComplaintClass[];
    readonly topics?: readonly Topic[];
    /** The unit complained about or one above it. */
    readonly agencies?: readonly string[];
    readonly agencyKinds?: readonly AgencyKind[];
    /** Field of the procedure. */
    readonly fields?: readonly string[];
    readonly severities?: readonly Severity[];
    /** Any of these stands in the text, marks and case aside. */
    readonly words?: readonly string[];
  };
  /** Parties or agency codes. */
  readonly handlers: readonly string[];
  readonly watchers: readonly string[];
  /** The code of the deadline policy. */
  readonly policy: string;
}

/** A version of all rules, in force from a day until the next one; never edited. */
export interface RuleBook extends Signature {
  readonly version: number;
  readonly from: CityDay;
  readonly rules: readonly RoutingRule[];
}

/** What the rules look at. */
export interface Routable {
  readonly class: ComplaintClass;
  readonly topic: Topic;
  readonly severity: Severity;
  readonly agency: string;
  readonly procedure?: string | undefined;
  readonly day: CityDay;
  readonly content?: string | undefined;
}

/** The first rule that matches; every book ends with one that always does. */
export function ruleFor(catalogue: Catalogue, book: RuleBook, subject: Routable): RoutingRule {
  const found = book.rules.find((rule) => matches(catalogue, rule, subject));
  if (!found) throw new Error(`No rule of version ${book.version} matches; its last rule must match everything`);
  return found;
}

function matches(catalogue: Catalogue, { when }: RoutingRule, subject: Routable): boolean {
  const { classes, topics, agencies, agencyKinds, fields, severities, words } = when;
  const holds = <T>(wanted: readonly T[] | undefined, one: T | undefined): boolean =>
    wanted === undefined || (one !== undefined && wanted.includes(one));
  return (
    holds(classes, subject.class) &&
    holds(topics, subject.topic) &&
    holds(severities, subject.severity) &&
    holds(agencyKinds, catalogue.agencies.get(subject.agency)?.kind) &&
    holds(fields, subject.procedure === undefined ? undefined : catalogue.procedures.get(subject.procedure)?.field) &&
    (agencies === undefined ||
      ancestryOn(catalogue, subject.agency, subject.day).some(({ code }) => agencies.includes(code))) &&
    (words === undefined || hasAny(subject.content ?? '', words))
  );
}

function hasAny(content: string, words: readonly string[]): boolean {
  const text = ` ${folded(content)} `;
  return words.some((word) => text.includes(` ${folded(word)} `));
}

/** The book in force on a day: of those whose day has come the latest saved; the first before any. */
export const bookOn = (books: readonly RuleBook[], day: CityDay): RuleBook => {
  const inForce = books.filter(({ from }) => from <= day);
  const chosen = inForce.length > 0 ? inForce.reduce((a, b) => (b.version > a.version ? b : a)) : books[0];
  if (!chosen) throw new Error('There is no rule book');
  return chosen;
};

/** The rules that a new city begins with. Denunciations are sealed when they arrive and follow none. */
export const firstRules: readonly RoutingRule[] = [
  {
    code: 'legal-complaint',
    when: { classes: ['legal_complaint'] },
    handlers: ['hotline'],
    watchers: [],
    policy: 'portal',
  },
  {
    code: 'harassment',
    when: { topics: ['harassment'] },
    handlers: ['above', 'home_affairs'],
    watchers: ['inspectorate', 'monitor'],
    policy: 'portal',
  },
  {
    code: 'conduct',
    when: { classes: ['feedback_conduct'] },
    handlers: ['above', 'home_affairs'],
    watchers: ['monitor'],
    policy: 'portal',
  },
  { code: 'incident', when: { classes: ['incident'] }, handlers: ['agency'], watchers: [], policy: 'hotline' },
  { code: 'website', when: { topics: ['website'] }, handlers: ['agency'], watchers: [], policy: 'hotline' },
  { code: 'everything-else', when: {}, handlers: ['agency'], watchers: [], policy: 'portal' },
];
