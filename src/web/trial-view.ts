import type { Route } from '../domain/routing.ts';
import type { Trial } from '../domain/routing-trial.ts';
import type { RuleFrame } from './rule-frame.ts';
import { agencyName, named, policyName } from './rule-words.ts';

const mostShown = 50;

/** What a trial found, in words. Cases are named by reference, class, topic and agency, never by what was said. */
export function trialView({ cases, rules, changed }: Trial, frame: RuleFrame) {
  const names = (codes: readonly string[]): string => codes.map((code) => agencyName(code, frame)).join('; ');
  const way = ({ rule, proposed, watchers, policy }: Route) => ({
    rule: rule.code,
    handlers: names(proposed),
    watchers: names(watchers),
    policy: policyName(policy, frame),
  });
  return {
    cases,
    rules,
    never: rules
      .filter(({ matched }) => matched === 0)
      .map(({ code }) => code)
      .join(', '),
    count: changed.length,
    shown: Math.min(changed.length, mostShown),
    narrowed: changed.length > mostShown,
    changed: changed.slice(0, mostShown).map((one) => ({
      reference: one.reference,
      topic: named('topics', one.topic, frame),
      class: named('classes', one.class, frame),
      agency: agencyName(one.agency, frame),
      before: way(one.before),
      after: way(one.after),
      barred: names(one.law.barred),
      added: names(one.law.added),
    })),
  };
}
