import { BSONSymbol, Code, Decimal128, Double, Long, MaxKey, ObjectId, serialize, Timestamp } from 'bson';
import fc from 'fast-check';
import { sorted } from '../../../src/embedded-mongo/semantics/compare.ts';
import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { matcher } from '../../../src/embedded-mongo/semantics/filter.ts';
import { projector } from '../../../src/embedded-mongo/semantics/projection.ts';
import { updater } from '../../../src/embedded-mongo/semantics/update.ts';
import { upserted } from '../../../src/embedded-mongo/semantics/upsert.ts';
import { faultCode, stored, storedList } from './values.ts';

const FILTERS = ['$eq', '$gt', '$in', '$exists', '$type', '$mod', '$regex', '$options', '$size', '$all', '$elemMatch'];
const MORE_FILTERS = ['$not', '$bitsAllSet', '$and', '$or', '$nor', '$expr', '$comment', '$sampleRate', '$where'];
const UPDATES = ['$set', '$unset', '$inc', '$mul', '$min', '$rename', '$currentDate', '$setOnInsert', '$bit', '$push'];
const MORE_UPDATES = ['$addToSet', '$pop', '$pull', '$pullAll', '$each', '$slice', '$sort', '$position', '$foo'];
const PATHS = [
  'a',
  'b',
  '_id',
  '0',
  'a.b',
  'a.0',
  'a.$',
  'a.$[]',
  'a.$[x]',
  'x',
  'x.y',
  '',
  '.a',
  'toString',
  '$',
  '$id',
];
const NAMES = [...FILTERS, ...MORE_FILTERS, ...UPDATES, ...MORE_UPDATES, ...PATHS, '__proto__', 'constructor'];

const scalar = fc.constantFrom<unknown>(
  ...[null, true, false, '', 'a', '$a', '$$x', '(', 'date', 'int', 0, 1, -1, 1.5],
  ...[Number.NaN, -0, 1e19].map((value) => new Double(value)),
  ...['0.1', 'NaN', 'Infinity', '1E+6000', '1E-6000'].map((text) => new Decimal128(text)),
  ...[Long.MAX_VALUE, Long.MIN_VALUE, new Date(0), new Date(Number.NaN), new ObjectId(), new MaxKey()],
  ...[new Timestamp({ t: 1, i: 1 }), /a/i, new BSONSymbol('a'), new Code('x', { y: 1 })],
);
const hostile = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, scalar, fc.array(tie('any'), { maxLength: 3 }), tie('doc'), tie('doc')),
  doc: fc.dictionary(fc.constantFrom(...NAMES), tie('any'), { maxKeys: 3, noNullPrototype: true }),
}));
const document = hostile.doc as fc.Arbitrary<Doc>;

describe('whatever a client asks for', function () {
  this.timeout(30_000);

  it('is done, or refused as MongoDB refuses; nothing else is ever thrown', () => {
    const now = new Date(0);
    fc.assert(
      fc.property(document, document, document, document, fc.constantFrom(...UPDATES), (a, b, c, d, operator) => {
        const [doc, filter, other] = [stored(a), stored(b), stored(c)];
        const update = stored({ [operator]: other });
        const options = { filter, arrayFilters: storedList([d]), now };
        const attempts = [
          () => matcher(filter)(doc),
          () => matcher({ a: filter })(doc),
          () => serialize(updater(update, { filter: {}, now })(doc)),
          () => updater(update, options)(doc),
          () => updater(other, options)(doc),
          () => upserted(update, options),
          () => serialize(projector(other, filter)(doc)),
          () => projector({ a: other }, filter)(doc),
          () => sorted([doc, filter], other as Record<string, 1 | -1>),
        ];
        for (const attempt of attempts) faultCode(attempt);
      }),
      { numRuns: 1500 },
    );
  });
});
