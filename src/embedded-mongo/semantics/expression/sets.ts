import { type CanonicalKey, canonicalKey } from '../canonical-key.ts';
import { location } from '../fault.ts';
import { typeName } from '../type-name.ts';
import { isTrue } from './logic.ts';
import { binary, isNullish, type Operator, type Operators, variadic } from './operands.ts';

type ValueSet = Map<CanonicalKey, unknown>;

function setOf(value: unknown, name: string): ValueSet {
  if (!Array.isArray(value))
    throw location(17040, `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`);
  return new Map(value.map((element) => [canonicalKey(element), element]));
}

/** A set made of sets; null when any of them is. */
function combining(name: string, combine: (sets: ValueSet[]) => unknown): Operator {
  return variadic((values) => (values.some(isNullish) ? null : combine(values.map((value) => setOf(value, name)))));
}

function intersection([first = new Map(), ...others]: ValueSet[]): unknown[] {
  return [...first].filter(([key]) => others.every((other) => other.has(key))).map(([, value]) => value);
}

function everyTrue(value: unknown): boolean {
  if (!Array.isArray(value))
    throw location(17040, `$allElementsTrue's argument must be an array, but is ${typeName(value)}`);
  return value.every(isTrue);
}

function anyTrue(value: unknown): boolean {
  if (!Array.isArray(value))
    throw location(17041, `$anyElementTrue's argument must be an array, but is ${typeName(value)}`);
  return value.some(isTrue);
}

/** Their one argument is written in a list of its own. */
const single = (apply: (value: unknown) => boolean): Operator => variadic(([value]) => apply(value), 1, 1);

export const setOperators: Operators = {
  $setEquals: variadic((values) => {
    const [first, ...others] = values.map((value) => setOf(value, '$setEquals'));
    return others.every((other) => other.size === first?.size && [...other.keys()].every((key) => first.has(key)));
  }, 2),
  $setIntersection: combining('$setIntersection', intersection),
  $setUnion: combining('$setUnion', (sets) => [...new Map(sets.flatMap((set) => [...set])).values()]),
  $setDifference: binary((a, b) => {
    if (isNullish(a) || isNullish(b)) return null;
    const excluded = setOf(b, '$setDifference');
    return [...setOf(a, '$setDifference')].filter(([key]) => !excluded.has(key)).map(([, value]) => value);
  }),
  $setIsSubset: binary((a, b) => {
    const whole = setOf(b, '$setIsSubset');
    return [...setOf(a, '$setIsSubset').keys()].every((key) => whole.has(key));
  }),
  $allElementsTrue: single(everyTrue),
  $anyElementTrue: single(anyTrue),
};
