import { copyFileSync, rmSync } from 'node:fs';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { dataKey, idKey } from '../../src/embedded-mongo/keys/id-key.ts';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { Catalog } from '../../src/embedded-mongo/storage/catalog.ts';
import type { Collection } from '../../src/embedded-mongo/storage/collection.ts';
import { type Databases, dataFile, openDatabases } from '../../src/embedded-mongo/storage/databases.ts';
import { entryValue } from '../../src/embedded-mongo/storage/index-entry.ts';
import { checkDatabases } from '../../src/embedded-mongo/upkeep/check-databases.ts';
import type { ReaderLine } from '../../src/embedded-mongo/upkeep/report.ts';
import { temporaryDir } from './temporary-store.ts';

type Plant = (collection: Collection, databases: Databases) => void;

describe('the check of a store', () => {
  const dirs = [temporaryDir()];
  const sound = dirs[0] as string;

  before(async () => {
    const server = await startServer({ dir: sound });
    const client = await MongoClient.connect(server.uri);
    const people = client.db('d').collection<{ _id: number }>('people');
    await people.createIndex({ name: 1 });
    await people.createIndex({ tags: 1, name: -1 });
    await people.createIndex({ code: 1 }, { unique: true, sparse: true });
    await people.createIndex({ age: 1 }, { partialFilterExpression: { age: { $gt: 9 } } });
    const rows = Array.from({ length: 20 }, (_, i) => ({ _id: i, name: `n${i}`, tags: [], code: `c${i}`, age: i }));
    await people.insertMany(rows);
    await people.updateOne({ _id: 3 }, { $set: { tags: ['a', 'b', 'b'], name: 'long '.repeat(200) } });
    await client.close();
    await server.close();
  });
  after(() => {
    for (const dir of dirs) rmSync(dir, { recursive: true });
  });

  /** What the check says of a copy of the sound store after something was done to it. */
  async function found(plant: Plant): Promise<ReaderLine[]> {
    const dir = temporaryDir();
    dirs.push(dir);
    copyFileSync(dataFile(sound), dataFile(dir));
    const databases = openDatabases(dir);
    const collection = new Catalog(databases).get('d', 'people') as Collection;
    databases.root.transactionSync(() => plant(collection, databases));
    const lines: ReaderLine[] = [];
    checkDatabases(databases, undefined, (line) => void lines.push(line));
    await databases.root.close();
    return lines;
  }
  const faults = async (plant: Plant) =>
    (await found(plant)).flatMap((line) =>
      'fault' in line ? [[line.fault.index ?? line.fault.namespace ?? 'file', line.fault.fault].join(': ')] : [],
    );
  const finds = async (plant: Plant, ...expected: RegExp[]) => {
    const said = await faults(plant);
    expect(said, said.join('\n')).to.have.length(expected.length);
    for (const each of expected)
      expect(
        said.some((fault) => each.test(fault)),
        `${each} in ${said.join('\n')}`,
      ).to.equal(true);
  };
  /** The whole key of a document's entry. */
  const entry = (collection: Collection, name: string, id: number): Buffer => {
    const index = collection.indexes.find(({ definition }) => definition.name === name);
    const key = idKey(id);
    const [first] = index?.keysOf(collection.keyPart(collection.raw(key) as Buffer)).keys ?? [];
    return Buffer.concat([first as Buffer, index?.definition.unique ? Buffer.alloc(0) : key]);
  };
  const at = (collection: Collection, id: number) => dataKey(collection.definition.id, idKey(id));

  it('counts what there is, and says nothing of a sound store', async () => {
    const entries = { _id_: 20, name_1: 20, 'tags_1_name_-1': 21, code_1: 20, age_1: 10 };
    expect(await found(() => {})).to.deep.equal([{ collection: { namespace: 'd.people', documents: 20, entries } }]);
  });

  it('finds an entry that is missing', () =>
    finds((collection, { index }) => index.removeSync(entry(collection, 'name_1', 7)), /name_1: no entry .* 7$/));

  it('finds an entry for a document that is not there', () =>
    finds(
      (collection, { index }) =>
        index.putSync(Buffer.concat([entry(collection, 'name_1', 7), idKey(99)]), entryValue(idKey(99))),
      /name_1: an entry that belongs to no readable document/,
    ));

  it('finds an entry under a value that its document has not, even when the numbers agree', () =>
    finds(
      (collection, { index }) => {
        const key = entry(collection, 'name_1', 7);
        index.removeSync(key);
        key[6] = 0x7a;
        index.putSync(key, entryValue(idKey(7)));
      },
      /name_1: no entry .* 7$/,
      /name_1: an entry that belongs to the document 7, which has another value/,
    ));

  it('finds an entry whose pointer was cut', () =>
    finds(
      (collection, { index }) => index.putSync(entry(collection, 'name_1', 7), Buffer.from([0, 3])),
      /name_1: the entry for the document 7 points elsewhere/,
    ));

  it('finds a unique entry that points to another document', () =>
    finds(
      (collection, { index }) => index.putSync(entry(collection, 'code_1', 7), idKey(8)),
      /code_1: the entry for the document 7 points elsewhere/,
      /code_1: an entry that belongs to the document 8, which has another value/,
    ));

  it('finds two documents with one value in a unique index', () =>
    finds((collection, { data, index }) => {
      const raw = Buffer.from(collection.raw(idKey(7)) as Buffer);
      raw.write('c8', raw.indexOf('c7'));
      index.removeSync(entry(collection, 'code_1', 7));
      data.putSync(at(collection, 7), raw);
    }, /code_1: the entry for the document 7 points elsewhere/));

  it('finds a document that was cut, and what its entries lost', async () => {
    const plant: Plant = (collection, { data }) =>
      data.putSync(at(collection, 15), (collection.raw(idKey(15)) as Buffer).subarray(0, 30));
    expect((await faults(plant)).join('\n')).to.match(/d\.people: the document under the key \w+: .*(BSON|document)/);
  });

  it('finds a document under the key of another', () =>
    finds((collection, { data }) => {
      data.putSync(at(collection, 50), collection.raw(idKey(7)) as Buffer);
    }, /d\.people: the document under the key \w+: its _id is another/));

  it('finds keys that belong to nothing, but not those that are still to be cleared away', async () => {
    const stray = Buffer.from([0, 0, 7, 7, 1]);
    for (const table of ['data', 'index'] as const) {
      await finds(
        (_, databases) => databases[table].putSync(stray, stray),
        /file: keys in "\w+" under the number 1799/,
      );
    }
    await finds((collection, databases) => new Catalog(databases).drop(collection));
  });

  it('finds flags by which queries would miss documents or mix up their order', async () => {
    const changed =
      (change: (index: { multikey: boolean[]; ordered: boolean }) => object): Plant =>
      ({ definition }, databases) => {
        const indexes = definition.indexes.map((index) => ({ ...index, ...change(index) }));
        new Catalog(databases).change({ ...definition, indexes });
      };
    await finds(
      changed(() => ({ multikey: [false, false] })),
      /tags_1_name_-1: is not marked as multikey, but "tags" has arrays/,
    );
    await finds(
      changed(() => ({ ordered: true })),
      /^name_1: is marked as ordered/,
      /tags_1_name_-1: is marked as ordered/,
    );
  });

  it('finds a definition that cannot be read, and what it leaves without an owner', async () => {
    const said = await faults((_, { meta }) => meta.putSync(Buffer.from('c:d.people'), Buffer.from('garbage')));
    expect(said).to.have.length(6);
    expect(said[0]).to.match(/^d\.people: its definition cannot be read/);
  });

  it('finds a number that would be given twice', () =>
    finds(
      (collection, { meta }) => meta.putSync(Buffer.from('next'), Buffer.from([0, 0, 0, collection.definition.id])),
      /^d\.people: has the number/,
      /^name_1: has the number/,
      /^tags_1_name_-1: has the number/,
      /^code_1: has the number/,
      /^age_1: has the number/,
    ));
});
