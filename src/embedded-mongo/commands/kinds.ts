import { type Hint, hintOf } from '../planner/hint.ts';
import { flagOf, numberOf } from '../raw/number-of.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import type { MongoServerFault } from '../semantics/fault.ts';
import { badValue, failedToParse, invalidNamespace, location, notSupported } from '../semantics/fault.ts';
import { typeName } from '../semantics/type-name.ts';
import { checked, type Fields, type Kind, reader, type Values } from './fields.ts';
import { checkedCollectionName } from './namespace.ts';

/** A value of any type. */
export const anything: Kind<unknown> = { types: 'any', of: (value) => value };

/** What changes nothing here, and may be said all the same. */
export const ignored: Kind<undefined> = { types: 'any', of: () => undefined };

export const text: Kind<string> = { types: ['string'], of: String };

export const document: Kind<Doc> = { types: ['object'], of: (value) => value as Doc };

/** An update: operators, a whole document, or a pipeline. */
export const documentOrPipeline: Kind<Doc | Doc[]> = {
  types: 'any',
  of: (value, path) => {
    if (Array.isArray(value)) return listOf(document).of(value, path);
    if (isDocument(value)) return value;
    throw failedToParse('Update argument must be either an object or an array');
  },
};

export const flag: Kind<boolean> = { types: ['bool', 'long', 'int', 'decimal', 'double'], of: flagOf };

const NUMBERS = ['long', 'int', 'decimal', 'double'] as const;

/** A whole number; fractions are cut off. */
export const whole: Kind<number> = { types: NUMBERS, of: (value) => Math.trunc(numberOf(value) ?? 0) };

/** A whole number that is not negative. */
export const natural: Kind<number> = {
  types: NUMBERS,
  of: (value, path) => {
    const count = whole.of(value, path);
    if (count >= 0) return count;
    throw location(51024, `BSON field '${lastOf(path)}' value must be >= 0, actual value '${count}'`);
  },
};

/** The collection of a command. */
export const collection: Kind<string> = {
  types: 'any',
  of: (value) => {
    if (typeof value === 'string') return checkedCollectionName(value);
    throw invalidNamespace(`collection name has invalid type ${typeName(value)}`);
  },
};

/** An index to use: its name or its keys. */
export const hint: Kind<Hint | undefined> = {
  types: 'any',
  of: (value) => {
    if (typeof value === 'string' || isDocument(value)) return hintOf(value);
    throw failedToParse('Hint must be a string or an object');
  },
};

/** A list of such values. As in MongoDB, a fault inside of one does not say which one it is. */
export function listOf<T>(kind: Kind<T>): Kind<T[]> {
  const { types, of } = kind;
  return {
    types: ['array'],
    of: (value, path) =>
      (value as unknown[]).map((item, at) => of(checked({ types, of: (each) => each }, item, `${path}.${at}`), path)),
  };
}

/** A document with fields of its own. */
export function part<F extends Fields>(fields: F): Kind<Values<F>> {
  const readPart = reader(fields);
  return { types: ['object'], of: (value, path) => readPart(value as Doc, path) };
}

/** One of a few words. */
export function oneOf<T extends string>(...words: T[]): Kind<T> {
  return {
    types: ['string'],
    of: (value, path) => {
      const word = words.find((each) => each === value);
      if (word !== undefined) return word;
      throw badValue(`Enumeration value '${String(value)}' for field '${path}' is not a valid value.`);
    },
  };
}

/** What MongoDB has and this store has not: accepted only where it asks for nothing. */
export const refused: Kind<undefined> = {
  types: 'any',
  of: (value, path) => {
    if (!value || numberOf(value) === 0 || (isDocument(value) && !Object.keys(value).length)) return undefined;
    throw missing(path);
  },
};

/** The same where being there is asking already. */
export const refusedAtAll: Kind<undefined> = {
  types: 'any',
  of: (_value, path) => {
    throw missing(path);
  },
};

function missing(path: string): MongoServerFault {
  return notSupported(`this store has no '${lastOf(path)}'`);
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
