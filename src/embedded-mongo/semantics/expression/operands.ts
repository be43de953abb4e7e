import { type Doc, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { isNumber } from '../numbers.ts';
import { typeName } from '../type-name.ts';
import type { Scope, Variables } from '../variables.ts';
import { missingArgument, notDocument, unknownArgument } from './argument-faults.ts';

/** A compiled expression; undefined is a missing value. */
export type Evaluate = (root: Doc, variables: Variables) => unknown;

/** Compiles the expressions within an operator, with the names that the operator itself binds. */
export type Compile = (spec: unknown, names?: Iterable<string>) => Evaluate;

/** Compiles one operator's operand. */
export type Operator = (operand: unknown, compile: Compile, scope: Scope, name: string) => Evaluate;

export type Operators = Record<string, Operator>;

export function isNullish(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** The type of a value as the messages of faults name it. */
export function shownType(value: unknown): string {
  return value === undefined ? 'missing' : typeName(value);
}

/** What an operator makes of the value of its one argument; its own name is for faults. */
type OfOne = (value: unknown, name: string, scope: Scope) => unknown;
type OfTwo = (a: unknown, b: unknown, name: string, scope: Scope) => unknown;
type OfSeveral<Values> = (values: Values, name: string, scope: Scope) => unknown;

/** An operator of exactly one argument, which need not stand in an array. */
export function unary(apply: OfOne): Operator {
  return (operand, compile, scope, name) => {
    const argument = compile(argumentsOf(operand, 1, 1, name)[0]);
    return (root, variables) => apply(argument(root, variables), name, scope);
  };
}

/** An operator that is null where its argument is null or missing, as most are. */
export function unaryOrNull(apply: OfOne): Operator {
  return unary((value, name, scope) => (isNullish(value) ? null : apply(value, name, scope)));
}

/** An operator of one number. */
export function ofNumber(apply: (value: unknown, name: string) => unknown): Operator {
  return unaryOrNull((value, name) => {
    if (!isNumber(value)) throw location(28765, `${name} only supports numeric types, not ${shownType(value)}`);
    return apply(value, name);
  });
}

/** An operator of exactly two arguments. */
export function binary(apply: OfTwo): Operator {
  return (operand, compile, scope, name) => {
    const pair = argumentsOf(operand, 2, 2, name);
    const [first, second] = [compile(pair[0]), compile(pair[1])];
    return (root, variables) => apply(first(root, variables), second(root, variables), name, scope);
  };
}

export function binaryOrNull(apply: OfTwo): Operator {
  return binary((a, b, name, scope) => (isNullish(a) || isNullish(b) ? null : apply(a, b, name, scope)));
}

/** An operator of as many arguments as the bounds allow. */
export function variadic(apply: OfSeveral<unknown[]>, least = 0, most = Number.POSITIVE_INFINITY): Operator {
  return (operand, compile, scope, name) => {
    const parts = argumentsOf(operand, least, most, name).map((argument) => compile(argument));
    return (root, variables) => {
      const values = parts.map((part) => part(root, variables));
      return apply(values, name, scope);
    };
  };
}

/** An operator whose arguments have names; those that are not given are undefined. */
export function named(required: string[], optional: string[], apply: OfSeveral<Doc>): Operator {
  return (operand, compile, scope, name) => {
    const parts = Object.entries(namedArguments(operand, required, optional, name)).map(
      ([key, spec]) => [key, compile(spec)] as const,
    );
    return (root, variables) => {
      const values: Doc = {};
      for (const [key, part] of parts) values[key] = part(root, variables);
      return apply(values, name, scope);
    };
  };
}

export function namedArguments(operand: unknown, required: string[], optional: string[], name: string): Doc {
  if (!isDocument(operand)) throw notDocument(name);
  for (const key of Object.keys(operand)) {
    if (!required.includes(key) && !optional.includes(key)) throw unknownArgument(name, key);
  }
  for (const key of required) if (!(key in operand)) throw missingArgument(name, key);
  return operand;
}

/** Whether an argument is given, and is null or missing: most operators are null then. */
export function givenNullish(values: Doc, ...names: string[]): boolean {
  return names.some((name) => name in values && isNullish(values[name]));
}

function argumentsOf(operand: unknown, least: number, most: number, name: string): unknown[] {
  const list = Array.isArray(operand) ? operand : [operand];
  if (list.length >= least && list.length <= most) return list;
  const passed = `${list.length} were passed in.`;
  if (least === most) throw location(16020, `Expression ${name} takes exactly ${least} arguments. ${passed}`);
  throw location(28667, `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${passed}`);
}
