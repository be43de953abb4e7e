import { z } from 'zod';
import type { Fault } from '../domain/errors.ts';

/** Half characters, what stands for bytes that are none, and control characters but tab and line ends. */
const broken = /[\p{Cs}\uFFFD]|(?![\t\n\r])\p{Cc}/u;

/** A fault that a refinement reports under its own code. */
const because = (code: string) => ({ params: { code } });

/**
 * A text of at most `limit` characters: one spelling of each letter (NFC), one kind of line end, no space around it.
 * Half characters and control characters are refused.
 */
export const text = (limit: number) =>
  z
    .string()
    .refine((value) => !broken.test(value), because('text-broken'))
    .transform((value) => value.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .refine((value) => value.length <= limit, { params: { code: 'too-long', limit } });

/** The code of an agency, a procedure, a dossier: a short text on one line. */
export const code = (limit = 64) => text(limit).refine((value) => /^[^\s]{1,}$/.test(value), because('code-form'));

/** A form field that counts as absent when it is left empty. */
export const blankable = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && value.trim() === '' ? undefined : value), schema.optional());

type Given<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The fields that were given: without those that are undefined. */
export const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;

/** The value that an input makes, or what is wrong with its shape. Never throws. */
export function read<T>(schema: z.ZodType<T>, input: unknown): { value: T } | { faults: readonly Fault[] } {
  const result = schema.safeParse(input);
  return result.success
    ? { value: result.data }
    : { faults: result.error.issues.flatMap((issue) => faultsOf(issue, input)) };
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, input: unknown): Fault[] {
  const at = pointer(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer: `${at}${pointer([key])}`, code: 'field-unknown' }));
    case 'invalid_type':
      return [
        valueAt(input, issue.path) === undefined
          ? { pointer: at, code: 'required' }
          : { pointer: at, code: `type-${issue.expected}` },
      ];
    case 'invalid_value':
      return [
        valueAt(input, issue.path) === undefined
          ? { pointer: at, code: 'required' }
          : { pointer: at, code: 'choice', params: { choices: issue.values.map(String).join(', ') } },
      ];
    case 'custom': {
      const { code: name = 'wrong', ...params } = (issue.params ?? {}) as { code?: string };
      return [{ pointer: at, code: name, params }];
    }
    case 'too_big':
      return [
        {
          pointer: at,
          code: issue.origin === 'string' ? 'too-long' : 'too-many',
          params: { limit: Number(issue.maximum) },
        },
      ];
    default:
      return [{ pointer: at, code: 'wrong' }];
  }
}

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], input);
