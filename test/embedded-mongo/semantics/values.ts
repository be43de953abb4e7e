import { Decimal128, Double, deserialize, EJSON, Int32, Long, ObjectId, serialize } from 'bson';
import fc from 'fast-check';
import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { MongoServerFault } from '../../../src/embedded-mongo/semantics/fault.ts';

/** A document as the store reads it from its bytes. */
export function stored(doc: object): Doc {
  return deserialize(serialize(doc), { promoteValues: false, promoteBuffers: false, bsonRegExp: true });
}

/** The same for a pipeline or a list of documents. */
export function storedList(docs: object[]): Doc[] {
  return stored({ docs }).docs as Doc[];
}

/** A document as a client of the driver gets it. */
export function received(doc: object): Doc {
  return deserialize(serialize(doc, { ignoreUndefined: true }));
}

/** A document with all its types written out. */
export function typed(doc: object): unknown {
  return JSON.parse(EJSON.stringify(doc, { relaxed: false }));
}

function faultOf(action: () => unknown): MongoServerFault | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof MongoServerFault) return error;
    throw error;
  }
  return undefined;
}

/** The code that an action is refused with; undefined when it is not. */
export const faultCode = (action: () => unknown): number | undefined => faultOf(action)?.code;

/** The name of that code. */
export const faultName = (action: () => unknown): string | undefined => faultOf(action)?.codeName;

/** The message that an action is refused with; undefined when it is not. */
export const refusal = (action: () => unknown): string | undefined => faultOf(action)?.message;

const scalars = fc.oneof(
  fc.constantFrom(null, true, false, '', 'a', 'b', 'Ý', '\u{1F600}', '\uE000', '\0x'),
  fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)),
  fc
    .constantFrom(-1.5, 0, -0, 1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 2 ** 60)
    .map((n) => new Double(n)),
  fc.constantFrom('0', '1.0', '2.5', '0.1', 'NaN', '9007199254740993', '1E+400').map((text) => new Decimal128(text)),
  fc.constantFrom(0n, 1n, 2n ** 53n + 1n, 2n ** 60n, -(2n ** 63n)).map((n) => Long.fromBigInt(n)),
  fc.constantFrom(0, 1, 86_400_000).map((time) => new Date(time)),
  fc.constantFrom('000000000000000000000001', '0000000000000000000000ff').map((hex) => new ObjectId(hex)),
);

/** BSON values of many types from a small range, so that equal ones meet. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 2, withCrossShrink: true }, scalars, tie('list'), tie('doc')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  doc: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 3, noNullPrototype: true }),
})).value;

export const anyDoc: fc.Arbitrary<Doc> = fc.dictionary(fc.constantFrom('a', 'b', 'c'), anyValue, {
  maxKeys: 3,
  noNullPrototype: true,
});
