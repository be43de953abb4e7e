import { Long } from 'bson';
import { type CanonicalKey, canonicalKey } from '../canonical-key.ts';
import { type Doc, isDocument } from '../document.ts';
import { pathParts, valueAt } from '../expression/field-path.ts';
import { expression } from '../expression.ts';
import { failedToParse, location } from '../fault.ts';
import { predicate } from '../filter.ts';
import type { CompileStage } from './stage.ts';
import { replaced } from './unwind.ts';

/** `$graphLookup`: everything that can be reached from each document through connected fields. */
export const graphLookup: CompileStage = (spec, surroundings) => {
  if (!isDocument(spec)) throw failedToParse('the $graphLookup stage specification must be an object');
  const { from, startWith, connectFromField, connectToField, as, maxDepth, depthField, restrictSearchWithMatch } = spec;
  for (const text of [from, connectFromField, connectToField, as]) {
    if (typeof text !== 'string')
      throw location(40100, '$graphLookup requires from, as, connectFromField and connectToField to be strings');
  }
  const start = expression(startWith, surroundings.scope);
  const next = pathParts(connectFromField as string);
  const admits = predicate((restrictSearchWithMatch ?? {}) as Doc, surroundings.scope);
  return function* (input) {
    for (const doc of input) {
      yield replaced(doc, pathParts(as as string), [...reach(start(doc, surroundings.scope.variables))]);
    }
  };

  function* reach(first: unknown): Iterable<Doc> {
    const seen = new Set<CanonicalKey>();
    let frontier = asList(first);
    for (let depth = 0; frontier.length > 0 && !(Number(maxDepth) < depth); depth++) {
      const found: unknown[] = [];
      const filter = { [connectToField as string]: { $in: frontier } };
      const matches = predicate(filter, surroundings.scope);
      for (const candidate of surroundings.lookup(from as string, filter)) {
        const key = canonicalKey(candidate._id);
        if (seen.has(key) || !matches(candidate) || !admits(candidate)) continue;
        seen.add(key);
        found.push(...asList(valueAt(candidate, next, 0)));
        yield typeof depthField === 'string' ? { ...candidate, [depthField]: Long.fromNumber(depth) } : candidate;
      }
      frontier = found;
    }
  }
};

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
