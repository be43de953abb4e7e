import { type Doc, isDocument, onlyField } from '../document.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { isNumber, toDouble } from '../numbers.ts';
import type { Scope } from '../variables.ts';
import { elementMatch, isSliceOfFind, positional, slice } from './find-operators.ts';
import { type Branch, branch, type ProjectionTree, type Rule } from './tree.ts';

interface Entry {
  path: string;
  rule: Rule;
}

/** Reads the specification of a projection; with a filter, as find understands it, and else as `$project` does. */
export function projectionTree(spec: Doc, scope: Scope, filter?: Doc): ProjectionTree {
  if (Object.keys(spec).length === 0) {
    throw location(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  }
  const entries: Entry[] = [];
  read(spec, '', entries, scope, filter);
  const mode = modeOf(entries);
  const root = branch();
  let id: Rule | undefined;
  for (const { path, rule } of entries) {
    if (path === '_id') id = rule;
    else place(root, path, path.split('.'), rule);
  }
  if (id && (id.kind !== 'drop' || mode === 'exclusion')) {
    if (mode === 'inclusion' || id.kind !== 'keep') place(root, '_id', ['_id'], id);
  } else if (!id && mode === 'inclusion' && !root.rules.has('_id')) place(root, '_id', ['_id'], { kind: 'keep' });
  return { mode, root };
}

function read(spec: Doc, prefix: string, into: Entry[], scope: Scope, filter: Doc | undefined): void {
  for (const [name, value] of Object.entries(spec)) {
    checkName(name);
    const path = prefix + name;
    if (filter && path.endsWith('.$')) {
      if (into.some(({ rule }) => rule.kind === 'transform' && rule.transform.name === 'positional')) {
        throw location(31276, 'Cannot specify more than one positional projection per query.');
      }
      into.push({ path: path.slice(0, -2), rule: { kind: 'transform', transform: positional(filter, scope) } });
    } else if (isDocument(value) && !isOperator(value)) {
      if (Object.keys(value).length === 0)
        throw location(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
      read(value, `${path}.`, into, scope, filter);
    } else into.push({ path, rule: ruleOf(value, scope, filter, prefix !== '' || name.includes('.')) });
  }
}

function checkName(name: string): void {
  if (name.startsWith('$'))
    throw location(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  if (name === '' || name.startsWith('.') || name.endsWith('.') || name.includes('..')) {
    throw location(name.endsWith('.') ? 40353 : 15998, 'FieldPath field names may not be empty strings.');
  }
}

function isOperator(value: Doc): boolean {
  return Object.keys(value)[0]?.startsWith('$') === true;
}

function ruleOf(value: unknown, scope: Scope, filter: Doc | undefined, nested: boolean): Rule {
  if (typeof value === 'boolean') return { kind: value ? 'keep' : 'drop' };
  if (isNumber(value)) return { kind: toDouble(value) !== 0 ? 'keep' : 'drop' };
  if (filter && isDocument(value)) {
    const operator = onlyField(value);
    if (operator === '$elemMatch') {
      if (nested) throw location(31275, 'Cannot use $elemMatch projection on a nested field');
      return { kind: 'transform', transform: elementMatch(value.$elemMatch, scope) };
    }
    if (operator === '$slice' && isSliceOfFind(value.$slice))
      return { kind: 'transform', transform: slice(value.$slice) };
  }
  return { kind: 'compute', evaluate: expression(value, scope) };
}

/** `_id` may always be dropped, and a slice fits both modes. */
function modeOf(entries: Entry[]): ProjectionTree['mode'] {
  const decisive = entries.filter(({ path, rule }) => path !== '_id' && !isSlice(rule));
  const first = decisive[0];
  if (!first) {
    const id = entries.find(({ path }) => path === '_id');
    return id && id.rule.kind !== 'drop' ? 'inclusion' : 'exclusion';
  }
  const mode = first.rule.kind === 'drop' ? 'exclusion' : 'inclusion';
  for (const { path, rule } of decisive) {
    if ((rule.kind === 'drop') === (mode === 'exclusion')) continue;
    if (rule.kind === 'drop') throw location(31254, `Cannot do exclusion on field ${path} in inclusion projection`);
    throw location(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
  }
  return mode;
}

function isSlice(rule: Rule): boolean {
  return rule.kind === 'transform' && rule.transform.name === 'slice';
}

function place(root: Branch, path: string, parts: string[], rule: Rule): void {
  let at = root;
  const computes = rule.kind === 'compute';
  for (const [i, part] of parts.slice(0, -1).entries()) {
    at.computes ||= computes;
    let next = at.rules.get(part);
    if (!next) {
      next = branch();
      at.rules.set(part, next);
    } else if (next.kind !== 'branch') throw collision(path, parts.slice(i + 1));
    at = next;
  }
  at.computes ||= computes;
  const last = parts.at(-1) as string;
  if (at.rules.has(last)) throw collision(path, []);
  at.rules.set(last, rule);
}

function collision(path: string, rest: string[]): Error {
  if (rest.length === 0) return location(31250, `Path collision at ${path}`);
  return location(31249, `Path collision at ${path} remaining portion ${rest.join('.')}`);
}
