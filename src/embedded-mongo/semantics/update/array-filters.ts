import { type Doc, isDocument } from '../document.ts';
import { badValue, failedToParse } from '../fault.ts';
import { predicate } from '../filter.ts';
import { shown } from '../shown.ts';
import type { Scope } from '../variables.ts';
import type { Modification } from './change.ts';
import { identifierOf } from './paths.ts';

type Tests = Map<string, (element: unknown) => boolean>;

/** The tests of `$[name]` by name; each filter speaks of one name and every name has to be used. */
export function arrayFilterTests(update: Doc, filters: Doc[], changes: Modification[], scope: Scope): Tests {
  const tests: Tests = new Map();
  for (const filter of filters) {
    const matches = predicate(filter, scope, 'elsewhere');
    const name = nameOf(filter);
    if (tests.has(name)) throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    tests.set(name, (element) => matches({ [name]: element }));
  }
  const used = new Set<string>();
  for (const { path, parts } of changes) {
    for (const part of parts) {
      const name = identifierOf(part);
      if (!name) continue;
      if (!tests.has(name)) throw badValue(`No array filter found for identifier '${name}' in path '${path}'`);
      used.add(name);
    }
  }
  for (const name of tests.keys()) {
    if (!used.has(name))
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update ${shown(update)}`);
  }
  return tests;
}

function nameOf(filter: Doc): string {
  const [name, other] = new Set(namesIn(filter));
  if (name === undefined)
    throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
  if (other !== undefined) {
    throw failedToParse(
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${name}' and '${other}'`,
    );
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
    throw badValue(
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    );
  }
  return name;
}

function namesIn(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] as string];
    return Array.isArray(value) ? value.filter(isDocument).flatMap(namesIn) : [];
  });
}
