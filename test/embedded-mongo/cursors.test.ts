import { expect } from 'chai';
import { Long } from 'mongodb';
import { refusal } from './refusal.ts';
import { temporaryStore } from './temporary-store.ts';

describe('cursors of the built-in store', () => {
  const store = temporaryStore();
  const db = () => store.client.db('test');

  /** A collection of ten documents, and a cursor that has handed out two of them. */
  async function begun() {
    const collection = store.fresh<{ _id: number }>();
    await collection.insertMany(Array.from({ length: 10 }, (_, _id) => ({ _id })));
    const session = store.client.startSession();
    const name = collection.collectionName;
    const { cursor } = await db().command({ find: name, batchSize: 2 }, { session });
    const id = Long.fromValue(cursor.id);
    const more = (batchSize?: number) =>
      db().command({ getMore: id, collection: name, ...(batchSize ? { batchSize } : {}) }, { session });
    return { name, id, session, more, first: cursor.firstBatch };
  }

  it('hand out their documents in batches, and are gone after the last', async () => {
    const { first, more, name, id } = await begun();
    expect(first).to.have.length(2);
    const { cursor } = await more(3);
    expect(cursor.nextBatch).to.deep.equal([{ _id: 2 }, { _id: 3 }, { _id: 4 }]);
    const last = await more();
    expect(last.cursor.nextBatch).to.have.length(5);
    expect(Number(last.cursor.id)).to.equal(0);
    expect(await refusal(db(), { getMore: id, collection: name })).to.include({ code: 43 });
  });

  it('begin with no documents when none are asked for, and with one batch only when no more are wanted', async () => {
    const { name } = await begun();
    const { cursor: empty } = await db().command({ find: name, batchSize: 0 });
    expect(empty.firstBatch).to.deep.equal([]);
    expect(Number(empty.id)).not.to.equal(0);
    const { cursor: single } = await db().command({ find: name, batchSize: 3, singleBatch: true });
    expect(single.firstBatch).to.have.length(3);
    expect(Number(single.id)).to.equal(0);
  });

  it('are read on in their own collection and session only', async () => {
    const { id, name, more, session } = await begun();
    const elsewhere = await refusal(db(), { getMore: id, collection: `${name}x` });
    expect(elsewhere.code).to.equal(13);
    const otherSession = await refusal(db(), { getMore: id, collection: name });
    expect(otherSession.code).to.equal(50738);
    expect((await more()).cursor.nextBatch).to.have.length(8);
    await session.endSession();
  });

  it('are closed on request, and say which of them were there', async () => {
    const { id, name } = await begun();
    const other = Long.fromNumber(5);
    const answer = await db().command({ killCursors: name, cursors: [id, other] }, { promoteLongs: false });
    expect(answer.cursorsKilled).to.deep.equal([id]);
    expect(answer.cursorsNotFound).to.deep.equal([other]);
    expect(await refusal(db(), { getMore: id, collection: name })).to.include({ code: 43 });
  });

  it('end with their session, also those that were asked to last', async () => {
    const { name, session } = await begun();
    const { cursor } = await db().command({ find: name, batchSize: 1, noCursorTimeout: true }, { session });
    await db().command({ endSessions: [session.id] });
    const more = { getMore: Long.fromValue(cursor.id), collection: name };
    expect(await refusal(db(), more)).to.include({ code: 43 });
  });

  it('say so when their collection or their index was dropped, instead of ending early', async () => {
    const many = Array.from({ length: 20_000 }, (_, n) => ({ n, pad: 'x'.repeat(300) }));
    for (const dropped of ['index', 'collection']) {
      const collection = store.fresh();
      await collection.createIndex({ n: 1 });
      await collection.insertMany(many);
      const cursor = collection.find().sort({ n: 1 }).batchSize(10);
      await cursor.next();
      await (dropped === 'index' ? collection.dropIndex('n_1') : collection.drop());
      const end = await cursor.toArray().then(
        () => 'the end',
        (error) => error.codeName,
      );
      expect(end).to.equal('QueryPlanKilled');
    }
  });
});
