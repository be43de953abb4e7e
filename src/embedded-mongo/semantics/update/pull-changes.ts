import { canonicalKey } from '../canonical-key.ts';
import { compareValues } from '../compare.ts';
import { isDocument } from '../document.ts';
import { badValue } from '../fault.ts';
import { isRegex, regexTest } from '../filter/regex.ts';
import { isOperators } from '../filter/test.ts';
import { elementTest, predicate } from '../filter.ts';
import { typeName } from '../type-name.ts';
import type { Scope } from '../variables.ts';
import type { CompileChange } from './change.ts';

const pull: CompileChange = (operand, scope) => removing('$pull', pullTest(operand, scope));

/** A document is a filter on the elements; operators and regular expressions test their values; all else has to equal. */
function pullTest(operand: unknown, scope: Scope): (element: unknown) => boolean {
  if (isRegex(operand)) return regexTest(operand);
  if (isOperators(operand)) return elementTest(operand, scope);
  if (isDocument(operand)) {
    const matches = predicate(operand, scope);
    return (element) => isDocument(element) && matches(element);
  }
  return (element) => compareValues(element, operand) === 0;
}

const pullAll: CompileChange = (operand) => {
  if (!Array.isArray(operand)) {
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
  }
  const keys = new Set(operand.map(canonicalKey));
  return removing('$pullAll', (element) => keys.has(canonicalKey(element)));
};

function removing(operator: string, test: (element: unknown) => boolean): ReturnType<CompileChange> {
  return {
    creates: false,
    apply(value) {
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) throw badValue(`Cannot apply ${operator} to a non-array value`);
      const kept = value.filter((element) => !test(element));
      return kept.length === value.length ? value : kept;
    },
  };
}

export const pullChanges: Record<string, CompileChange> = { $pull: pull, $pullAll: pullAll };
