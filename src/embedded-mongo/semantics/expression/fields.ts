import { fieldOf, isDocument, isOperators, onlyField, withField } from '../document.ts';
import { location } from '../fault.ts';
import { isNullish, namedArguments, type Operator, type Operators, shownType } from './operands.ts';

/** The name of a field, which must be known beforehand: `codes` for a path, for what is no constant, for no string. */
function fieldName(field: unknown, name: string, [path, variable, type]: [number, number, number]): string {
  if (typeof field === 'string' && field.startsWith('$')) {
    const fault = `'${field}' is a field path reference which is not allowed in this context.`;
    throw location(path, `${fault} Did you mean {$literal: '${field}'}?`);
  }
  const isLiteral = isDocument(field) && ['$literal', '$const'].includes(onlyField(field) ?? '');
  const constant = isLiteral ? Object.values(field)[0] : field;
  if (isDocument(field) && !isLiteral)
    throw location(variable, `${name} requires 'field' to evaluate to a constant, but got a non-constant argument`);
  if (typeof constant === 'string') return constant;
  throw location(type, `${name} requires 'field' to evaluate to type String, but got ${shownType(constant)}`);
}

const getField: Operator = (operand, compile, _scope, name) => {
  const { field, input } =
    !isDocument(operand) || isOperators(operand)
      ? { field: operand, input: '$$CURRENT' }
      : namedArguments(operand, ['field', 'input'], [], name);
  const key = fieldName(field, name, [5654600, 5654601, 5654602]);
  const source = compile(input);
  return (root, variables) => {
    const doc = source(root, variables);
    if (doc === null) return null;
    return isDocument(doc) ? fieldOf(doc, key) : undefined;
  };
};

const setField: Operator = (operand, compile, _scope, name) => {
  const required = name === '$setField' ? ['field', 'input', 'value'] : ['field', 'input'];
  const { field, input, value = '$$REMOVE' } = namedArguments(operand, required, [], name);
  const key = fieldName(field, name, [4161108, 4161106, 4161107]);
  const source = compile(input);
  const valueOf = compile(value);
  return (root, variables) => {
    const doc = source(root, variables);
    if (isNullish(doc)) return null;
    if (!isDocument(doc)) throw location(4161105, `${name} requires 'input' to evaluate to type Object`);
    return withField(doc, key, valueOf(root, variables));
  };
};

export const fieldOperators: Operators = { $getField: getField, $setField: setField, $unsetField: setField };
