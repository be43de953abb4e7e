import { BSONRegExp, Code, Decimal128, type Document, Int32, Long } from 'bson';
import fc from 'fast-check';
import { value } from '../arbitraries.ts';
import * as vocabulary from './vocabulary.ts';

const field = fc.constantFrom(...vocabulary.fields);
const name = fc.oneof(field, fc.constantFrom(...Object.values(vocabulary).flat()), fc.string());

const oddity = fc.constantFrom<unknown>(
  new Int32(-1),
  new Int32(2 ** 31 - 1),
  Long.MAX_VALUE,
  Long.MIN_VALUE,
  Decimal128.fromString('9.999999999999999999999999999999999E+6144'),
  Decimal128.fromString('NaN'),
  new Date(8.64e15),
  new Date(-8.64e15),
  new BSONRegExp('^a|(', 'i'),
  new BSONRegExp('a+b', 'x'),
  new Code('function () {}', { a: 1 }),
  'Asia/Ho_Chi_Minh',
  '%Y-%m-%d',
  'day',
  { $ref: 'c', $id: 1 },
);

const path = fc.oneof(field, fc.constantFrom('$a', '$a.b', '$$ROOT', '$$this', '$$value', '$$NOW', '$$REMOVE'));

/** Anything that may stand somewhere in a command: values, names of operators, all nested in each other. */
const anything: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    value,
    oddity,
    path,
    name,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { minKeys: 1, maxKeys: 3 }),
  ),
})).any;

const single = <T>(key: fc.Arbitrary<string>, of: fc.Arbitrary<T>) => fc.tuple(key, of).map(([k, v]) => ({ [k]: v }));
const several = <T>(key: fc.Arbitrary<string>, of: fc.Arbitrary<T>) =>
  fc.dictionary(key, of, { minKeys: 1, maxKeys: 3 });
const oneOf = (words: string[]) => fc.constantFrom(...words);

/** An expression of pipelines whose operators are known and whose operands may be wrong. */
const expression: fc.Arbitrary<unknown> = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    path,
    value,
    oddity,
    single(oneOf(vocabulary.expressions), tie('any')),
    single(oneOf(vocabulary.expressions), fc.array(tie('any'), { minLength: 1, maxLength: 3 })),
    single(oneOf(vocabulary.expressions), several(oneOf(vocabulary.operands), tie('any'))),
  ),
})).any;

const document = fc.oneof(several(field, value), fc.dictionary(name, anything, { maxKeys: 3 }));
export const documents = fc.array(document, { minLength: 1, maxLength: 3 });
export const collection = fc.constantFrom('c', 'd', 'e');

const condition = fc.oneof(
  value,
  several(oneOf(vocabulary.conditions), fc.oneof(anything, value, single(oneOf(vocabulary.conditions), value))),
);
const filter = fc.oneof(
  several(field, condition),
  single(fc.constantFrom('$and', '$or', '$nor'), fc.array(several(field, condition), { minLength: 1, maxLength: 3 })),
  single(fc.constant('$expr'), expression),
  document,
);
const specification = several(field, fc.constantFrom<unknown>(1, -1, 0, 'hashed', 'text', true));
const projection = several(field, fc.oneof(fc.constantFrom<unknown>(0, 1), expression));

const changes = several(
  oneOf(vocabulary.updates),
  several(field, fc.oneof(anything, value, several(oneOf(vocabulary.modifiers), anything))),
);

const accumulated = single(
  oneOf(vocabulary.accumulators),
  fc.oneof(expression, several(oneOf(vocabulary.operands), expression)),
);
const stage = fc.oneof(
  single(fc.constant('$match'), filter),
  single(
    fc.constantFrom('$project', '$set', '$addFields', '$replaceWith', '$redact'),
    fc.oneof(projection, expression),
  ),
  fc.tuple(expression, accumulated).map(([_id, a]) => ({ $group: { _id, a } })),
  fc.tuple(expression, specification, accumulated, anything).map(([partitionBy, sortBy, a, window]) => ({
    $setWindowFields: { partitionBy, sortBy, output: { a: { ...a, window } } },
  })),
  specification.map(($sort) => ({ $sort })),
  fc.tuple(collection, field, field).map(([from, localField, foreignField]) => ({
    $lookup: { from, localField, foreignField, as: 'b' },
  })),
  single(oneOf(vocabulary.stages), anything),
);
const pipeline = fc.array(stage, { minLength: 1, maxLength: 3 });

const update = fc.oneof(changes, changes, document, pipeline);
const statement = { q: filter, u: update, upsert: fc.boolean(), multi: fc.boolean(), arrayFilters: documents };
const index = { key: specification, name: fc.constantFrom('i', 'j', 'k'), unique: fc.boolean(), sparse: fc.boolean() };

const commands: fc.Arbitrary<Document>[] = [
  fc.record({ insert: collection, documents }),
  fc.record({ insert: collection, documents, ordered: fc.boolean() }),
  fc.record({ find: collection, filter, sort: specification, projection }, { requiredKeys: ['find'] }),
  fc.record(
    {
      find: collection,
      filter,
      batchSize: fc.nat(3),
      skip: fc.nat(3),
      limit: fc.nat(3),
      hint: anything,
      let: document,
    },
    { requiredKeys: ['find'] },
  ),
  fc.record({
    update: collection,
    updates: fc.array(fc.record(statement, { requiredKeys: ['q', 'u'] }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    delete: collection,
    deletes: fc.array(fc.record({ q: filter, limit: fc.constantFrom(0, 1) }), { maxLength: 2 }),
  }),
  fc.record(
    {
      findAndModify: collection,
      query: filter,
      update,
      upsert: fc.boolean(),
      new: fc.boolean(),
      sort: specification,
      fields: projection,
    },
    { requiredKeys: ['findAndModify', 'update'] },
  ),
  fc.record({ aggregate: collection, pipeline, cursor: fc.constant({}) }),
  fc.record({ aggregate: collection, pipeline, cursor: fc.constant({ batchSize: 1 }) }),
  fc.record({ distinct: collection, key: field, query: filter }),
  fc.record({ count: collection, query: filter }),
  fc.record({
    createIndexes: collection,
    indexes: fc.array(
      fc.oneof(
        fc.record(index, { requiredKeys: ['key', 'name'] }),
        fc.record({ key: specification, name: fc.constant('p'), partialFilterExpression: filter }),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  fc.record({ dropIndexes: collection, index: fc.oneof(name, fc.constantFrom<unknown>('i', 'j', '*')) }),
  fc.record({ getMore: anything, collection }),
  fc.record({ killCursors: collection, cursors: fc.array(anything) }),
  fc.record({ explain: fc.record({ find: collection, filter, sort: specification }) }),
  fc.constantFrom<Document>(
    { drop: 'c' },
    { drop: 'd' },
    { listIndexes: 'c' },
    { listCollections: 1 },
    { collStats: 'c' },
  ),
  fc.constantFrom<Document>({ create: 'c' }, { create: 'e' }, { dbStats: 1 }, { serverStatus: 1 }),
  fc.tuple(name, document).map(([first, rest]) => ({ [first]: 1, ...rest })),
];

/** A command that is well-formed, and seldom makes sense. At times one of its arguments is replaced by anything. */
export const command: fc.Arbitrary<Document> = fc
  .tuple(fc.oneof(...commands), fc.option(fc.tuple(fc.nat(5), anything), { nil: undefined, freq: 1 }), fc.nat(4))
  .map(([body, change, chance]) => {
    const key = change && chance === 0 ? Object.keys(body)[change[0]] : undefined;
    return { ...body, ...(key === undefined ? {} : { [key]: change?.[1] }), $db: 'fuzz' };
  });
