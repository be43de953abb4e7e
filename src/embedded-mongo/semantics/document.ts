/** A document as `bson` deserializes it with `promoteValues: false`. */
export type Doc = Record<string, unknown>;

/** Whether a value is an embedded document, and not one of BSON's own value types. */
export function isDocument(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A field's own value; what every object inherits (`constructor`, `__proto__`) is no field. */
export function fieldOf(doc: Doc, name: string): unknown {
  const value = doc[name];
  return value !== undefined && name in Object.prototype && !Object.hasOwn(doc, name) ? undefined : value;
}

/** Sets a field, also one that is named `__proto__`. */
export function putField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  } else doc[name] = value;
}

/** The only field of an operator expression such as `{ $sum: 1 }`, or undefined when there are none or several. */
export function onlyField(doc: Doc): string | undefined {
  const names = Object.keys(doc);
  return names.length === 1 ? names[0] : undefined;
}
