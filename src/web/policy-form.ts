import { z } from 'zod';
import { type Allowance, allowanceUnits } from '../domain/allowance.ts';
import { type DeadlinePolicy, policyStages } from '../domain/deadline-policy.ts';
import type { Fault } from '../domain/errors.ts';
import { read, text } from './input.ts';
import { savingFields } from './saving.ts';

/** The allowances of a policy by the names of their fields, which are the pointers of the policy with dashes. */
export const allowanceFields = [
  ...policyStages.map((stage) => `stages-${stage}` as const),
  'extension',
  'warnBefore-forward',
  'warnBefore-process',
  'escalateEvery',
] as const;
type AllowanceField = (typeof allowanceFields)[number];
export const dayFields = ['reopenWithinDays', 'informationWithinDays'] as const;

export const nameLimit = 120;
export const sourceLimit = 1000;

const whole = text(6)
  .refine((value) => /^\d{1,6}$/.test(value), { params: { code: 'type-int' } })
  .transform(Number);
const unit = z.enum(allowanceUnits);
const allowances = Object.fromEntries(
  allowanceFields.flatMap((field) => [
    [field, whole],
    [`${field}-unit`, unit],
  ]),
) as Record<AllowanceField, typeof whole> & Record<`${AllowanceField}-unit`, typeof unit>;

const form = z.strictObject({
  ...savingFields,
  ...allowances,
  code: text(40),
  from: text(10),
  'names-vi': text(nameLimit),
  'names-en': text(nameLimit),
  source: text(sourceLimit),
  reopenWithinDays: whole,
  informationWithinDays: whole,
});

/** The policy that a form says, and who has seen what; or what is wrong with its shape. */
export function readPolicyForm(
  body: unknown,
): { policy: DeadlinePolicy; seen: number; reason: string } | { faults: readonly Fault[] } {
  const fields = read(form, body);
  if ('faults' in fields) return fields;
  const { code, from, source, seen, reason, reopenWithinDays, informationWithinDays, ...rest } = fields.value;
  const allowance = (field: AllowanceField): Allowance => ({ amount: rest[field], unit: rest[`${field}-unit`] });
  const policy: DeadlinePolicy = {
    code,
    from,
    names: { vi: rest['names-vi'], en: rest['names-en'] },
    source,
    stages: {
      forward: allowance('stages-forward'),
      handBack: allowance('stages-handBack'),
      ask: allowance('stages-ask'),
      process: allowance('stages-process'),
      processSeveral: allowance('stages-processSeveral'),
      publish: allowance('stages-publish'),
    },
    extension: allowance('extension'),
    warnBefore: { forward: allowance('warnBefore-forward'), process: allowance('warnBefore-process') },
    escalateEvery: allowance('escalateEvery'),
    reopenWithinDays,
    informationWithinDays,
  };
  return { policy, seen, reason };
}

/** The allowances of a policy by the names of their fields. */
export const allowancesOf = (policy: DeadlinePolicy): Record<AllowanceField, Allowance> => ({
  ...(Object.fromEntries(policyStages.map((stage) => [`stages-${stage}`, policy.stages[stage]])) as Record<
    `stages-${(typeof policyStages)[number]}`,
    Allowance
  >),
  extension: policy.extension,
  'warnBefore-forward': policy.warnBefore.forward,
  'warnBefore-process': policy.warnBefore.process,
  escalateEvery: policy.escalateEvery,
});

/** What the form shows for a policy before anything was typed. */
export const valuesOf = (policy: DeadlinePolicy): Record<string, string | number> => ({
  ...Object.fromEntries(
    Object.entries(allowancesOf(policy)).flatMap(([field, { amount, unit: its }]) => [
      [field, amount],
      [`${field}-unit`, its],
    ]),
  ),
  'names-vi': policy.names.vi,
  'names-en': policy.names.en,
  source: policy.source,
  reopenWithinDays: policy.reopenWithinDays,
  informationWithinDays: policy.informationWithinDays,
});
