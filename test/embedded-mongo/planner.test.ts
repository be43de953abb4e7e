import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decimal128, Double, Int32, Long } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Document, MongoClient } from 'mongodb';
import { compareBy } from '../../src/embedded-mongo/semantics/compare.ts';
import { matcher } from '../../src/embedded-mongo/semantics/filter.ts';
import { startServer } from '../../src/embedded-mongo/server.ts';

const small = fc.oneof(
  { weight: 8, arbitrary: fc.nat(4).map((n) => new Int32(n)) },
  { weight: 1, arbitrary: fc.constantFrom('s', 't', null, new Date(0), new Double(Number.NaN)) },
  { weight: 1, arbitrary: fc.constantFrom('0.1', '0.9', '1', '1.1', '2.5').map((text) => new Decimal128(text)) },
  { weight: 1, arbitrary: fc.constantFrom(0.1, 0.9, 1.1, 2.5).map((n) => new Double(n)) },
);
const field = fc.oneof({ weight: 2, arbitrary: small }, { weight: 1, arbitrary: fc.array(small, { maxLength: 3 }) });
const inner = fc.record({ p: small, q: small }, { requiredKeys: ['p'] });
const nested = fc.oneof(inner, fc.array(inner, { maxLength: 3 }), small);
const documents = fc.array(fc.record({ a: field, b: small, c: small, d: nested }, { requiredKeys: ['b'] }), {
  minLength: 5,
  maxLength: 40,
});

const path = fc.constantFrom('a', 'b', 'c', 'd.p', 'd.q');
const condition = fc.oneof(
  small,
  small.map((operand) => ({ $eq: operand })),
  fc.array(small, { maxLength: 3 }).map((among) => ({ $in: among })),
  fc.tuple(fc.constantFrom('$gt', '$gte'), small).map(([operator, operand]) => ({ [operator]: operand })),
  fc.tuple(fc.constantFrom('$lt', '$lte'), small).map(([operator, operand]) => ({ [operator]: operand })),
  fc.tuple(small, small).map(([low, high]) => ({ $gte: low, $lt: high })),
  small.map((operand) => ({ $ne: operand })),
  fc.boolean().map((exists) => ({ $exists: exists })),
);
const simple = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 3 });
const filter = fc.oneof(
  { weight: 4, arbitrary: simple },
  { weight: 1, arbitrary: fc.array(simple, { minLength: 1, maxLength: 3 }).map(($or) => ({ $or })) },
  { weight: 1, arbitrary: fc.array(simple, { minLength: 1, maxLength: 3 }).map(($and) => ({ $and })) },
);
const direction = fc.constantFrom<1 | -1>(1, -1);
const sort = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd.p', '_id'), direction, { maxKeys: 3 });
const index = fc.record({
  key: fc.dictionary(path, direction, { minKeys: 1, maxKeys: 3 }),
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ sparse: true }) },
    {
      weight: 1,
      arbitrary: simple.filter(fitsPartial).map((partialFilterExpression) => ({ partialFilterExpression })),
    },
  ),
});

/** What no partial index may ask for is left out. */
function fitsPartial(conditions: Document): boolean {
  return Object.values(conditions).every(
    (each) => !(each && typeof each === 'object' && ('$ne' in each || each['$exists'] === false)),
  );
}

/** Undefined for documents that have no order: two arrays of one document cannot both be sorted by. */
function inTotal(docs: Document[], sort: Record<string, 1 | -1>): Document[] | undefined {
  const order = compareBy(sort);
  try {
    for (const doc of docs) order(doc, doc);
    return [...docs].sort(order);
  } catch (error) {
    if ((error as { code?: number }).code === 2) return undefined;
    throw error;
  }
}

describe('the planner', function () {
  this.timeout(60_000);
  const dir = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  let server: Awaited<ReturnType<typeof startServer>>;
  let client: MongoClient;
  let round = 0;

  before(async () => {
    server = await startServer({ dir });
    client = await MongoClient.connect(server.uri, { promoteValues: false });
  });

  after(async () => {
    await client.close();
    await server.close();
    rmSync(dir, { recursive: true });
  });

  /** Checks every query against reading all documents; half of them are there before the indexes, half come after. */
  async function agree(docs: Document[], indexes: IndexSpec[], queries: Query[]): Promise<void> {
    const collection = client.db('planner').collection(`c${round++}`);
    const stored = docs.map((doc, _id) => ({ _id: new Int32(_id) as never, ...doc }));
    const half = Math.floor(stored.length / 2);
    if (half) await collection.insertMany(stored.slice(0, half));
    for (const [i, { key, kind }] of indexes.entries()) {
      await collection.createIndex(key, { name: `i${i}`, ...kind }).catch(unlessParallel);
    }
    for (const doc of stored.slice(half)) await collection.insertOne(doc).catch(unlessParallel);
    const kept: Document[] = await collection.find().sort({ _id: 1 }).toArray();
    for (const { filter, sort = {}, skip = 0, limit = 0 } of queries) {
      const expected = kept.filter(matcher(filter));
      const total = { ...sort, _id: sort._id ?? 1 } as Record<string, 1 | -1>;
      const ids = (found: Document[]) => found.map(({ _id }) => Number(_id));
      expect(ids(await collection.find(filter).toArray()).sort((a, b) => a - b)).to.deep.equal(ids(expected));
      expect(Number(await collection.countDocuments(filter))).to.equal(expected.length);
      const inOrder = inTotal(expected, total)?.slice(skip, limit ? skip + limit : undefined);
      if (!inOrder) continue;
      const found = await collection.find(filter).sort(total).skip(skip).limit(limit).toArray();
      expect(ids(found)).to.deep.equal(ids(inOrder));
    }
    await collection.drop();
  }

  it('finds by any index what reading everything finds, in the same order', async () => {
    const query = fc.record({ filter, sort, skip: fc.nat(3), limit: fc.nat(5) });
    const queries = fc.array(query, { minLength: 1, maxLength: 5 });
    await fc.assert(fc.asyncProperty(documents, fc.array(index, { maxLength: 4 }), queries, agree), { numRuns: 200 });
  });

  const nan = new Double(Number.NaN);
  const traps: [name: string, docs: Document[], index: IndexSpec, query: Query][] = [
    [
      'two elements of one array that meet one condition each',
      [
        {},
        {
          d: [
            { p: 1, q: 2 },
            { p: 3, q: 4 },
          ],
        },
      ],
      { key: { 'd.p': 1, 'd.q': 1 } },
      { filter: { 'd.p': 1, 'd.q': 4 } },
    ],
    [
      'an array whose elements meet one end of a range each',
      [{}, { a: [0, 9] }],
      { key: { a: 1 } },
      { filter: { a: { $gte: 3, $lt: 5 } } },
    ],
    [
      'an array that sorts by an element outside the range',
      [{ a: [5, 1] }, { a: 3 }],
      { key: { a: 1 } },
      { filter: { a: { $gte: 2 } }, sort: { a: 1 } },
    ],
    [
      'a partial filter that one element of an array fails',
      [{ a: 5 }, { a: [5, 3] }],
      { key: { a: 1 }, kind: { partialFilterExpression: { a: { $gt: 4 } } } },
      { filter: { a: 5 } },
    ],
    [
      'a partial filter that bounds from the other side',
      [{ a: 1 }, { a: 7 }, { a: 20 }],
      { key: { a: 1 }, kind: { partialFilterExpression: { a: { $lt: 10 } } } },
      { filter: { a: { $gt: 5 } } },
    ],
    ['what is not a number', [{ a: nan }, { a: 1 }], { key: { a: -1 } }, { filter: { a: { $lt: 5 } } }],
    ['null, nothing and an empty array', [{ a: null }, {}, { a: [] }], { key: { a: 1 } }, { filter: { a: null } }],
    [
      'nothing inside an empty array',
      [{ d: [] }, { d: [{}] }, { d: 1 }],
      { key: { 'd.p': 1 } },
      { filter: { 'd.p': null } },
    ],
    [
      'values too long for a key',
      ['b', 'a', 'f', 'c', 'g', 'e', 'd'].map((end) => ({ a: 'x'.repeat(500) + end })),
      { key: { a: 1 } },
      { filter: { a: { $gt: `${'x'.repeat(500)}a` } }, sort: { a: 1 } },
    ],
    [
      'one value in several types of number',
      [{ a: new Int32(2) }, { a: new Double(2) }, { a: Long.fromString('9007199254740993') }],
      { key: { a: 1 } },
      { filter: { a: { $gte: 2 } }, sort: { a: -1 } },
    ],
  ];
  for (const [name, docs, spec, query] of traps) it(`minds ${name}`, () => agree(docs, [spec], [query]));
});

interface IndexSpec {
  key: Record<string, 1 | -1>;
  kind?: object;
}

interface Query {
  filter: Document;
  sort?: Record<string, 1 | -1>;
  skip?: number;
  limit?: number;
}

/** Two arrays in one index are refused, as is the same index twice; such documents and indexes are left out. */
function unlessParallel(error: Error & { code?: unknown }): void {
  if (![171, 85].includes(Number(error.code))) throw error;
}
