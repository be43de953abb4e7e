import { type Doc, isDocument, putField } from '../document.ts';
import type { Variables } from '../variables.ts';
import type { Branch, ProjectionTree, Rule } from './tree.ts';

/** The function that projects documents as a tree of rules says; the input is never changed. */
export function project({ mode, root }: ProjectionTree, variables: Variables): (doc: Doc) => Doc {
  const keepsOthers = mode === 'exclusion';
  return (doc) => projected(root, doc, doc, variables, keepsOthers);
}

function projected(rules: Branch, doc: Doc, root: Doc, variables: Variables, keepsOthers: boolean): Doc {
  const result: Doc = {};
  for (const name of Object.keys(doc)) {
    const rule = rules.rules.get(name);
    const value = doc[name];
    if (!rule) {
      if (keepsOthers) putField(result, name, value);
      continue;
    }
    const kept = keptBy(rule, value, root, variables, keepsOthers);
    if (kept !== undefined) putField(result, name, kept);
  }
  if (rules.computes) compute(rules, result, doc, root, variables, keepsOthers);
  return result;
}

/** What stands in a field's place; undefined when nothing does. */
function keptBy(rule: Rule, value: unknown, root: Doc, variables: Variables, keepsOthers: boolean): unknown {
  switch (rule.kind) {
    case 'keep':
      return value;
    case 'transform':
      return rule.transform(value, root);
    case 'branch':
      return within(rule, value, root, variables, keepsOthers);
    case 'compute':
      return keepsOthers ? rule.evaluate(root, variables) : undefined;
    case 'drop':
      return undefined;
  }
}

/** New values follow the fields that are kept, in the order of the specification; beside all others they stay in place. */
function compute(rules: Branch, result: Doc, doc: Doc, root: Doc, variables: Variables, keepsOthers: boolean): void {
  for (const [name, rule] of rules.rules) {
    let value: unknown;
    const isThere = Object.hasOwn(doc, name);
    if (rule.kind === 'compute') value = isThere && keepsOthers ? undefined : rule.evaluate(root, variables);
    else if (rule.kind === 'branch' && rule.computes && !isThere) {
      value = projected(rule, {}, root, variables, keepsOthers);
    }
    if (value !== undefined) putField(result, name, value);
  }
}

function within(rules: Branch, value: unknown, root: Doc, variables: Variables, keepsOthers: boolean): unknown {
  if (isDocument(value)) return projected(rules, value, root, variables, keepsOthers);
  if (Array.isArray(value)) {
    return value
      .map((element) => within(rules, element, root, variables, keepsOthers))
      .filter((kept) => kept !== undefined);
  }
  if (rules.computes) return projected(rules, {}, root, variables, keepsOthers);
  return keepsOthers ? value : undefined;
}
