import { type Party, parties, type RoutingRule } from '../domain/routing-rule.ts';
import { mostRules } from '../domain/rule-faults.ts';

/** A rule as it was typed: its fields by the end of their names, `when-words`. */
export type TypedRule = Readonly<Record<string, unknown>>;

export const isRuleField = /^rules-(\d{1,3})-([a-zA-Z-]+)$/;

/** The rules of a form in their order, as they were typed, well-formed or not. */
export function typedRules(body: Readonly<Record<string, unknown>>): TypedRule[] {
  const rules = new Map<number, Record<string, unknown>>();
  for (const [name, value] of Object.entries(body)) {
    const [, index = '', field = ''] = isRuleField.exec(name) ?? [];
    if (field !== '') rules.set(Number(index), { ...rules.get(Number(index)), [field]: value });
  }
  return [...rules].sort(([a], [b]) => a - b).map(([, typed]) => typed);
}

/** The rules after the button that was pressed moved one, took one away or added one, and which one that is. */
export function rearranged(
  rules: readonly TypedRule[],
  { up, down, remove, add }: Readonly<Record<string, unknown>>,
): { rules: TypedRule[]; at: number } | undefined {
  if (add !== undefined) {
    // Before the last, which is for everything that no other rule is for.
    const at = Math.max(0, rules.length - 1);
    return { rules: rules.length < mostRules ? rules.toSpliced(at, 0, typedRule(blank)) : [...rules], at };
  }
  const at = Number(up ?? down ?? remove);
  const moved = rules[at];
  if (!moved) return undefined;
  const without = rules.toSpliced(at, 1);
  if (remove !== undefined) return { rules: without, at: Math.min(at, without.length - 1) };
  const to = Math.min(Math.max(0, at + (up === undefined ? 1 : -1)), without.length);
  return { rules: without.toSpliced(to, 0, moved), at: to };
}

const blank: RoutingRule = { code: '', when: {}, handlers: [], watchers: [], policy: '' };

/** A rule as a form would send it. */
export const typedRule = ({ code: name, when, handlers, watchers, policy }: RoutingRule): TypedRule => ({
  code: name,
  'when-classes': when.classes ?? [],
  'when-topics': when.topics ?? [],
  'when-severities': when.severities ?? [],
  'when-agencies': (when.agencies ?? []).join('\n'),
  'when-agencyKinds': when.agencyKinds ?? [],
  'when-fields': when.fields ?? [],
  'when-words': (when.words ?? []).join('\n'),
  handlers: handlers.filter(isParty),
  'handlers-codes': handlers.filter((one) => !isParty(one)).join('\n'),
  watchers: watchers.filter(isParty),
  'watchers-codes': watchers.filter((one) => !isParty(one)).join('\n'),
  policy,
});

const isParty = (word: string): word is Party => (parties as readonly string[]).includes(word);
