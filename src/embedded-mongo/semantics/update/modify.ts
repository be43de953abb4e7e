import { type Doc, fieldOf, isDocument, putField } from '../document.ts';
import { MongoServerFault, pathNotViable } from '../fault.ts';
import { isIndex } from '../path.ts';
import { shown } from '../shown.ts';
import type { Modification } from './change.ts';

interface Walk {
  change: Modification;
  original: Doc;
  creates: boolean;
  /** The copies that this update has made, which are its own to change. */
  copies: WeakSet<object>;
}

// MongoDB refuses to fill an array with more nulls than this.
const MAX_PADDING = 1_500_000;

/**
 * The document after changes one after the other: the same object when nothing changes. What stands along their paths
 * is copied, once however many changes pass through it.
 */
export function modify(original: Doc, changes: readonly Modification[]): Doc {
  const copies = new WeakSet<object>();
  return changes.reduce((doc, change) => {
    const creates = typeof change.creates === 'function' ? change.creates(original) : change.creates;
    return inDocument(doc, 0, { change, original, creates, copies });
  }, original);
}

function at(value: unknown, depth: number, walk: Walk): unknown {
  const { parts } = walk.change;
  if (depth === parts.length) return walk.change.apply(value, walk.original);
  if (Array.isArray(value)) return inArray(value, depth, walk);
  if (isDocument(value)) return inDocument(value, depth, walk);
  if (value === undefined) return walk.creates ? inDocument({}, depth, walk) : value;
  return refuse(value, depth, walk);
}

function inDocument(doc: Doc, depth: number, walk: Walk): Doc {
  const name = walk.change.parts[depth] as string;
  const before = fieldOf(doc, name);
  const after = at(before, depth + 1, walk);
  if (after === before) return doc;
  const copy = own(doc, walk, () => ({ ...doc }));
  if (after === undefined) delete copy[name];
  else putField(copy, name, after);
  return copy;
}

function inArray(array: unknown[], depth: number, walk: Walk): unknown {
  const part = walk.change.parts[depth] as string;
  if (!isIndex(part)) return refuse(array, depth, walk);
  const place = Number(part);
  if (place >= array.length && !walk.creates) return array;
  const before = array[place];
  const after = at(before, depth + 1, walk);
  if (after === before) return array;
  if (place - array.length > MAX_PADDING) {
    throw new MongoServerFault(63, 'CannotBackfillArray', `can't backfill more than ${MAX_PADDING} elements`);
  }
  const result = own(array, walk, () => [...array]);
  while (result.length < place) result.push(null);
  // A place that is unset stays, as null.
  result[place] = after ?? null;
  return result;
}

function own<T extends object>(value: T, { copies }: Walk, copied: () => T): T {
  if (copies.has(value)) return value;
  const copy = copied();
  copies.add(copy);
  return copy;
}

/** What becomes of a path that leads through a value that has no such fields. */
function refuse(value: unknown, depth: number, { change, creates }: Walk): unknown {
  const { parts } = change;
  const element = `{${parts[depth - 1]}: ${shown(value)}}`;
  if (creates) throw pathNotViable(`Cannot create field '${parts[depth]}' in element ${element}`);
  if (change.lenient) return value;
  throw pathNotViable(
    `Cannot use the part (${parts[depth]}) of (${parts.join('.')}) to traverse the element (${element})`,
  );
}
