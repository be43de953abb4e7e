import { array, whole } from './array-arguments.ts';
import { isTrue } from './logic.ts';
import { isNullish, namedArguments, type Operator, type Operators } from './operands.ts';

/** `as` names the element for `$filter`, `$map`; `this` unless told otherwise. */
const filter: Operator = (operand, compile, _scope, name) => {
  const { input, as = 'this', cond, limit } = namedArguments(operand, ['input', 'cond'], ['as', 'limit'], name);
  const list = compile(input);
  const admits = compile(cond, [as as string]);
  const most = limit === undefined ? undefined : compile(limit);
  return (root, variables) => {
    const values = array(list(root, variables), name, 28651);
    if (!values) return null;
    const bound = most?.(root, variables);
    const limit = isNullish(bound) ? Number.POSITIVE_INFINITY : whole(bound, name, 327391);
    const inner = Object.create(variables) as Record<string, unknown>;
    const kept: unknown[] = [];
    for (const value of values) {
      if (kept.length >= limit) break;
      inner[as as string] = value;
      if (isTrue(admits(root, inner))) kept.push(value);
    }
    return kept;
  };
};

const map: Operator = (operand, compile, _scope, name) => {
  const { input, as = 'this', in: body } = namedArguments(operand, ['input', 'in'], ['as'], name);
  const list = compile(input);
  const change = compile(body, [as as string]);
  return (root, variables) => {
    const values = array(list(root, variables), name, 16883);
    if (!values) return null;
    const inner = Object.create(variables) as Record<string, unknown>;
    return values.map((value) => {
      inner[as as string] = value;
      return change(root, inner) ?? null;
    });
  };
};

const reduce: Operator = (operand, compile, _scope, name) => {
  const { input, initialValue, in: body } = namedArguments(operand, ['input', 'initialValue', 'in'], [], name);
  const list = compile(input);
  const start = compile(initialValue);
  const step = compile(body, ['this', 'value']);
  return (root, variables) => {
    const values = array(list(root, variables), name, 40080);
    if (!values) return null;
    const inner = Object.create(variables) as Record<string, unknown>;
    inner.value = start(root, variables);
    for (const value of values) {
      inner.this = value;
      inner.value = step(root, inner);
    }
    return inner.value;
  };
};

export const arrayLoopOperators: Operators = { $filter: filter, $map: map, $reduce: reduce };
