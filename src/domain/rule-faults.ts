import type { Catalogue } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import type { Fault } from './errors.ts';
import { parties, type RoutingRule, type RuleBook } from './routing-rule.ts';
import { folded } from './search-text.ts';

/** What an administrator would put in force. */
export type RuleDraft = Pick<RuleBook, 'from' | 'rules'>;

/** What the rules may name. */
export interface Known {
  readonly catalogue: Catalogue;
  /** Codes of deadline policies. */
  readonly policies: readonly string[];
  readonly today: CityDay;
}

export const mostRules = 40;

/** What keeps a draft from coming into force. */
export const draftFaults = ({ from, rules }: RuleDraft, known: Known): Fault[] => [
  ...(from < known.today ? [{ pointer: '/from', code: 'routing:fault-from-past' }] : []),
  ...ruleFaults(rules, known),
];

/** What keeps rules from being followed; the pointers lead to `/rules/0/when/words`. */
export function ruleFaults(rules: readonly RoutingRule[], known: Known): Fault[] {
  if (rules.length > mostRules) return [{ pointer: '/rules', code: 'routing:fault-too-many', params: { mostRules } }];
  const codes = rules.map(({ code }) => code);
  return [
    ...rules.flatMap((rule, index) => [
      ...oneRuleFaults(rule, `/rules/${index}`, known),
      ...(codes.indexOf(rule.code) < index
        ? [{ pointer: `/rules/${index}/code`, code: 'routing:fault-code-twice', params: { code: rule.code } }]
        : []),
      ...(matchesAll(rule) && index < rules.length - 1
        ? [{ pointer: `/rules/${index}`, code: 'routing:fault-hides', params: { code: rule.code } }]
        : []),
    ]),
    ...(rules.length === 0 || !rules.slice(-1).every(matchesAll)
      ? [{ pointer: `/rules/${Math.max(0, rules.length - 1)}`, code: 'routing:fault-last' }]
      : []),
  ];
}

const matchesAll = ({ when }: RoutingRule): boolean =>
  Object.values(when).every((condition) => condition === undefined);

function oneRuleFaults(rule: RoutingRule, at: string, { catalogue, policies }: Known): Fault[] {
  const { agencies = [], fields = [], words = [] } = rule.when;
  const knownFields = new Set([...catalogue.procedures.values()].map(({ field }) => field));
  const unknown = (pointer: string, named: readonly string[]): Fault[] =>
    named
      .filter((agency) => !catalogue.agencies.has(agency))
      .map((agency) => ({ pointer: `${at}/${pointer}`, code: 'agency-unknown', params: { agency } }));
  const isParty = (word: string): boolean => (parties as readonly string[]).includes(word);
  return [
    ...unknown('when/agencies', agencies),
    ...fields
      .filter((field) => !knownFields.has(field))
      .map((field) => ({ pointer: `${at}/when/fields`, code: 'routing:fault-field', params: { field } })),
    ...words
      .filter((word) => folded(word) === '')
      .map((word) => ({ pointer: `${at}/when/words`, code: 'routing:fault-word', params: { word } })),
    ...(rule.handlers.length === 0 ? [{ pointer: `${at}/handlers`, code: 'routing:fault-handlers' }] : []),
    ...unknown(
      'handlers',
      rule.handlers.filter((one) => !isParty(one)),
    ),
    ...unknown(
      'watchers',
      rule.watchers.filter((one) => !isParty(one)),
    ),
    ...(policies.includes(rule.policy)
      ? []
      : [{ pointer: `${at}/policy`, code: 'routing:fault-policy', params: { policy: rule.policy } }]),
  ];
}
