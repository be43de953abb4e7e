import { type Doc, isDocument, onlyField } from '../document.ts';
import { isTrue } from '../expression/logic.ts';
import type { Evaluate } from '../expression/operands.ts';
import { expression } from '../expression.ts';
import { location, MongoServerFault } from '../fault.ts';
import { shown } from '../shown.ts';
import type { Scope } from '../variables.ts';
import { elementMatch, isSliceOfFind, slice } from './find-operators.ts';
import { isFlag, isPositional, positionalRule } from './positional.ts';
import { branch, checkPath, type ProjectionTree, place, type Rule } from './tree.ts';

/** What is known so far while the fields of a projection are read one after the other. */
interface Reading {
  scope: Scope;
  /** the filter of a find; a `$project` has none, and none of find's own operators */
  filter: Doc | undefined;
  root: ProjectionTree['root'];
  mode?: ProjectionTree['mode'];
  id?: 'keep' | 'drop' | 'other';
  has: Set<'slice' | 'elemMatch' | 'positional'>;
}

/** Reads the specification of a projection; with a filter, as find understands it, and else as `$project` does. */
export function projectionTree(spec: Doc, scope: Scope, filter?: Doc): ProjectionTree {
  if (Object.keys(spec).length === 0) {
    throw location(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  }
  const reading: Reading = { scope, filter, root: branch(), has: new Set() };
  for (const [name, value] of Object.entries(spec)) {
    if (name === '_id' || name.startsWith('_id.')) reading.id = 'other';
    read(reading, '', name, value);
  }
  const { root, id } = reading;
  const mode = reading.mode ?? defaultMode(reading);
  // An `_id` is dropped from what is kept by not being named, and kept in what is dropped likewise.
  if ((id === 'keep' && mode === 'exclusion') || (id === 'drop' && mode === 'inclusion')) root.rules.delete('_id');
  if (!id && mode === 'inclusion') place(root, '_id', { kind: 'keep' });
  return { mode, root };
}

/** The mode of a projection that names nothing but `_id` and find's operators. */
function defaultMode({ has, id }: Reading): ProjectionTree['mode'] {
  if (has.has('slice')) return id === 'keep' ? 'inclusion' : 'exclusion';
  return has.has('elemMatch') || id === 'keep' ? 'inclusion' : 'exclusion';
}

function read(reading: Reading, prefix: string, name: string, value: unknown): void {
  const path = prefix + name;
  if (isPositional(name) && !(isFlag(value) && !isTrue(value))) {
    place(reading.root, path.slice(0, -2), positionalRule(path, value, reading));
    reading.has.add('positional');
    return become(reading, 'inclusion', path);
  }
  checkPath(name);
  if (isDocument(value)) return readDocument(reading, path, value);
  const kept = isFlag(value) ? isTrue(value) : undefined;
  if (kept === undefined) {
    place(reading.root, path, { kind: 'compute', evaluate: expression(value, reading.scope) });
    if (reading.mode === 'exclusion') {
      throw location(31310, `Cannot use an expression ${name}: ${shown(value)} in an exclusion projection`);
    }
    reading.mode = 'inclusion';
    return;
  }
  const kind = kept ? 'keep' : 'drop';
  place(reading.root, path, { kind });
  if (path === '_id') reading.id = kind;
  else become(reading, kept ? 'inclusion' : 'exclusion', path);
}

function become(reading: Reading, mode: ProjectionTree['mode'], path: string): void {
  if (reading.mode === undefined || reading.mode === mode) reading.mode = mode;
  else if (mode === 'exclusion') throw location(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
  else throw location(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
}

function readDocument(reading: Reading, path: string, value: Doc): void {
  const operator = onlyField(value);
  if (!operator?.startsWith('$')) {
    if (operator === undefined && Object.keys(value).length === 0)
      throw location(51270, `An empty sub-projection is not a valid value. Found empty object at path ${path}`);
    for (const [name, inner] of Object.entries(value)) read(reading, `${path}.`, name, inner);
  } else place(reading.root, path, operatorRule(reading, path, operator, value));
}

function operatorRule(reading: Reading, path: string, operator: string, value: Doc): Rule {
  const { scope, filter, has } = reading;
  if (operator === '$meta') throw location(40218, 'query requires text score metadata, but it is not available');
  if (filter && operator === '$slice' && isSliceOfFind(value.$slice)) {
    has.add('slice');
    return { kind: 'transform', transform: slice(value.$slice) };
  }
  if (filter && operator === '$elemMatch') {
    if (has.has('positional')) throw location(31255, 'Cannot specify positional operator and $elemMatch.');
    if (path.includes('.')) throw location(31275, 'Cannot use $elemMatch projection on a nested field.');
    has.add('elemMatch');
    return { kind: 'transform', transform: elementMatch(value.$elemMatch, scope) };
  }
  if (reading.mode === 'exclusion') {
    throw location(31252, 'Cannot use expression other than $meta in exclusion projection');
  }
  reading.mode = 'inclusion';
  return { kind: 'compute', evaluate: known(operator, value, scope) };
}

function known(operator: string, value: Doc, scope: Scope): Evaluate {
  try {
    return expression(value, scope);
  } catch (fault) {
    const unknown = fault instanceof MongoServerFault && fault.message === `Unrecognized expression '${operator}'`;
    throw unknown ? location(31325, `Unknown expression ${operator}`) : fault;
  }
}
