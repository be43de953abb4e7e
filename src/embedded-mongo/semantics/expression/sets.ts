import type { CanonicalKey } from '../canonical-key.ts';
import { keysBy } from '../collated-key.ts';
import { compareValues } from '../compare.ts';
import { location } from '../fault.ts';
import { isTrue } from './logic.ts';
import { isNullish, type Operator, type Operators, shownType, unary, variadic } from './operands.ts';

type ValueSet = Map<CanonicalKey, unknown>;

/** Makes a set of an argument; the fault is that of an argument that is no array. */
type ToSet = (value: unknown, code: number, fault: string) => ValueSet;

/** An operator on sets, whose elements are the same as the collation says. */
function onSets(
  apply: (values: unknown[], toSet: ToSet, name: string) => unknown,
  least?: number,
  most?: number,
): Operator {
  return variadic((values, name, { text }) => apply(values, setsBy(keysBy(text)), name), least, most);
}

function setsBy(keyOf: (value: unknown) => CanonicalKey): ToSet {
  return (value, code, fault) => {
    if (!Array.isArray(value)) throw location(code, `${fault} of type: ${shownType(value)}`);
    const set: ValueSet = new Map();
    for (const element of value) {
      const key = keyOf(element);
      if (!set.has(key)) set.set(key, element);
    }
    return set;
  };
}

/** A set made of sets, in order; null from the first that is. */
function combining(code: number, combine: (sets: ValueSet[]) => unknown[]): Operator {
  return onSets((values, toSet, name) => {
    const sets: ValueSet[] = [];
    for (const value of values) {
      if (isNullish(value)) return null;
      sets.push(toSet(value, code, `All operands of ${name} must be arrays. One argument is`));
    }
    return combine(sets).sort((a, b) => compareValues(a, b));
  });
}

function intersection([first = new Map(), ...others]: ValueSet[]): unknown[] {
  return [...first].filter(([key]) => others.every((other) => other.has(key))).map(([, value]) => value);
}

function union(sets: ValueSet[]): unknown[] {
  const all: ValueSet = new Map();
  for (const set of sets) for (const [key, value] of set) if (!all.has(key)) all.set(key, value);
  return [...all.values()];
}

function difference([a, b]: unknown[], toSet: ToSet): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  const kept = toSet(a, 17048, 'both operands of $setDifference must be arrays. First argument is');
  const excluded = toSet(b, 17049, 'both operands of $setDifference must be arrays. Second argument is');
  return [...kept].filter(([key]) => !excluded.has(key)).map(([, value]) => value);
}

function isSubset([a, b]: unknown[], toSet: ToSet): boolean {
  const part = toSet(a, 17046, 'both operands of $setIsSubset must be arrays. First argument is');
  const whole = toSet(b, 17042, 'both operands of $setIsSubset must be arrays. Second argument is');
  return [...part.keys()].every((key) => whole.has(key));
}

const equal = onSets((values, toSet) => {
  const [first, ...others] = values.map((value, i) =>
    toSet(value, 17044, `All operands of $setEquals must be arrays. ${i + 1}-th argument is`),
  );
  return others.every((other) => other.size === first?.size && [...other.keys()].every((key) => first.has(key)));
});

const setEquals: Operator = (operand, compile, scope, name) => {
  const given = Array.isArray(operand) ? operand.length : 1;
  if (given < 2) throw location(17045, `$setEquals needs at least two arguments had: ${given}`);
  return equal(operand, compile, scope, name);
};

const elements = (code: number, apply: (values: unknown[]) => boolean): Operator =>
  unary((value, name) => {
    if (Array.isArray(value)) return apply(value);
    throw location(code, `${name}'s argument must be an array, but is ${shownType(value)}`);
  });

export const setOperators: Operators = {
  $setEquals: setEquals,
  $setIntersection: combining(17047, intersection),
  $setUnion: combining(17043, union),
  $setDifference: onSets(difference, 2, 2),
  $setIsSubset: onSets(isSubset, 2, 2),
  $allElementsTrue: elements(17040, (values) => values.every(isTrue)),
  $anyElementTrue: elements(17041, (values) => values.some(isTrue)),
};
