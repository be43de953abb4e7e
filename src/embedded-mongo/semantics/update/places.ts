import { type Doc, fieldOf, isDocument } from '../document.ts';
import { badValue } from '../fault.ts';
import { shown } from '../shown.ts';
import type { Modification } from './change.ts';
import { conflicting } from './conflicts.ts';
import { comparePaths, identifierOf } from './paths.ts';

/** What the positional operators stand for in one document. */
export interface Resolve {
  position: number | undefined;
  filters: ReadonlyMap<string, (element: unknown) => boolean>;
}

export function isPositional({ parts }: Modification): boolean {
  return parts.some((part) => part === '$' || identifierOf(part) !== undefined);
}

/** The changes with names and numbers where they said `$`, `$[]` or `$[name]`, found in the document before it is changed. */
export function placed(changes: Modification[], doc: Doc, resolve: Resolve): Modification[] {
  const result = changes.flatMap((change) =>
    placesOf(doc, change.parts, [], resolve).map((parts) => ({ ...change, parts, path: parts.join('.') })),
  );
  result.sort((a, b) => comparePaths(a.parts, b.parts));
  for (const [i, { parts }] of result.entries()) {
    const before = result[i - 1]?.parts;
    if (before?.every((part, at) => part === parts[at]))
      throw conflicting(`Update created a conflict at '${before.join('.')}'`);
  }
  return result;
}

function placesOf(value: unknown, rest: readonly string[], way: string[], resolve: Resolve): string[][] {
  const [part, ...others] = rest;
  if (part === undefined) return [way];
  const identifier = identifierOf(part);
  if (identifier === undefined) {
    const name = part === '$' ? String(positionOf(resolve)) : part;
    return placesOf(childOf(value, name), others, [...way, name], resolve);
  }
  if (value === undefined) {
    throw badValue(`The path '${way.join('.')}' must exist in the document in order to apply array updates.`);
  }
  if (!Array.isArray(value)) {
    throw badValue(`Cannot apply array updates to non-array element ${way.at(-1)}: ${shown(value)}`);
  }
  const admits = resolve.filters.get(identifier) ?? (() => true);
  return value.flatMap((element, i) =>
    admits(element) ? placesOf(element, others, [...way, String(i)], resolve) : [],
  );
}

function childOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return Object.hasOwn(value, name) ? value[Number(name)] : undefined;
  return isDocument(value) ? fieldOf(value, name) : undefined;
}

function positionOf({ position }: Resolve): number {
  if (position !== undefined) return position;
  throw badValue('The positional operator did not find the match needed from the query.');
}
