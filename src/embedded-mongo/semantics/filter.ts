import { type CommandOptions, commandScope } from './command-scope.ts';
import { type Doc, isDocument } from './document.ts';
import { isTrue } from './expression/logic.ts';
import { expression } from './expression.ts';
import { badValue } from './fault.ts';
import { always, notAllowed, refused, sample } from './filter/document-tests.ts';
import { fieldPredicates, valueTest } from './filter/field.ts';
import type { Nested, Predicate } from './filter/test.ts';
import type { Position } from './path.ts';
import type { Scope, Variables } from './variables.ts';

/**
 * Compiles a filter. `let` gives constants for `$expr`; a collation orders and equates text, though not within `$expr`.
 * Throws a MongoServerFault for operators that are unknown or that this store refuses.
 */
export function matcher(filter: Doc, options: CommandOptions = {}): (doc: Doc) => boolean {
  const scope = commandScope(options);
  const matches = predicate(filter, scope);
  return (doc) => matches(doc);
}

/** Where a filter stands: `$expr` is for whole documents of a query, neither for elements nor elsewhere, as in updates. */
type Place = 'query' | 'element' | 'elsewhere';

/** Compiles a filter within a scope whose variables may change between documents. */
export function predicate(filter: Doc, scope: Scope, place: Place = 'query'): Predicate {
  const nested = nestedIn(scope, place);
  const parts: Predicate[] = [];
  for (const name of Object.keys(filter)) {
    const value = filter[name];
    if (name.startsWith('$')) {
      const part = topLevel(name, value, scope, place);
      if (part) parts.push(part);
    } else parts.push(...fieldPredicates(name, value, nested));
  }
  return all(parts);
}

function nestedIn(scope: Scope, place: Place): Nested {
  const nested: Nested = {
    documents: (filter) => predicate(filter, scope, place === 'elsewhere' ? place : 'element'),
    values: (operators) => valueTest(operators, nested),
    text: scope.text,
  };
  return nested;
}

/** Where in an array a document's match lies, for `$`; undefined when no array was entered. */
export function matchPosition(filter: Doc, scope: Scope): (doc: Doc) => number | undefined {
  const matches = predicate(filter, scope);
  return (doc) => {
    const position: Position = {};
    return matches(doc, position) ? position.index : undefined;
  };
}

function all(parts: Predicate[]): Predicate {
  const [first, second] = parts;
  if (!first) return () => true;
  if (!second) return first;
  if (parts.length === 2) return (doc, position) => first(doc, position) && second(doc, position);
  return (doc, position) => parts.every((part) => part(doc, position));
}

function topLevel(name: string, value: unknown, scope: Scope, place: Place): Predicate | undefined {
  switch (name) {
    case '$and':
      return all(branches(name, value, scope, place));
    case '$or':
      return any(branches(name, value, scope, place));
    case '$nor': {
      const parts = branches(name, value, scope, place);
      return (doc) => !parts.some((part) => part(doc));
    }
    case '$expr':
      if (place === 'element') throw badValue('$expr can only be applied to the top-level document');
      if (place === 'elsewhere') throw notAllowed('$expr');
      return expressionPredicate(value, scope);
    case '$comment':
      return undefined;
    case '$alwaysTrue':
    case '$alwaysFalse':
      return always(name, value);
    case '$sampleRate':
      return sample(value);
    default:
      throw refused(name);
  }
}

/** A branch that fails leaves no trace of where it matched before it failed. */
function any(parts: Predicate[]): Predicate {
  return (doc, position) => {
    if (!position) return parts.some((part) => part(doc));
    return parts.some((part) => {
      const found: Position = {};
      return part(doc, found) && Object.assign(position, found);
    });
  };
}

function expressionPredicate(value: unknown, scope: Scope): Predicate {
  const evaluate = expression(value, scope);
  const variables: Variables = scope.variables;
  return (doc) => isTrue(evaluate(doc, variables));
}

function branches(name: string, value: unknown, scope: Scope, place: Place): Predicate[] {
  if (!Array.isArray(value)) throw badValue(`${name} must be an array`);
  if (value.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
  return value.map((branch) => {
    if (!isDocument(branch)) throw badValue('$or/$and/$nor entries need to be full objects');
    return predicate(branch, scope, place);
  });
}
