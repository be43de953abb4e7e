/** A document as `bson` deserializes it with `promoteValues: false`. */
export type Doc = Record<string, unknown>;

/** Whether a value is an embedded document, and not one of BSON's own value types. */
export function isDocument(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether a value is `{ $gt: 1 }`, a document of operators. */
export function isOperators(value: unknown): value is Doc {
  return isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true;
}

/** A field's own value; what every object inherits (`constructor`, `__proto__`) is no field. */
export function fieldOf<T>(doc: Record<string, T>, name: string): T | undefined {
  const value = doc[name];
  return value !== undefined && name in Object.prototype && !Object.hasOwn(doc, name) ? undefined : value;
}

/** Sets a field, also one that is named `__proto__`. */
export function putField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  } else doc[name] = value;
}

/** A copy with another value of a field; undefined removes it. */
export function withField(doc: Doc, name: string, value: unknown): Doc {
  const copy = { ...doc };
  if (value === undefined) delete copy[name];
  else putField(copy, name, value);
  return copy;
}

/** The only field of an operator expression such as `{ $sum: 1 }`, or undefined when there are none or several. */
export function onlyField(doc: Doc): string | undefined {
  const names = Object.keys(doc);
  return names.length === 1 ? names[0] : undefined;
}
