import { type CommandOptions, commandScope } from './command-scope.ts';
import { type Doc, isDocument } from './document.ts';
import { isTrue } from './expression/logic.ts';
import { expression } from './expression.ts';
import { badValue, MongoServerFault } from './fault.ts';
import { fieldPredicates, valueTest } from './filter/field.ts';
import type { Nested, Predicate, ValueTest } from './filter/test.ts';
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

/** Compiles a filter within a scope whose variables may change between documents. */
export function predicate(filter: Doc, scope: Scope): Predicate {
  const nested = nestedIn(scope);
  const parts: Predicate[] = [];
  for (const name of Object.keys(filter)) {
    const value = filter[name];
    if (name.startsWith('$')) {
      const part = topLevel(name, value, scope);
      if (part) parts.push(part);
    } else parts.push(...fieldPredicates(name, value, nested));
  }
  return all(parts);
}

/** Compiles operators that one value has to meet, as `$pull` wants. */
export function elementTest(operators: Doc, scope: Scope): ValueTest {
  return valueTest(operators, nestedIn(scope));
}

function nestedIn(scope: Scope): Nested {
  const nested: Nested = {
    documents: (filter) => predicate(filter, scope),
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

function topLevel(name: string, value: unknown, scope: Scope): Predicate | undefined {
  switch (name) {
    case '$and':
      return all(branches(name, value, scope));
    case '$or': {
      const parts = branches(name, value, scope);
      return (doc, position) => parts.some((part) => part(doc, position));
    }
    case '$nor': {
      const parts = branches(name, value, scope);
      return (doc) => !parts.some((part) => part(doc));
    }
    case '$expr':
      return expressionPredicate(value, scope);
    case '$comment':
      return undefined;
    case '$alwaysTrue':
      return () => true;
    case '$alwaysFalse':
      return () => false;
    case '$sampleRate': {
      const rate = Number(value);
      return () => Math.random() < rate;
    }
    default:
      throw refused(name);
  }
}

function expressionPredicate(value: unknown, scope: Scope): Predicate {
  const evaluate = expression(value, scope);
  const variables: Variables = scope.variables;
  return (doc) => isTrue(evaluate(doc, variables));
}

function branches(name: string, value: unknown, scope: Scope): Predicate[] {
  if (!Array.isArray(value)) throw badValue(`${name} must be an array`);
  if (value.length === 0) throw badValue('$and/$or/$nor must be a nonempty array');
  return value.map((branch) => {
    if (!isDocument(branch)) throw badValue('$or/$and/$nor entries need to be full objects');
    return predicate(branch, scope);
  });
}

function refused(name: string): MongoServerFault {
  if (name === '$where') return badValue('no globalScriptEngine in $where parsing');
  if (name === '$text') return new MongoServerFault(27, 'IndexNotFound', 'text index required for $text query');
  if (name === '$jsonSchema') return badValue('$jsonSchema is not supported by this server');
  return badValue(
    `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  );
}
