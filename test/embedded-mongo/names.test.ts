import { serialize } from 'bson';
import { expect } from 'chai';
import { temporaryStore } from './temporary-store.ts';
import { opMsg, WireClient } from './wire-client.ts';

/** Names that mean something to JavaScript, and nothing to a document. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'length', 'toJSON', 'then'];

/** An object that has a field of that name for its own. */
const having = (name: string, value: unknown) => Object.fromEntries([[name, value]]);

describe('a field whose name means something to JavaScript', () => {
  const store = temporaryStore();

  for (const name of NAMES) {
    describe(name, () => {
      const collection = () => store.fresh<{ _id: number }>();
      const sorted = { sort: { _id: 1 } } as const;

      it('is stored, found, sorted, changed and taken away as any other', async () => {
        const docs = collection();
        await docs.insertMany([{ _id: 1, ...having(name, 2) }, { _id: 2, ...having(name, 1) }, { _id: 3 }] as never[]);
        const ids = async (filter: object, sort: Record<string, 1 | -1> = { _id: 1 }) =>
          (await docs.find(filter, { sort }).toArray()).map(({ _id }) => _id);
        expect(await ids(having(name, 2))).to.deep.equal([1]);
        expect(await ids(having(name, { $exists: false }))).to.deep.equal([3]);
        expect(await ids(having(name, { $exists: true }), having(name, 1) as never)).to.deep.equal([2, 1]);
        await docs.updateOne({ _id: 3 }, { $set: having(name, 7), $currentDate: having(`${name}At`, true) } as never);
        await docs.updateOne({ _id: 1 }, { $inc: having(name, 1) } as never);
        await docs.updateOne({ _id: 2 }, { $unset: having(name, '') } as never);
        const left = await docs.find({}, { ...sorted, projection: having(name, 1) }).toArray();
        expect(left.map((doc) => Object.getOwnPropertyDescriptor(doc, name)?.value)).to.deep.equal([3, undefined, 7]);
        await docs.createIndex(having(name, 1) as never, { unique: true });
        expect(await ids(having(name, 7))).to.deep.equal([3]);
        expect(await docs.insertOne({ _id: 4, ...having(name, 7) }).catch(({ code }) => code)).to.equal(11000);
      });

      it('is nested, upserted, grouped and computed as any other', async () => {
        const docs = collection();
        await docs.updateOne(
          { _id: 1, ...having(`a.${name}`, 5) },
          { $setOnInsert: having(name, { b: 1 }) },
          {
            upsert: true,
          },
        );
        await docs.updateOne({ _id: 1 }, { $set: having(`${name}.c.${name}`, 2), $push: having(`a.list`, 1) });
        const [doc] = await docs.find().toArray();
        expect(JSON.stringify(doc)).to.equal(
          `{"_id":1,"a":{"${name}":5,"list":[1]},"${name}":{"b":1,"c":{"${name}":2}}}`,
        );
        const results = await docs
          .aggregate([
            { $addFields: having('x', `$a.${name}`) },
            { $group: { _id: having(name, `$a.${name}`), ...having(name, { $sum: '$x' }) } },
            { $project: { _id: 1, ...having(name, 1), pairs: { $objectToArray: '$_id' } } },
          ])
          .toArray();
        expect(JSON.stringify(results)).to.equal(`[{"_id":{"${name}":5},"${name}":5,"pairs":[{"k":"${name}","v":5}]}]`);
        const made = await docs.aggregate([{ $replaceWith: { $arrayToObject: [[[name, 1]]] } }]).toArray();
        expect(JSON.stringify(made)).to.equal(`[{"${name}":1}]`);
        expect(await docs.distinct(`a.${name}`)).to.deep.equal([5]);
      });
    });
  }

  it('changes nothing about objects that know nothing of it', async () => {
    const docs = store.fresh();
    await docs.insertOne(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'));
    await docs.updateOne({}, { $set: { '__proto__.polluted': 2, 'constructor.prototype.polluted': 2 } });
    await docs.updateOne({}, [{ $set: { '__proto__.polluted': 3 } }]);
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
  });

  it('is refused when the library that decodes it would take it for a sign: _bsontype', async () => {
    const docs = store.fresh();
    const disguised = serialize({ _id: 1, a: { xbsontype: 'ObjectId' } });
    disguised[disguised.indexOf('x'.charCodeAt(0))] = '_'.charCodeAt(0);
    const client = new WireClient(store.uri);
    const insert = { insert: docs.collectionName, $db: docs.dbName };
    expect(await client.ask(opMsg(insert, { beside: [['documents', [disguised]]] }))).to.include({ ok: 0, code: 2 });
    client.end();
    const made = docs.aggregate([{ $replaceWith: { $arrayToObject: [[['_bsontype', 'ObjectId']]] } }]);
    await docs.insertOne({});
    expect(await made.toArray().catch(({ code }) => code)).to.equal(22);
    expect(await docs.countDocuments()).to.equal(1);
  });
});
