import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { shown } from '../semantics/shown.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';

/** The index of a name. Throws IndexNotFound. */
export function indexByName(indexes: IndexDefinition[], name: string): IndexDefinition {
  const found = indexes.find((index) => index.name === name);
  if (!found) throw new MongoServerFault(27, 'IndexNotFound', `index not found with name [${name}]`);
  return found;
}

/** The one index of these keys. Throws IndexNotFound, or AmbiguousIndexKeyPattern when there are several. */
export function indexByKeys(indexes: IndexDefinition[], keys: Doc): IndexDefinition {
  const pattern = patternOf(keys);
  const [found, another] = indexes.filter(({ key }) => patternOf(key) === pattern);
  if (!found) throw new MongoServerFault(27, 'IndexNotFound', `can't find index with key: ${shown(keys)}`);
  if (another) {
    const names = `${found.name}, ${another.name}`;
    throw new MongoServerFault(181, 'AmbiguousIndexKeyPattern', `${names} indexes found for key: ${shown(keys)}`);
  }
  return found;
}

/** Keys as text: the same for the same fields in the same order and direction. */
export function patternOf(keys: Doc): string {
  return JSON.stringify(Object.entries(keys).map(([field, value]) => [field, (numberOf(value) ?? 1) < 0 ? -1 : 1]));
}
