import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Double, Int32 } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Document, MongoClient } from 'mongodb';
import { compareBy } from '../../src/embedded-mongo/semantics/compare.ts';
import { matcher } from '../../src/embedded-mongo/semantics/filter.ts';
import { startServer } from '../../src/embedded-mongo/server.ts';

const small = fc.oneof(
  { weight: 8, arbitrary: fc.nat(4).map((n) => new Int32(n)) },
  { weight: 1, arbitrary: fc.constantFrom('s', 't', null, new Date(0), new Double(Number.NaN)) },
);
const field = fc.oneof(
  { weight: 2, arbitrary: small },
  { weight: 1, arbitrary: fc.array(small, { maxLength: 3 }) },
);
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
    { weight: 1, arbitrary: simple.filter(hasNoNe).map((partialFilterExpression) => ({ partialFilterExpression })) },
  ),
});

function hasNoNe(conditions: Document): boolean {
  return Object.values(conditions).every((each) => !(each && typeof each === 'object' && '$ne' in each));
}

describe('the planner', function () {
  this.timeout(60_000);
  const dir = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  let server: Awaited<ReturnType<typeof startServer>>;
  let client: MongoClient;

  before(async () => {
    server = await startServer({ dir });
    client = await MongoClient.connect(server.uri, { promoteValues: false });
  });

  after(async () => {
    await client.close();
    await server.close();
    rmSync(dir, { recursive: true });
  });

  it('finds by any index what reading everything finds, in the same order', async () => {
    let round = 0;
    const query = fc.record({ filter, sort, skip: fc.nat(3), limit: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(index, { maxLength: 4 }),
        fc.array(query, { minLength: 1, maxLength: 5 }),
        async (docs, indexes, queries) => {
          const collection = client.db('planner').collection(`c${round++}`);
          const stored = docs.map((doc, _id) => ({ _id: new Int32(_id) as never, ...doc }));
          const half = Math.floor(stored.length / 2);
          if (half) await collection.insertMany(stored.slice(0, half));
          for (const [i, { key, kind }] of indexes.entries())
            await collection.createIndex(key, { name: `i${i}`, ...kind }).catch(unlessParallel);
          for (const doc of stored.slice(half)) await collection.insertOne(doc).catch(unlessParallel);
          const kept = (await collection.find().sort({ _id: 1 }).toArray()) as Document[];
          for (const { filter, sort, skip, limit } of queries) {
            const expected = kept.filter(matcher(filter));
            const total = { ...sort, _id: sort._id ?? 1 } as Record<string, 1 | -1>;
            const ids = (found: Document[]) => found.map(({ _id }) => Number(_id));
            expect(ids(await collection.find(filter).toArray()).sort((a, b) => a - b)).to.deep.equal(ids(expected));
            expect(Number(await collection.countDocuments(filter))).to.equal(expected.length);
            const inOrder = [...expected].sort(compareBy(total)).slice(skip, limit ? skip + limit : undefined);
            expect(ids(await collection.find(filter).sort(total).skip(skip).limit(limit).toArray())).to.deep.equal(
              ids(inOrder),
            );
          }
          await collection.drop();
        },
      ),
      { numRuns: Number(process.env.PLANNER_RUNS ?? 200) },
    );
  });
});

/** Two arrays in one index are refused, as is the same index twice; such documents and indexes are left out. */
function unlessParallel(error: Error & { code?: unknown }): void {
  if (![171, 85].includes(Number(error.code))) throw error;
}
