import { Decimal128, Double, Int32, Long } from 'bson';
import { expect } from 'chai';
import { temporaryStore } from './temporary-store.ts';

const PREVIOUS = 0.09999999999999999;

describe('decimals in the indexes of the built-in store', () => {
  const store = temporaryStore();
  const values = [
    new Double(PREVIOUS),
    Decimal128.fromString('0.1'),
    new Double(0.1),
    Decimal128.fromString('0.10000000000000001'),
    new Int32(2),
    Decimal128.fromString('9007199254740992.5'),
    Long.fromBigInt(2n ** 53n + 1n),
  ];

  for (const direction of [1, -1] as const) {
    for (const unique of [false, true]) {
      it(`are found where they are, index ${direction > 0 ? 'upwards' : 'downwards'}${unique ? ', unique' : ''}`, async () => {
        const collection = store.fresh<{ _id: number; n: unknown }>();
        await collection.createIndex({ n: direction }, { unique });
        await collection.insertMany(values.map((n, _id) => ({ _id, n })));
        const ids = async (condition: object) =>
          (
            await collection
              .find({ n: condition }, { hint: { n: direction } })
              .sort({ n: 1 })
              .toArray()
          ).map(({ _id }) => _id);
        const all = values.map((_, i) => i);
        for (const [i, n] of values.entries()) {
          expect(await ids({ $eq: n })).to.deep.equal([i]);
          expect(await ids({ $gt: n })).to.deep.equal(all.filter((each) => each > i));
          expect(await ids({ $gte: n })).to.deep.equal(all.filter((each) => each >= i));
          expect(await ids({ $lt: n })).to.deep.equal(all.filter((each) => each < i));
          expect(await ids({ $lte: n })).to.deep.equal(all.filter((each) => each <= i));
          expect(await collection.countDocuments({ n })).to.equal(1);
          expect(await collection.countDocuments({ n: { $gt: n } })).to.equal(values.length - 1 - i);
        }
      });
    }
  }

  it('are not confused with doubles as _id', async () => {
    const collection = store.fresh<{ _id: unknown }>();
    await collection.insertMany(values.map((_id) => ({ _id })));
    for (const _id of values) {
      const found = await collection.find({ _id }, { promoteValues: false }).toArray();
      expect(found.map((each) => String(each._id))).to.deep.equal([String(_id)]);
      expect((await collection.updateMany({ _id }, { $set: { seen: true } })).matchedCount).to.equal(1);
    }
    expect(await collection.insertOne({ _id: Decimal128.fromString('2.00') }).catch((error) => error.code)).to.equal(
      11000,
    );
  });
});
