import { z } from 'zod';
import { agencyKinds } from '../domain/agency.ts';
import { isCityDay } from '../domain/city-day.ts';
import { complaintClasses, severities, topics } from '../domain/complaint.ts';
import type { Fault } from '../domain/errors.ts';
import { parties, type RoutingRule } from '../domain/routing-rule.ts';
import type { RuleDraft } from '../domain/rule-faults.ts';
import { code, given, read, text } from './input.ts';
import { savingFields } from './saving.ts';
import { isRuleField, type TypedRule, typedRules } from './typed-rules.ts';

const because = (name: string) => ({ params: { code: name } });
export const codeLimit = 40;
export const listLimit = 2000;

/** Boxes of one name, none of them ticked or several. */
const ticked = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(one));
/** One to a line, or parted by commas. */
const lines = text(listLimit).transform((typed) => linesOf(typed));

const rule = z.strictObject({
  code: text(codeLimit).refine((typed) => /^[a-z\d]+(-[a-z\d]+)*$/.test(typed), because('routing:fault-code')),
  'when-classes': ticked(z.enum(complaintClasses)),
  'when-topics': ticked(z.enum(topics)),
  'when-severities': ticked(z.enum(severities)),
  'when-agencies': lines,
  'when-agencyKinds': ticked(z.enum(agencyKinds)),
  'when-fields': ticked(code()),
  'when-words': lines,
  handlers: ticked(z.enum(parties)),
  'handlers-codes': lines,
  watchers: ticked(z.enum(parties)),
  'watchers-codes': lines,
  policy: text(codeLimit).refine((typed) => typed !== '', because('routing:fault-policy')),
});

const draft = z.strictObject({
  ...savingFields,
  from: text(10).refine(isCityDay, because('day-form')),
  tried: z.string().optional(),
  try: z.string().optional(),
  save: z.string().optional(),
  rules: z.array(rule),
});

export interface DraftForm {
  readonly draft: RuleDraft;
  readonly reason: string;
  readonly seen: number;
  /** What was tried out. */
  readonly tried: string | undefined;
  readonly wish: 'try' | 'save';
}

/** The draft that a form says, or what is wrong with its shape; the pointers name the fields. */
export function readDraft(body: Readonly<Record<string, unknown>>): DraftForm | { faults: readonly Fault[] } {
  const others = Object.entries(body).filter(([name]) => !isRuleField.test(name));
  const fields = read(draft, { ...Object.fromEntries(others), rules: typedRules(body) });
  if ('faults' in fields) return { faults: fields.faults.map(ofField) };
  const { from, rules, reason, seen, tried, save } = fields.value;
  const wish = save === undefined ? 'try' : 'save';
  return { draft: { from, rules: rules.map(ruleOf) }, reason, seen, tried, wish };
}

/** The rule that was typed, when it is well-formed. */
export function ruleFrom(typed: TypedRule): RoutingRule | undefined {
  const fields = read(rule, typed);
  return 'faults' in fields ? undefined : ruleOf(fields.value);
}

/** A fault of one box of several is one of the field. */
const ofField = (fault: Fault): Fault => ({
  ...fault,
  pointer: fault.pointer.replace(/^(\/rules\/\d+\/[^/]+)\/.*$/, '$1'),
});

const linesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[\n,;]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

const ruleOf = (fields: z.output<typeof rule>): RoutingRule => ({
  code: fields.code,
  when: given({
    classes: some(fields['when-classes']),
    topics: some(fields['when-topics']),
    agencies: some(fields['when-agencies']),
    agencyKinds: some(fields['when-agencyKinds']),
    fields: some(fields['when-fields']),
    severities: some(fields['when-severities']),
    words: some(fields['when-words']),
  }),
  handlers: [...fields.handlers, ...fields['handlers-codes']],
  watchers: [...fields.watchers, ...fields['watchers-codes']],
  policy: fields.policy,
});
