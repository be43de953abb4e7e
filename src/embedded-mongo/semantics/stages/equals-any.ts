import type { Doc } from '../document.ts';
import { isRegex } from '../filter/regex.ts';

/** A filter for a field that equals one of the values; `$in` would search with regular expressions. */
export function equalsAny(field: string, values: unknown[]): Doc {
  if (!values.some(isRegex)) return { [field]: { $in: values } };
  return { $or: values.map((value) => ({ [field]: { $eq: value } })) };
}
