import { isDocument } from './document.ts';

/** BSON types by the name that `$type` gives them; `undefined` is also a field that is missing. */
export type TypeName = keyof typeof TYPES;

/** [place in BSON's comparison order, number on the wire] */
const TYPES = {
  minKey: [-1, -1],
  undefined: [0, 6],
  null: [5, 10],
  int: [10, 16],
  long: [10, 18],
  double: [10, 1],
  decimal: [10, 19],
  string: [15, 2],
  symbol: [15, 14],
  object: [20, 3],
  array: [25, 4],
  binData: [30, 5],
  objectId: [35, 7],
  bool: [40, 8],
  date: [45, 9],
  timestamp: [47, 17],
  regex: [50, 11],
  dbPointer: [55, 12],
  javascript: [60, 13],
  javascriptWithScope: [65, 15],
  maxKey: [127, 127],
} as const;

const BY_TAG: Record<string, TypeName> = {
  Int32: 'int',
  Double: 'double',
  Long: 'long',
  Decimal128: 'decimal',
  ObjectId: 'objectId',
  Binary: 'binData',
  BSONRegExp: 'regex',
  BSONSymbol: 'symbol',
  Timestamp: 'timestamp',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
  DBRef: 'object',
};

/** The name that `bson` gives the class of a value of one of BSON's own types. */
export function tagOf(value: unknown): string | undefined {
  return (value as { _bsontype?: string } | null | undefined)?._bsontype;
}

/** The BSON type that a value has, or would get when it is written. */
export function typeName(value: unknown): TypeName {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return Number.isInteger(value) && value === (value | 0) ? 'int' : 'double';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'long';
    case 'object':
      return value === null ? 'null' : objectTypeName(value);
    default:
      return 'undefined';
  }
}

function objectTypeName(value: object): TypeName {
  if (isDocument(value)) return 'object';
  if (Array.isArray(value)) return 'array';
  const tag = tagOf(value);
  if (tag === undefined) return value instanceof Date ? 'date' : 'object';
  if (tag === 'Code') return (value as { scope?: unknown }).scope ? 'javascriptWithScope' : 'javascript';
  return BY_TAG[tag] ?? 'object';
}

/** Values of different rank never compare equal; MinKey has the lowest and MaxKey the highest. */
export function rankOf(value: unknown): number {
  return TYPES[typeName(value)][0];
}

/** The old type of text that compares as text does. */
export function isSymbol(value: unknown): boolean {
  return tagOf(value) === 'BSONSymbol';
}

const NAMES = Object.keys(TYPES) as TypeName[];

/** The type of a name or a wire number; undefined when there is none. */
export function typeByAlias(alias: string | number): TypeName | undefined {
  if (typeof alias === 'number') return NAMES.find((name) => TYPES[name][1] === alias);
  return Object.hasOwn(TYPES, alias) ? (alias as TypeName) : undefined;
}
