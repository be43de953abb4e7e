import { type Doc, fieldOf, isDocument } from './document.ts';
import { MongoServerFault } from './fault.ts';

/** Where an array met on the way was entered: what `$` stands for. */
export interface Position {
  index?: number | undefined;
}

/** Whether what is at the end of a path passes, where an array is entered or seen whole. */
export type Test = (value: unknown, position?: Position) => boolean;

const INDEX = /^(?:0|[1-9]\d*)$/;

/** Whether a part of a path can be a place in an array. */
export function isIndex(part: string): boolean {
  return INDEX.test(part);
}

/** As deep as any document may be. */
const MOST_PARTS = 200;

/** The parts of a path. Throws Overflow for one that leads deeper than any document. */
export function splitPath(path: string): string[] {
  const parts = path.split('.');
  if (parts.length > MOST_PARTS) throw new MongoServerFault(15, 'Overflow', 'FieldPath is too long');
  return parts;
}

/**
 * Whether any value that a dotted path reaches passes the test, arrays on the way being entered as MongoDB's filters do.
 * The array at the end of a path is handed over whole: its elements are the test's affair.
 */
export function anyAtPath(doc: Doc, parts: readonly string[], test: Test, position?: Position): boolean {
  const last = parts.length - 1;
  let current: Doc = doc;
  for (let i = 0; i < last; i++) {
    const value = fieldOf(current, parts[i] as string);
    if (Array.isArray(value)) return anyInArray(value, parts.slice(i + 1), test, position);
    if (!isDocument(value)) return test(undefined, position);
    current = value;
  }
  return test(fieldOf(current, parts[last] as string), position);
}

function anyInArray(array: unknown[], parts: readonly string[], test: Test, position?: Position): boolean {
  const part = parts[0] as string;
  const place = isIndex(part) ? Number(part) : -1;
  for (let i = 0; i < array.length; i++) {
    const element = array[i];
    let found = isDocument(element) && anyAtPath(element, parts, test);
    if (!found && i === place) found = anyBeyondPlace(element, parts.slice(1), test);
    if (found) {
      if (position) position.index = i;
      return true;
    }
  }
  return false;
}

/** After an array was entered by number: `a.0` or `a.0.b`. */
function anyBeyondPlace(element: unknown, rest: readonly string[], test: Test): boolean {
  if (rest.length === 0) return test(element);
  if (isDocument(element)) return anyAtPath(element, rest, test);
  return Array.isArray(element) && anyInArray(element, rest, test);
}
