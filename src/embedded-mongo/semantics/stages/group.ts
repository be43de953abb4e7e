import { accumulation } from '../accumulators/accumulation.ts';
import type { Accumulator } from '../accumulators/accumulator.ts';
import type { CanonicalKey } from '../canonical-key.ts';
import { keysBy } from '../collated-key.ts';
import { type Doc, isDocument, putField } from '../document.ts';
import type { Evaluate } from '../expression/operands.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { Allowance, sizeOf, stageTooLarge } from '../memory.ts';
import type { Scope } from '../variables.ts';
import type { CompileStage, Stage } from './stage.ts';

/** What a group takes besides its key, and each of its fields, roughly in bytes. */
const GROUP_BYTES = 64;
const FIELD_BYTES = 64;

/** `$group`: one document for each value of `_id`, in the order in which they are met. */
export const group: CompileStage = (spec, { scope }) => {
  if (!isDocument(spec)) throw location(15947, "a group's fields must be specified in an object");
  if (!('_id' in spec)) throw location(15955, 'a group specification must include an _id');
  const { _id, ...fields } = spec;
  return grouping(expression(_id, scope), fields, scope);
};

/** Groups by a value of each document and accumulates the fields of each group. */
export function grouping(idOf: Evaluate, fields: Doc, scope: Scope): Stage {
  const names = Object.keys(fields);
  const parts = names.map((name) => {
    if (name.includes('.')) throw location(40235, `The field name '${name}' cannot contain '.'`);
    if (name.startsWith('$')) throw location(40236, `The field name '${name}' cannot be an operator name`);
    return accumulation(name, fields[name], scope);
  });
  const { variables, text } = scope;
  return function* (input) {
    const groups = new Map<CanonicalKey, { id: unknown; states: Accumulator[] }>();
    const keyOf = keysBy(text);
    const allowance = new Allowance(() => stageTooLarge('$group'));
    const keep = (bytes: number) => allowance.take(bytes);
    for (const doc of input) {
      const id = idOf(doc, variables) ?? null;
      const key = keyOf(id);
      let found = groups.get(key);
      if (!found) {
        keep(GROUP_BYTES + sizeOf(id) + parts.length * FIELD_BYTES);
        found = { id, states: parts.map((part) => part.start(isDocument(id) ? id : undefined, keep)) };
        groups.set(key, found);
      }
      const { states } = found;
      for (let i = 0; i < parts.length; i++) {
        (states[i] as Accumulator).add((parts[i] as (typeof parts)[number]).evaluate(doc, variables));
      }
    }
    for (const { id, states } of groups.values()) {
      const result: Doc = { _id: id };
      for (const [i, name] of names.entries()) putField(result, name, states[i]?.result());
      yield result;
    }
  };
}
