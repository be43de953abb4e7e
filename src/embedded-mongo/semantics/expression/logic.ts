import { Int32 } from 'bson';
import { compareValues } from '../compare.ts';
import { isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { plainNumber, toDouble } from '../numbers.ts';
import { binary, isNullish, namedArguments, type Operator, type Operators, shownType, unary } from './operands.ts';

/** What counts as true: everything but false, null, missing and zero. */
export function isTrue(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (isNullish(value)) return false;
  return plainNumber(value) === undefined || toDouble(value) !== 0;
}

const list = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand]);

const and: Operator = (operand, compile) => {
  const parts = list(operand).map((part) => compile(part));
  return (root, variables) => parts.every((part) => isTrue(part(root, variables)));
};

const or: Operator = (operand, compile) => {
  const parts = list(operand).map((part) => compile(part));
  return (root, variables) => parts.some((part) => isTrue(part(root, variables)));
};

const condition: Operator = (operand, compile) => {
  const parts = conditionParts(operand);
  const [when, then, otherwise] = [compile(parts[0]), compile(parts[1]), compile(parts[2])];
  return (root, variables) => (isTrue(when(root, variables)) ? then(root, variables) : otherwise(root, variables));
};

function conditionParts(operand: unknown): unknown[] {
  if (Array.isArray(operand)) {
    if (operand.length === 3) return operand;
    throw location(16020, `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`);
  }
  if (!isDocument(operand)) throw location(16020, 'Expression $cond takes exactly 3 arguments. 1 were passed in.');
  const { if: when, then, else: otherwise } = namedArguments(operand, ['if', 'then', 'else'], [], '$cond');
  return [when, then, otherwise];
}

const choice: Operator = (operand, compile) => {
  if (!isDocument(operand))
    throw location(40060, `$switch requires an object as an argument, found: ${shownType(operand)}`);
  const { branches: specs = [], ...others } = operand;
  if (!Array.isArray(specs))
    throw location(40061, `$switch expected an array for 'branches', found: ${shownType(specs)}`);
  const unknown = Object.keys(others).find((key) => key !== 'default');
  if (unknown) throw location(40067, `$switch found an unknown argument: ${unknown}`);
  if (specs.length === 0) throw location(40068, '$switch requires at least one branch.');
  const branches = specs.map((branch) => {
    if (!isDocument(branch))
      throw location(40062, `$switch expected each branch to be an object, found: ${shownType(branch)}`);
    const stray = Object.keys(branch).find((key) => key !== 'case' && key !== 'then');
    if (stray) throw location(40063, `$switch found an unknown argument to a branch: ${stray}`);
    if (!('case' in branch)) throw location(40064, "$switch requires each branch have a 'case' expression");
    if (!('then' in branch)) throw location(40065, "$switch requires each branch have a 'then' expression.");
    return { when: compile(branch.case), then: compile(branch.then) };
  });
  const otherwise = 'default' in operand ? compile(operand.default) : undefined;
  return (root, variables) => {
    for (const { when, then } of branches) if (isTrue(when(root, variables))) return then(root, variables);
    if (otherwise) return otherwise(root, variables);
    throw location(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
};

const ifNull: Operator = (operand, compile) => {
  const parts = list(operand).map((part) => compile(part));
  if (parts.length < 2) throw location(1257300, `$ifNull needs at least two arguments, had: ${parts.length}`);
  return (root, variables) => {
    let value: unknown;
    for (const part of parts) {
      value = part(root, variables);
      if (!isNullish(value)) return value;
    }
    return value;
  };
};

const compared = (read: (order: number) => unknown): Operator =>
  binary((a, b, _name, { text }) => read(compareValues(a, b, text)));

export const logicOperators: Operators = {
  $and: and,
  $or: or,
  $not: unary((value) => !isTrue(value)),
  $cond: condition,
  $switch: choice,
  $ifNull: ifNull,
  $cmp: compared((order) => new Int32(Math.sign(order))),
  $eq: compared((order) => order === 0),
  $ne: compared((order) => order !== 0),
  $gt: compared((order) => order > 0),
  $gte: compared((order) => order >= 0),
  $lt: compared((order) => order < 0),
  $lte: compared((order) => order <= 0),
};
