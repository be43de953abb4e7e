import { Binary, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';

const edges = [0, -0, 1, -1, 2 ** 31 - 1, 2 ** 53, -(2 ** 53), Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NaN];

/** BSON numbers of every type, many of them equal or close to each other. */
const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((value) => new Int32(value)),
  fc.integer({ min: -3, max: 3 }).map((value) => new Double(value)),
  fc.double({ noDefaultInfinity: true }).map((value) => new Double(value)),
  fc.constantFrom(...edges).map((value) => new Double(value)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }).map((value) => Long.fromBigInt(value)),
);

const text = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'b', 'A', 'á', 'a\0', 'a\0b', 'đ', '\u{1f600}', '\uffee'),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
  fc.constantFrom('x', 'y').map((tail) => 'long '.repeat(100) + tail),
);

/** Any value that is neither an array nor an embedded document. */
const scalar: fc.Arbitrary<unknown> = fc.oneof(
  number,
  text,
  fc.constant(null),
  fc.boolean(),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(bytes)),
  fc.tuple(fc.nat(5), fc.nat(5)).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom(new MinKey(), new MaxKey()),
);

/** Any value, arrays and embedded documents included. */
export const value: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('p', 'q', 'r'), tie('any'), { maxKeys: 3 }),
  ),
})).any;
