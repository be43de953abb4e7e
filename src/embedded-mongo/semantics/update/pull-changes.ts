import { keysBy } from '../collated-key.ts';
import { compareValues } from '../compare.ts';
import { isDocument, isOperators } from '../document.ts';
import { badValue } from '../fault.ts';
import { isRegex } from '../filter/regex.ts';
import { isLogical } from '../filter/test.ts';
import { predicate } from '../filter.ts';
import { typeName } from '../type-name.ts';
import type { Scope } from '../variables.ts';
import type { CompileChange } from './change.ts';

const pull: CompileChange = (operand, scope) => removing(pullTest(operand, scope));

/** A document is a filter on elements that are documents; operators and regular expressions test each as if it were a field. */
function pullTest(operand: unknown, scope: Scope): (element: unknown) => boolean {
  if (isRegex(operand) || (isOperators(operand) && !isLogical(operand))) {
    const matches = predicate({ element: operand }, scope, 'elsewhere');
    return (element) => matches({ element });
  }
  if (isDocument(operand)) {
    const matches = predicate(operand, scope, 'elsewhere');
    return (element) => isDocument(element) && matches(element);
  }
  return (element) => compareValues(element, operand, scope.text) === 0;
}

const pullAll: CompileChange = (operand, scope) => {
  if (!Array.isArray(operand)) {
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  }
  const keyOf = keysBy(scope.text);
  const gone = new Set(operand.map(keyOf));
  return removing((element) => gone.has(keyOf(element)));
};

function removing(test: (element: unknown) => boolean): ReturnType<CompileChange> {
  return {
    creates: false,
    apply(value) {
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) throw badValue('Cannot apply $pull to a non-array value');
      const kept = value.filter((element) => !test(element));
      return kept.length === value.length ? value : kept;
    },
  };
}

export const pullChanges: Record<string, CompileChange> = { $pull: pull, $pullAll: pullAll };
