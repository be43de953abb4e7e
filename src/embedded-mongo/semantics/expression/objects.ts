import { type Doc, fieldOf, isDocument, putField } from '../document.ts';
import { location } from '../fault.ts';
import { typeName } from '../type-name.ts';
import { isNullish, namedArguments, type Operator, type Operators, unary, variadic } from './operands.ts';

function merge(values: unknown[]): Doc {
  const merged: Doc = {};
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDocument(value))
      throw location(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    for (const [name, inner] of Object.entries(value)) putField(merged, name, inner);
  }
  return merged;
}

/** One argument that is an array is the list of documents itself. */
const mergeObjects = variadic((values) => merge(values.length === 1 && Array.isArray(values[0]) ? values[0] : values));

const getField: Operator = (operand, compile, _scope, name) => {
  const full = isDocument(operand) && 'field' in operand;
  const { field, input = '$$CURRENT' } = full
    ? namedArguments(operand, ['field'], ['input'], name)
    : { field: operand };
  const nameOf = compile(field);
  const source = compile(input);
  return (root, variables) => {
    const key = nameOf(root, variables);
    if (typeof key !== 'string') throw location(3041704, "$getField requires 'field' to evaluate to type String");
    const doc = source(root, variables);
    if (doc === null) return null;
    return isDocument(doc) ? fieldOf(doc, key) : undefined;
  };
};

const setField: Operator = (operand, compile, _scope, name) => {
  const required = name === '$setField' ? ['field', 'input', 'value'] : ['field', 'input'];
  const { field, input, value = '$$REMOVE' } = namedArguments(operand, required, [], name);
  const nameOf = compile(field);
  const source = compile(input);
  const valueOf = compile(value);
  return (root, variables) => {
    const doc = source(root, variables);
    if (isNullish(doc)) return null;
    if (!isDocument(doc)) throw location(4161105, `${name} requires 'input' to evaluate to type Object`);
    const key = String(nameOf(root, variables));
    const next = valueOf(root, variables);
    const copy = { ...doc };
    if (next === undefined) delete copy[key];
    else putField(copy, key, next);
    return copy;
  };
};

function toPairs(value: unknown): unknown {
  if (isNullish(value)) return null;
  if (!isDocument(value)) throw location(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return Object.entries(value).map(([k, v]) => ({ k, v }));
}

function fromPairs(value: unknown): unknown {
  if (isNullish(value)) return null;
  if (!Array.isArray(value)) throw location(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
  const doc: Doc = {};
  for (const pair of value) {
    const [key, inner] = Array.isArray(pair) ? pair : isDocument(pair) ? [pair.k, pair.v] : [];
    if (typeof key !== 'string') throw location(40394, '$arrayToObject requires pairs of a string and a value');
    putField(doc, key, inner ?? null);
  }
  return doc;
}

export const objectOperators: Operators = {
  $mergeObjects: mergeObjects,
  $getField: getField,
  $setField: setField,
  $unsetField: setField,
  $objectToArray: unary(toPairs),
  $arrayToObject: unary(fromPairs),
};
