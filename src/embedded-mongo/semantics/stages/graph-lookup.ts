import { Long } from 'bson';
import { type CanonicalKey, canonicalKey } from '../canonical-key.ts';
import { type Doc, isDocument } from '../document.ts';
import { pathParts, valueAt } from '../expression/field-path.ts';
import { expression } from '../expression.ts';
import { failedToParse, location } from '../fault.ts';
import { predicate } from '../filter.ts';
import { Allowance, sizeOf } from '../memory.ts';
import { isNumber, wholeNumber } from '../numbers.ts';
import { typeName } from '../type-name.ts';
import { equalsAny } from './equals-any.ts';
import type { CompileStage } from './stage.ts';
import { replaced } from './unwind.ts';

/** `$graphLookup`: everything that can be reached from each document through connected fields. */
export const graphLookup: CompileStage = (spec, surroundings) => {
  const { from, startWith, connectFromField, connectToField, as, maxDepth, depthField, admitted } = read(spec);
  const { scope } = surroundings;
  const start = expression(startWith, scope);
  const [next, toAs] = [pathParts(connectFromField), pathParts(as)];
  const toDepth = depthField === undefined ? undefined : pathParts(depthField);
  const admits = predicate(admitted, scope);
  return function* (input) {
    for (const doc of input) yield replaced(doc, toAs, [...reach(start(doc, scope.variables))]);
  };

  function* reach(first: unknown): Iterable<Doc> {
    const allowance = new Allowance(() => location(40099, '$graphLookup reached maximum memory consumption'));
    const seen = new Set<CanonicalKey>();
    let frontier = asList(first);
    for (let depth = 0; frontier.length > 0 && depth <= maxDepth; depth++) {
      const found: unknown[] = [];
      const filter = equalsAny(connectToField, frontier);
      const matches = predicate(filter, scope);
      for (const candidate of surroundings.lookup(from, filter)) {
        const key = canonicalKey(candidate._id);
        if (seen.has(key) || !matches(candidate) || !admits(candidate)) continue;
        seen.add(key);
        allowance.take(sizeOf(candidate));
        for (const value of asList(valueAt(candidate, next, 0))) found.push(value);
        yield toDepth ? replaced(candidate, toDepth, Long.fromNumber(depth)) : candidate;
      }
      frontier = found;
    }
  }
};

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

interface GraphLookup {
  from: string;
  startWith: unknown;
  connectFromField: string;
  connectToField: string;
  as: string;
  maxDepth: number;
  depthField: string | undefined;
  admitted: Doc;
}

const STRINGS = ['from', 'as', 'connectFromField', 'connectToField', 'depthField'];

function read(spec: unknown): GraphLookup {
  if (!isDocument(spec))
    throw failedToParse(`the $graphLookup stage specification must be an object, but found ${typeName(spec)}`);
  for (const [name, value] of Object.entries(spec)) check(name, value);
  const { from, startWith, connectFromField, connectToField, as, depthField } = spec as Partial<GraphLookup>;
  if (!from || !as || startWith === undefined || !connectFromField || !connectToField) {
    const required = "'from', 'as', 'startWith', 'connectFromField', and 'connectToField'";
    throw location(40105, `$graphLookup requires ${required} to be specified.`);
  }
  const maxDepth = 'maxDepth' in spec ? (wholeNumber(spec.maxDepth) as number) : Number.POSITIVE_INFINITY;
  const admitted = (spec.restrictSearchWithMatch ?? {}) as Doc;
  return { from, startWith, connectFromField, connectToField, as, depthField, maxDepth, admitted };
}

function check(name: string, value: unknown): void {
  if (name === 'startWith') return;
  if (name === 'maxDepth') checkDepth(value);
  else if (name === 'restrictSearchWithMatch') {
    if (!isDocument(value))
      throw location(40185, `restrictSearchWithMatch must be an object, found ${typeName(value)}`);
  } else if (!STRINGS.includes(name)) throw location(40104, `Unknown argument to $graphLookup: ${name}`);
  else if (typeof value !== 'string')
    throw location(40103, `expected string as argument for ${name}, found: ${typeName(value)}`);
}

function checkDepth(value: unknown): void {
  if (!isNumber(value)) throw location(40100, `maxDepth must be numeric, found type: ${typeName(value)}`);
  const depth = wholeNumber(value);
  if (depth === undefined) throw location(40102, 'maxDepth could not be represented as a long long');
  if (depth < 0) throw location(40101, `maxDepth requires a nonnegative argument, found: ${depth}`);
}
