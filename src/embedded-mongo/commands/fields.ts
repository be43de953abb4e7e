import type { Doc } from '../semantics/document.ts';
import { MongoServerFault, typeMismatch } from '../semantics/fault.ts';
import { type TypeName, typeName } from '../semantics/type-name.ts';

/** One kind of field: the BSON types that it may have, and what is made of a value of these. `path` is for faults. */
export interface Kind<T> {
  types: readonly TypeName[] | 'any';
  of(value: unknown, path: string): T;
  required?: boolean;
}

interface Required<T> extends Kind<T> {
  required: true;
}

/** The fields that a command or a part of one may have; none else is accepted. */
export type Fields = Readonly<Record<string, Kind<unknown>>>;

/** What was read of fields: those that are not required may be missing. */
export type Values<F extends Fields> = {
  [Name in keyof F]: F[Name] extends Required<infer T> ? T : F[Name] extends Kind<infer T> ? T | undefined : never;
};

/** A field that has to be there. */
export function required<T>(kind: Kind<T>): Required<T> {
  return { ...kind, required: true };
}

/**
 * Compiles a table of fields into a reader of documents. The reader throws for a field that is unknown (40415), missing
 * (40414) or of the wrong type (14).
 */
export function reader<F extends Fields>(
  fields: F,
  isForEverybody: (name: string) => boolean = () => false,
): (doc: Doc, path: string) => Values<F> {
  const known = new Map(Object.entries(fields));
  const needed = Object.keys(fields).filter((name) => fields[name]?.required);
  // All that is read has the same fields in the same order: nothing else makes what follows as fast.
  const nothing: Doc = Object.fromEntries(Object.keys(fields).map((name) => [name, undefined]));
  return (doc, path) => {
    const values = { ...nothing };
    for (const name of Object.keys(doc)) {
      const kind = known.get(name);
      const value = doc[name];
      // As in MongoDB, null counts as missing.
      if (kind)
        values[name] = value === undefined || value === null ? undefined : checked(kind, value, `${path}.${name}`);
      else if (!isForEverybody(name)) throw unknownField(`${path}.${name}`);
    }
    for (const name of needed) if (values[name] === undefined) throw missingField(`${path}.${name}`);
    return values as Values<F>;
  };
}

/** Reads one value that is there. Throws TypeMismatch in the words of MongoDB's own command parser. */
export function checked<T>({ types, of }: Kind<T>, value: unknown, path: string): T {
  if (types !== 'any' && !types.includes(typeName(value))) {
    const expected = types.length === 1 ? `type '${types[0]}'` : `types '[${types.join(', ')}]'`;
    throw typeMismatch(`BSON field '${path}' is the wrong type '${typeName(value)}', expected ${expected}`);
  }
  return of(value, path);
}

export function missingField(path: string): MongoServerFault {
  return new MongoServerFault(40414, 'IDLFailedToParse', `BSON field '${path}' is missing but a required field`);
}

function unknownField(path: string): MongoServerFault {
  return new MongoServerFault(40415, 'IDLUnknownField', `BSON field '${path}' is an unknown field.`);
}
