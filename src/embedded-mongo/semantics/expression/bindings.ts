import { isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { innerOf } from '../variables.ts';
import { namedArguments, type Operator, type Operators } from './operands.ts';

const bind: Operator = (operand, compile, _scope, name) => {
  const { vars, in: body } = namedArguments(operand, ['vars', 'in'], [], name);
  if (!isDocument(vars)) throw location(10065, 'invalid parameter: expected an object (vars)');
  const bindings = Object.entries(vars).map(([variable, spec]) => [variable, compile(spec)] as const);
  const evaluate = compile(body, Object.keys(vars));
  return (root, variables) => {
    const inner = innerOf(variables);
    for (const [variable, value] of bindings) inner[variable] = value(root, variables);
    return evaluate(root, inner);
  };
};

const literal: Operator = (operand) => () => operand;

export const bindingOperators: Operators = { $let: bind, $literal: literal, $const: literal };
