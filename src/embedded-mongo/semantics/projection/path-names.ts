import { location } from '../fault.ts';

/** The fields of a database reference begin with a dollar, as no others may in a path. */
const OF_REFERENCES = new Set(['$id', '$ref', '$db']);

/** Refuses what is no path of fields. */
export function checkPath(path: string): void {
  if (path === '') throw location(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw location(40353, "FieldPath must not end with a '.'.");
  for (const name of path.split('.')) {
    if (name === '') throw location(15998, 'FieldPath field names may not be empty strings.');
    if (name.startsWith('$') && !OF_REFERENCES.has(name)) {
      throw location(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    }
  }
}
