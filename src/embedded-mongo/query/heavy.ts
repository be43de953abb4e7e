import type { Doc } from '../semantics/document.ts';
import { repeatsChoices } from '../semantics/filter/bounded-match.ts';
import type { Reading } from './reading.ts';

/** What is said with more values than these takes long already before the first document is looked at. */
const MOST_VALUES = 5000;
/** What a document of conditions takes, compared with a value. */
const DOCUMENT_VALUES = 5;

let left = 0;

/** Whether a reading is not even begun on the main thread: it says very much, or searches by a dangerous expression. */
export function isHeavy({ query, then }: Reading): boolean {
  left = MOST_VALUES;
  if (isTooMuch(query.filter, '')) return true;
  return then instanceof Object && 'stages' in then && isTooMuch(then.stages, '');
}

function isTooMuch(value: unknown, name: string): boolean {
  if (--left < 0) return true;
  if (typeof value === 'string') return (name === '$regex' || name === 'regex') && repeatsChoices(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (isTooMuch(item, '')) return true;
    return false;
  }
  const { _bsontype, pattern } = value as { _bsontype?: string; pattern?: string };
  if (_bsontype !== undefined) return _bsontype === 'BSONRegExp' && repeatsChoices(String(pattern));
  left -= DOCUMENT_VALUES;
  for (const key of Object.keys(value)) if (isTooMuch((value as Doc)[key], key)) return true;
  return false;
}
