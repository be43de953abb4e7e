import { agencyKinds } from '../domain/agency.ts';
import { complaintClasses, severities, topics } from '../domain/complaint.ts';
import { parties } from '../domain/routing-rule.ts';
import { codeLimit, listLimit, ruleFrom } from './rule-form.ts';
import type { RuleFrame } from './rule-frame.ts';
import { named, policyName, ruleWords, whom } from './rule-words.ts';
import type { TypedRule } from './typed-rules.ts';

/** Denunciations are sealed as soon as they arrive and follow no rule. */
const routableClasses = complaintClasses.filter((one) => one !== 'denunciation');

interface Drawn {
  readonly rules: readonly TypedRule[];
  /** The rule that shall be open, because something was just done to it. */
  readonly at?: number | undefined;
  readonly errors: Readonly<Record<string, string>>;
}

/** The rules of a draft as fieldsets, each with its words and with what is wrong with it. */
export const ruleFields = ({ rules, at, errors }: Drawn, frame: RuleFrame) =>
  rules.map((typed, index) => {
    const id = `rules-${index}`;
    const rule = ruleFrom(typed);
    const isWrong = Object.keys(errors).some((field) => field === id || field.startsWith(`${id}-`));
    const boxes = (field: string, values: readonly string[], words: (value: string) => string) => {
      const ticked = [typed[field] ?? []].flat();
      return {
        name: `${id}-${field}`,
        legend: frame.t(`routing:field-${field}`),
        error: errors[`${id}-${field}`],
        boxes: values.map((value) => ({ value, words: words(value), ticked: ticked.includes(value) })),
      };
    };
    const conditions = (field: string, values: readonly string[]) =>
      boxes(`when-${field}`, values, (value) => named(field, value, frame));
    const lines = (field: string) => ({
      name: `${id}-${field}`,
      label: frame.t(`routing:field-${field}`),
      hint: frame.t(`routing:hint-${field}`),
      value: typed[field],
      error: errors[`${id}-${field}`],
      limit: listLimit,
    });
    const rare = [conditions('agencyKinds', agencyKinds), conditions('fields', fieldsIn(typed, frame))];
    const whoever = (field: string) => ({
      ...boxes(field, parties, (one) => whom(one, frame)),
      codes: lines(`${field}-codes`),
    });
    return {
      id,
      index,
      place: index + 1,
      above: `rules-${index - 1}`,
      below: `rules-${index + 1}`,
      isFirst: index === 0,
      isLast: index === rules.length - 1,
      isOpen: isWrong || index === at,
      error: errors[id],
      words: rule && inOneLine(ruleWords(rule, frame)),
      code: { name: `${id}-code`, value: typed.code, error: errors[`${id}-code`], limit: codeLimit },
      conditions: [
        conditions('classes', routableClasses),
        conditions('topics', topics),
        conditions('severities', severities),
      ],
      rare,
      isRare: rare.some((group) => group.error !== undefined || group.boxes.some(({ ticked }) => ticked)),
      texts: [lines('when-words'), lines('when-agencies')],
      handlers: whoever('handlers'),
      watchers: whoever('watchers'),
      policy: {
        name: `${id}-policy`,
        error: errors[`${id}-policy`],
        options: [...new Set(frame.policies.map(({ code }) => code))].map((code) => ({
          code,
          words: policyName(code, frame),
          chosen: code === typed.policy,
        })),
      },
    };
  });

const inOneLine = ({ when, then }: { readonly when: string; readonly then: readonly string[] }) => ({
  when,
  whole: then.join('; '),
});

/** The fields that the city's procedures have, and those that were ticked already. */
const fieldsIn = (typed: TypedRule, { catalogue }: RuleFrame): string[] =>
  [
    ...new Set([
      ...[...catalogue.procedures.values()].map(({ field }) => field),
      ...[typed['when-fields'] ?? []].flat().map(String),
    ]),
  ].sort();
