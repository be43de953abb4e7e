import { Decimal128, Double } from 'bson';
import { compareValues } from './compare.ts';
import { isDocument } from './document.ts';
import { typeName } from './type-name.ts';

/** Whether two values are the same in type and bytes: 1 and 1.0 are not, nor are fields in another order. */
export function identical(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeName(a) !== typeName(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, i) => identical(element, b[i]));
  }
  if (isDocument(a) && isDocument(b)) {
    const names = Object.keys(a);
    const others = Object.keys(b);
    return (
      names.length === others.length && names.every((name, i) => name === others[i] && identical(a[name], b[name]))
    );
  }
  if (a instanceof Decimal128) return Buffer.compare(a.bytes, (b as Decimal128).bytes) === 0;
  if (a instanceof Double) return Object.is(a.value, (b as Double).value);
  return compareValues(a, b) === 0;
}
