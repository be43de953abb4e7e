import { location } from '../fault.ts';
import { shown } from '../shown.ts';
import { innerOf } from '../variables.ts';
import { array, whole } from './array-arguments.ts';
import { isTrue } from './logic.ts';
import { isNullish, namedArguments, type Operator, type Operators } from './operands.ts';

/** `as` names the element for `$filter`, `$map`; `this` unless told otherwise. */
const filter: Operator = (operand, compile, { pause }, name) => {
  const { input, as = 'this', cond, limit } = namedArguments(operand, ['input', 'cond'], ['as', 'limit'], name);
  const variable = String(as);
  const list = compile(input);
  const admits = compile(cond, [variable]);
  const most = limit === undefined ? undefined : compile(limit);
  return (root, variables) => {
    const values = array(list(root, variables), 28651, 'input to $filter must be an array not ');
    if (!values) return null;
    const bound = limitOf(most?.(root, variables));
    const inner = innerOf(variables);
    const kept: unknown[] = [];
    for (const value of values) {
      if (kept.length >= bound) break;
      pause?.();
      inner[variable] = value;
      if (isTrue(admits(root, inner))) kept.push(value);
    }
    return kept;
  };
};

function limitOf(value: unknown): number {
  if (isNullish(value)) return Number.POSITIVE_INFINITY;
  const limit = whole(value, 327391, '$filter: limit must be represented as a 32-bit integral value: ');
  if (limit <= 0) throw location(327392, `$filter: limit must be greater than 0: ${shown(value)}`);
  return limit;
}

const map: Operator = (operand, compile, { pause }, name) => {
  const { input, as = 'this', in: body } = namedArguments(operand, ['input', 'in'], ['as'], name);
  const variable = String(as);
  const list = compile(input);
  const change = compile(body, [variable]);
  return (root, variables) => {
    const values = array(list(root, variables), 16883, 'input to $map must be an array not ');
    if (!values) return null;
    const inner = innerOf(variables);
    return values.map((value) => {
      pause?.();
      inner[variable] = value;
      return change(root, inner) ?? null;
    });
  };
};

const reduce: Operator = (operand, compile, { pause }, name) => {
  const { input, initialValue, in: body } = namedArguments(operand, ['input', 'initialValue', 'in'], [], name);
  const list = compile(input);
  const start = compile(initialValue);
  const step = compile(body, ['this', 'value']);
  return (root, variables) => {
    const values = array(list(root, variables), 40080, "$reduce requires that 'input' be an array, found: ");
    if (!values) return null;
    const inner = innerOf(variables);
    inner.value = start(root, variables);
    for (const value of values) {
      pause?.();
      inner.this = value;
      inner.value = step(root, inner);
    }
    return inner.value;
  };
};

export const arrayLoopOperators: Operators = { $filter: filter, $map: map, $reduce: reduce };
