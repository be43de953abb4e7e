import { isDocument } from '../document.ts';
import { badValue } from '../fault.ts';
import { identical } from '../identical.ts';
import { integer, numberType } from '../numbers.ts';
import { shown, shownId } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { CompileChange } from './change.ts';

/** `$bit`: and, or and xor of ints and longs, one after the other. */
export const bits: CompileChange = (operand, _scope, path) => {
  if (!isDocument(operand)) {
    throw badValue(
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  const steps = Object.entries(operand);
  if (steps.length === 0)
    throw badValue('You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}');
  for (const [name, mask] of steps) {
    const given = `{${name}: ${shown(mask)}}`;
    if (!['and', 'or', 'xor'].includes(name)) {
      const fault = `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`;
      throw badValue(`${fault} which is an unknown operator: ${given}`);
    }
    if (!isWhole(mask)) {
      const fault = `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}'`;
      throw badValue(`${fault} is not supported here: ${given}`);
    }
  }
  return {
    creates: true,
    apply(value, doc) {
      if (value !== undefined && !isWhole(value)) {
        throw badValue(
          `Cannot apply $bit to a value of non-integral type.${shownId(doc._id).slice(1, -1)} has the field ${path.split('.').at(-1)} of non-integer type ${typeName(value)}`,
        );
      }
      const result = steps.reduce<unknown>((bits, [name, mask]) => combine(name, bits, mask), value ?? integer(0));
      return identical(result, value) ? value : result;
    },
  };
};

function combine(name: string, value: unknown, mask: unknown): unknown {
  const type = numberType(value) === 'long' || numberType(mask) === 'long' ? 'long' : 'int';
  const a = BigInt(String(value));
  const b = BigInt(String(mask));
  return integer(name === 'and' ? a & b : name === 'or' ? a | b : a ^ b, type);
}

/** Whether a value is an int or a long. */
export function isWhole(value: unknown): boolean {
  const type = numberType(value);
  return type === 'int' || type === 'long';
}
