import { type Doc, fieldOf, isDocument, putField } from './document.ts';
import { arithmeticOperators } from './expression/arithmetic.ts';
import { arrayEndOperators } from './expression/array-ends.ts';
import { arrayLoopOperators } from './expression/array-loops.ts';
import { arrayOrderOperators } from './expression/array-orders.ts';
import { arrayOperators } from './expression/arrays.ts';
import { bindingOperators } from './expression/bindings.ts';
import { bitwiseOperators } from './expression/bitwise.ts';
import { conversionOperators } from './expression/conversions.ts';
import { dateFromPartsOperators } from './expression/date-from-parts.ts';
import { datePartOperators } from './expression/date-parts.ts';
import { dateTextOperators } from './expression/date-texts.ts';
import { dateOperators } from './expression/dates.ts';
import { checkFieldName, fieldPath } from './expression/field-path.ts';
import { fieldOperators } from './expression/fields.ts';
import { functionOperators } from './expression/functions.ts';
import { logicOperators } from './expression/logic.ts';
import { objectOperators } from './expression/objects.ts';
import type { Compile, Evaluate, Operators } from './expression/operands.ts';
import { refusedOperators } from './expression/refused.ts';
import { regexOperators } from './expression/regexes.ts';
import { roundingOperators } from './expression/rounding.ts';
import { setOperators } from './expression/sets.ts';
import { sizeOperators } from './expression/sizes.ts';
import { stringOperators } from './expression/strings.ts';
import { substringOperators } from './expression/substrings.ts';
import { summaryOperators } from './expression/summaries.ts';
import { trigonometryOperators } from './expression/trigonometry.ts';
import { location, MongoServerFault } from './fault.ts';
import { shown } from './shown.ts';
import { type Scope, withNames } from './variables.ts';

const OPERATORS: Operators = {
  ...arithmeticOperators,
  ...arrayLoopOperators,
  ...arrayOperators,
  ...bindingOperators,
  ...conversionOperators,
  ...dateOperators,
  ...datePartOperators,
  ...functionOperators,
  ...logicOperators,
  ...objectOperators,
  ...regexOperators,
  ...roundingOperators,
  ...setOperators,
  ...stringOperators,
  ...summaryOperators,
  ...trigonometryOperators,
  ...substringOperators,
  ...sizeOperators,
  ...refusedOperators,
  ...fieldOperators,
  ...dateTextOperators,
  ...dateFromPartsOperators,
  ...bitwiseOperators,
  ...arrayOrderOperators,
  ...arrayEndOperators,
};

/** Compiles an aggregation expression. Throws a MongoServerFault for operators and variables that do not exist. */
export function expression(spec: unknown, scope: Scope): Evaluate {
  if (typeof spec === 'string') return spec.startsWith('$') ? fieldPath(spec, scope) : () => spec;
  if (Array.isArray(spec)) return list(spec, scope);
  if (!isDocument(spec)) return () => spec;
  const names = Object.keys(spec);
  const first = names[0];
  if (!first?.startsWith('$')) return object(spec, scope);
  if (names.length > 1) {
    throw location(15983, `an object representing an expression must have exactly one field: ${shown(spec)}`);
  }
  return operator(first, spec[first], scope);
}

function operator(name: string, operand: unknown, scope: Scope): Evaluate {
  const compileOperator = fieldOf(OPERATORS, name);
  if (!compileOperator) throw new MongoServerFault(168, 'InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  const compile: Compile = (spec, names) => expression(spec, names ? withNames(scope, names) : scope);
  return compileOperator(operand, compile, scope, name);
}

function list(specs: unknown[], scope: Scope): Evaluate {
  const parts = specs.map((spec) => expression(spec, scope));
  // A missing value in an array becomes null.
  return (root, variables) => parts.map((part) => part(root, variables) ?? null);
}

function object(spec: Doc, scope: Scope): Evaluate {
  const parts = Object.entries(spec).map(([name, value]) => {
    checkFieldName(name);
    if (name.includes('.'))
      throw location(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
    return [name, expression(value, scope)] as const;
  });
  return (root, variables) => {
    const doc: Doc = {};
    for (const [name, part] of parts) {
      const value = part(root, variables);
      if (value !== undefined) putField(doc, name, value);
    }
    return doc;
  };
}
