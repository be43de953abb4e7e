import type { Collection, Db } from 'mongodb';
import { documentOf } from './store-document.ts';

/** Something long that a client may ask for. `refused` is the code of the fault that it may end with. */
export interface Course {
  readonly name: string;
  readonly refused?: number;
  run(answers: Collection, database: Db): Promise<unknown>;
}

/** What a `for await` would do, without making documents of the bytes. */
async function drain(cursor: { next(): Promise<unknown>; close(): Promise<unknown> }): Promise<void> {
  while (await cursor.next());
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const grouped = [{ $group: { _id: '$agency', mean: { $avg: '$score' }, count: { $sum: 1 } } }];
const scan = (answers: Collection): Promise<unknown> => answers.find({ comment: /không có/ }).toArray();
const top = (answers: Collection): Promise<unknown> =>
  answers.find().sort({ procedure: 1, score: -1, _id: 1 }).limit(100).toArray();
const group = (answers: Collection): Promise<unknown> => answers.aggregate(grouped).toArray();

/** What only reads. */
export const reads: readonly Course[] = [
  { name: 'nothing', run: () => rest(3_000) },
  { name: 'scan with a filter', run: scan },
  {
    name: 'scan with $expr',
    run: (answers) => answers.find({ $expr: { $gt: [{ $add: ['$score', '$revision'] }, 9] } }).toArray(),
  },
  { name: 'all documents by a cursor', run: (answers) => drain(answers.find({}, { raw: true })) },
  { name: 'sort without index, first 100', run: top },
  { name: 'sort without index, all', refused: 292, run: (answers) => answers.find().sort({ procedure: 1 }).toArray() },
  { name: '$group', run: group },
  {
    name: '$lookup for 50,000',
    run: (answers) =>
      drain(
        answers.aggregate([
          { $match: { _id: { $lt: 50_000 } } },
          { $lookup: { from: 'agencies', localField: 'agency', foreignField: '_id', as: 'unit' } },
        ]),
      ),
  },
  { name: 'distinct', run: (answers) => answers.distinct('procedure') },
  { name: 'count with a filter', run: (answers) => answers.countDocuments({ score: { $gte: 3 }, channel: 'web' }) },
  { name: 'count by an index', run: (answers) => answers.countDocuments({ agency: { $gte: 'don-vi-1' } }) },
  { name: '$in of 100,000', run: (answers) => answers.countDocuments({ code: { $in: codes(100_000) } }) },
  { name: 'four of them at once', run: (answers) => Promise.all([scan, top, group, scan].map((one) => one(answers))) },
  { name: 'validate', run: (_, database) => database.command({ validate: 'answers' }) },
];

/** What writes, in an order in which one leaves the next something to do. */
export const writes: readonly Course[] = [
  {
    name: 'insertMany of 100,000 at once',
    run: (_, database) =>
      database.collection('more').insertMany(Array.from({ length: 100_000 }, (_, n) => documentOf(n))),
  },
  { name: 'an index is built', run: (answers) => answers.createIndex({ procedure: 1, day: 1 }) },
  { name: '$out of 100,000', run: (answers) => answers.aggregate([{ $limit: 100_000 }, { $out: 'copy' }]).toArray() },
  {
    name: '$merge of 100,000',
    run: (answers) => answers.aggregate([{ $limit: 100_000 }, { $merge: { into: 'copy' } }]).toArray(),
  },
  {
    name: 'updateMany of a tenth',
    run: (answers) =>
      answers.updateMany({ channel: 'web', _id: { $mod: [10, 3] } } as object, { $inc: { revision: 1 } }),
  },
  {
    name: 'bulk of 100,000 updateOne',
    run: (answers) =>
      answers.bulkWrite(
        Array.from({ length: 100_000 }, (_, _id) => ({
          updateOne: { filter: { _id: _id as never }, update: { $inc: { revision: 1 } } },
        })),
      ),
  },
  { name: 'half is deleted', run: (answers) => answers.deleteMany({ _id: { $mod: [2, 0] } } as object) },
  {
    name: 'the collection is dropped',
    // What it held is cleared away afterwards.
    run: (answers) => answers.drop().then(() => rest(10_000)),
  },
];

const codes = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `TL-${String(at).padStart(9, '0')}`);
