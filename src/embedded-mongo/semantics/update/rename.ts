import { type Doc, fieldOf, isDocument } from '../document.ts';
import { badValue, type MongoServerFault, pathNotViable } from '../fault.ts';
import { isIndex } from '../path.ts';
import { shown, shownId } from '../shown.ts';
import type { Modification } from './change.ts';
import { identifierOf, partsOf } from './paths.ts';

/** `$rename` as two changes: the old field goes, and the new one has its value. A field that is not there is not renamed. */
export function renaming(from: string, to: unknown): Modification[] {
  if (typeof to !== 'string') {
    throw badValue(`The 'to' field for $rename must be a string: ${from}: ${shown(to)}`);
  }
  const source = partsOf(from);
  const target = partsOf(to);
  if (from === to) throw badValue(`The source and target field for $rename must differ: ${from}: "${to}"`);
  if (source.every((part, i) => part === target[i]) || target.every((part, i) => part === source[i])) {
    throw badValue(`The source and target field for $rename must not be on the same path: ${from}: "${to}"`);
  }
  if (source.some(isDynamic)) throw badValue(`The source field for $rename may not be dynamic: ${from}`);
  if (target.some(isDynamic)) throw badValue(`The destination field for $rename may not be dynamic: ${to}`);
  return [
    { path: from, parts: source, creates: false, lenient: true, apply: () => undefined },
    {
      path: to,
      parts: target,
      lenient: true,
      creates(doc) {
        if (sourceOf(doc, source) === undefined) return false;
        refuseArrays(doc, target, 'destination');
        return true;
      },
      apply(old, doc) {
        const value = sourceOf(doc, source);
        return value === undefined ? old : value;
      },
    },
  ];
}

function isDynamic(part: string): boolean {
  return part === '$' || identifierOf(part) !== undefined;
}

/** The value that a field had before the update; renaming takes nothing out of arrays. */
function sourceOf(doc: Doc, parts: string[]): unknown {
  let value: unknown = doc;
  for (const [i, part] of parts.entries()) {
    if (value === undefined) return undefined;
    if (isDocument(value)) value = fieldOf(value, part);
    else if (Array.isArray(value) && isIndex(part)) value = value[Number(part)];
    else throw notTraversed(value, parts, parts[i - 1] as string);
  }
  if (value !== undefined) refuseArrays(doc, parts, 'source');
  return value;
}

function notTraversed(value: unknown, parts: string[], part: string): MongoServerFault {
  const way = `the part (${part} of ${parts.join('.')})`;
  return pathNotViable(`cannot use ${way} to traverse the element ({${part}: ${shown(value)}})`);
}

function refuseArrays(doc: Doc, parts: string[], role: 'source' | 'destination'): void {
  let value: unknown = doc;
  for (const [i, part] of parts.entries()) {
    if (Array.isArray(value)) {
      throw badValue(
        `The ${role} field cannot be an array element, '${parts.join('.')}' in doc with ${shownId(doc._id).slice(1, -1)} has an array field called '${parts[i - 1]}'`,
      );
    }
    value = isDocument(value) ? fieldOf(value, part) : undefined;
  }
}
