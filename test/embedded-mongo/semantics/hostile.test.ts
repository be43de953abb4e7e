import { BSONSymbol, Code, Decimal128, Double, Long, MaxKey, ObjectId, serialize, Timestamp } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { sorted } from '../../../src/embedded-mongo/semantics/compare.ts';
import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { matcher } from '../../../src/embedded-mongo/semantics/filter.ts';
import { projector } from '../../../src/embedded-mongo/semantics/projection.ts';
import { updater } from '../../../src/embedded-mongo/semantics/update.ts';
import { upserted } from '../../../src/embedded-mongo/semantics/upsert.ts';
import { NOW } from './evaluate.ts';
import { expectRefusals, expectResults } from './pipeline-cases.ts';
import { updated } from './updates.ts';
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

const REACHED = { from: 'x', startWith: '$_id', connectFromField: 'to', connectToField: '_id', as: 'r' };

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
          () => sorted([doc, filter], other),
        ];
        for (const attempt of attempts) faultCode(attempt);
      }),
      { numRuns: 1500 },
    );
  });

  it('may come in lists longer than any function takes arguments', () => {
    const many = Array.from({ length: 200_000 }, (_, i) => i);
    expect(updated({ a: [-1] }, { $push: { a: { $each: many } } }).a).to.deep.equal([-1, ...many]);
    expect(updated({ a: many }, { $push: { a: { $each: [7], $position: -1 } } }).a)
      .to.have.length(200_001)
      .and.to.have.property('199999', 7);
    expectResults([
      [[{}], [{ $project: { n: { $size: { $zip: { inputs: many.map(() => [1, 2]) } } } } }], [{ n: 2 }]],
      [
        [{ _id: 1 }],
        [{ $graphLookup: REACHED }, { $project: { r: { $size: '$r' } } }],
        [{ _id: 1, r: 2 }],
        { x: [{ _id: 1, to: many }, { _id: 199_999 }] },
      ],
      [
        [{}],
        [{ $lookup: { from: 'x', as: 'r', pipeline: [{ $match: { $expr: { $and: many.map(() => 1) } } }] } }],
        [{ r: [{}] }],
        { x: [{}] },
      ],
    ]);
  });

  it('may name no path deeper than any document', () => {
    const path = Array.from({ length: 20_000 }, () => 'a').join('.');
    for (const update of [
      { $set: { [path]: 1 } },
      { $inc: { [path]: 1 } },
      { $rename: { b: path } },
      [{ $set: { [path]: 1 } }],
    ])
      expect(faultCode(() => updated({ b: 1 }, update))).to.equal(15);
    expect(faultCode(() => upserted({ $set: { b: 1 } }, { filter: { [path]: 1 }, now: NOW }))).to.equal(15);
    expect(faultCode(() => projector({ [path]: { $literal: 1 } })({}))).to.equal(15);
    expectRefusals([
      [[{ $project: { b: `$${path}` } }], 15],
      [[{ $unwind: { path: '$b', includeArrayIndex: path } }], 15],
      [[{ $setWindowFields: { output: { [path]: { $sum: 1 } } } }], 15],
    ]);
    expect(updated({}, { $set: { [path.slice(0, 2 * 150 - 1)]: 1 } })).to.have.nested.property(
      path.slice(0, 2 * 150 - 1),
      1,
    );
  });

  it('may be no more than a thousand stages', () => {
    const stages = (count: number) => Array.from({ length: count }, () => ({ $match: {} }));
    expectResults([[[{ a: 1 }], stages(1000), [{ a: 1 }]]]);
    expectRefusals([
      [stages(1001), 7749501],
      [[{ $facet: { a: stages(1001) } }], 7749501],
    ]);
  });
});
