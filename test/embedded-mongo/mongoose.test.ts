import { expect } from 'chai';
import { createConnection, type InferSchemaType, Schema } from 'mongoose';
import { temporaryStore } from './temporary-store.ts';

const complaintSchema = new Schema(
  {
    code: { type: String, required: true, unique: true },
    state: { type: String, enum: ['open', 'closed'], default: 'open' },
    history: [{ event: String, at: Date }],
    contact: { name: String, phone: String },
  },
  { timestamps: true },
);

describe('mongoose on the built-in store', () => {
  const store = temporaryStore();

  it('makes its indexes, saves changes by field, and finds documents again', async () => {
    const connection = await createConnection(`${store.uri}/mongoose`).asPromise();
    const Complaint = connection.model<InferSchemaType<typeof complaintSchema>>('Complaint', complaintSchema);
    await Complaint.init();
    const complaint = await Complaint.create({ code: 'K1', contact: { name: 'Người dân' } });
    complaint.history.push({ event: 'opened', at: new Date(0) });
    complaint.set('contact.phone', '0900000000');
    await complaint.save();
    const found = await Complaint.findOne({ 'history.event': 'opened', 'contact.phone': /^09/ }).lean();
    expect(found).to.include({ code: 'K1', state: 'open' });
    expect(await Complaint.create({ code: 'K1' }).catch(({ code }) => code)).to.equal(11000);
    const closed = { $set: { state: 'closed' }, $push: { history: { event: 'closed', at: new Date(1) } } } as const;
    const first = await Complaint.findOneAndUpdate({ code: 'K1', state: 'open' }, closed, { returnDocument: 'after' });
    expect(first?.history.map(({ event }) => event)).to.deep.equal(['opened', 'closed']);
    expect(await Complaint.findOneAndUpdate({ code: 'K1', state: 'open' }, closed)).to.equal(null);
    const written = await Complaint.bulkWrite([
      { updateOne: { filter: { code: 'K2' }, update: { $set: { state: 'open' } }, upsert: true } },
    ]);
    expect(written.upsertedCount).to.equal(1);
    const counts = await Complaint.aggregate([{ $group: { _id: '$state', n: { $sum: 1 } } }, { $sort: { _id: 1 } }]);
    expect(counts).to.deep.equal([
      { _id: 'closed', n: 1 },
      { _id: 'open', n: 1 },
    ]);
    await connection.close();
  });
});
