import type { Catalogue } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import { type Complaint, type ComplaintClass, concernsConduct, referenceOf, type Topic } from './complaint.ts';
import { isPartyTo, type Route, routed, wished } from './routing.ts';
import { type Routable, type RoutingRule, type RuleBook, ruleFor } from './routing-rule.ts';

/** A case that the draft would send another way. What was said in it is not told. */
export interface TrialCase {
  readonly reference: string;
  readonly class: ComplaintClass;
  readonly topic: Topic;
  readonly agency: string;
  readonly before: Route;
  readonly after: Route;
  readonly law: Law;
}

/** What the law of conflict of interest made of a rule's wish. */
export interface Law {
  /** Agencies that the rule names and that are party to the case. */
  readonly barred: readonly string[];
  /** Agencies that the rule does not name and that must act or see. */
  readonly added: readonly string[];
}

/** How often a rule of the draft matched, and in how many of these cases the law changed its wish. */
export interface RuleCount {
  readonly code: string;
  readonly matched: number;
  readonly bent: number;
}

export interface Trial {
  readonly cases: number;
  /** In the order of the draft. */
  readonly rules: readonly RuleCount[];
  readonly changed: readonly TrialCase[];
}

/** What a draft would make of cases that there are, beside what the book in force makes of them today. */
export function trialOf(
  catalogue: Catalogue,
  { inForce, rules }: { readonly inForce: RuleBook; readonly rules: readonly RoutingRule[] },
  cases: readonly (Routable & Pick<Complaint, 'id'>)[],
  today: CityDay,
): Trial {
  const draft: RuleBook = { ...inForce, rules };
  const tried = cases.map((subject): TrialCase => {
    const { class: itsClass, topic, agency } = subject;
    const before = routed(catalogue, inForce, subject, today);
    const after = routed(catalogue, draft, subject, today);
    const law = lawIn(catalogue, ruleFor(catalogue, draft, subject), subject, after, today);
    return { reference: referenceOf(subject), class: itsClass, topic, agency, before, after, law };
  });
  return {
    cases: cases.length,
    rules: rules.map(({ code }) => {
      const matched = tried.filter(({ after }) => after.rule.code === code);
      return { code, matched: matched.length, bent: matched.filter(({ law }) => isBent(law)).length };
    }),
    changed: tried.filter(({ before, after }) => !goesSameWay(before, after)),
  };
}

const isBent = ({ barred, added }: Law): boolean => barred.length + added.length > 0;

function lawIn(catalogue: Catalogue, rule: RoutingRule, subject: Routable, after: Route, today: CityDay): Law {
  if (!concernsConduct(subject)) return { barred: [], added: [] };
  const wish = wished(catalogue, rule, subject, today);
  const named = [...new Set([...wish.handlers, ...wish.watchers])];
  return {
    barred: named.filter((code) => isPartyTo(catalogue, subject, code, today)),
    added: [...new Set([...after.proposed, ...after.watchers])].filter((code) => !named.includes(code)),
  };
}

/** Another rule that sends a case the same way changes nothing for it. */
const goesSameWay = (one: Route, other: Route): boolean =>
  one.policy === other.policy &&
  sameAgencies(one.proposed, other.proposed) &&
  sameAgencies(one.watchers, other.watchers);

const sameAgencies = (some: readonly string[], others: readonly string[]): boolean =>
  `${[...some].sort()}` === `${[...others].sort()}`;
