import { nameOn } from '../domain/agency.ts';
import { parties, type RoutingRule } from '../domain/routing-rule.ts';
import type { RuleFrame } from './rule-frame.ts';

/** A rule in words: when it is followed, and what is done then. */
export function ruleWords({ when, handlers, watchers, policy }: RoutingRule, frame: RuleFrame) {
  const { t } = frame;
  const either = (words: readonly string[]): string => list(words, 'disjunction', frame);
  const all = (named: readonly string[]): string =>
    list(
      named.map((one) => whom(one, frame)),
      'conjunction',
      frame,
    );
  const conditions = Object.entries(when).map(([field, values]) =>
    t(`routing:if-${field}`, { list: either(values.map((value) => named(field, value, frame))) }),
  );
  return {
    when:
      conditions.length === 0
        ? t('routing:always')
        : t('routing:when', { conditions: list(conditions, 'conjunction', frame) }),
    then: [
      t('routing:then-handlers', { list: all(handlers) }),
      ...(watchers.length > 0 ? [t('routing:then-watchers', { list: all(watchers) })] : []),
      t('routing:then-policy', { policy: policyName(policy, frame) }),
    ],
  };
}

/** What a condition is called: a class, a topic, a kind of agency. */
export function named(field: string, value: string, frame: RuleFrame): string {
  switch (field) {
    case 'classes':
      return frame.t(`staff:class-${value}`);
    case 'topics':
      return frame.t(`complaint:topic-${value}`);
    case 'severities':
      return frame.t(`routing:severity-${value}`);
    case 'agencyKinds':
      return frame.t(`catalogue:kind-${value}`);
    case 'fields':
      return frame.t(`catalogue:field-${value}`);
    case 'agencies':
      return agencyName(value, frame);
    default:
      return `“${value}”`;
  }
}

/** A party, or the agency of a code. */
export const whom = (one: string, frame: RuleFrame): string =>
  (parties as readonly string[]).includes(one) ? frame.t(`routing:party-${one}`) : agencyName(one, frame);

export function agencyName(code: string, { catalogue, today, language }: RuleFrame): string {
  const agency = catalogue.agencies.get(code);
  return agency ? nameOn(agency, today, language) : code;
}

export const policyName = (code: string, { policies, language }: RuleFrame): string =>
  policies.findLast((policy) => policy.code === code)?.names[language] ?? code;

const list = (words: readonly string[], type: Intl.ListFormatType, { language }: RuleFrame): string =>
  new Intl.ListFormat(language, { type }).format(words);
