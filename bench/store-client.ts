import { type Collection, MongoClient } from 'mongodb';
import { answering } from './child.ts';
import { documentOf } from './store-document.ts';

export type Work = 'insert' | 'insertMany' | 'insertNumbered' | 'findOne' | 'updateOnes' | 'group';

/** What the client is to do, how often and by how many at once; from which document number on. */
export interface Load {
  readonly uri: string;
  readonly collection: string;
  readonly work: Work;
  readonly times: number;
  readonly clients: number;
  readonly from: number;
}

/** Documents of one `insertMany`, and updates of one `bulkWrite`. */
export const batch = 1_000;

type Call = (collection: Collection, number: number) => Promise<unknown>;

const calls: Readonly<Record<Work, Call>> = {
  insert: (collection, number) => collection.insertOne(documentOf(number)),
  insertMany: (collection, number) =>
    collection.insertMany(Array.from({ length: batch }, (_, index) => documentOf(number * batch + index))),
  insertNumbered: (collection, number) =>
    collection.insertMany(
      Array.from({ length: batch }, (_, index) => {
        const _id = number * batch + index;
        return { _id: _id as never, ...documentOf(_id) };
      }),
    ),
  async findOne(collection, number) {
    const found = await collection.findOne({ code: documentOf(number).code });
    if (!found) throw new Error(`document ${number} is not found`);
  },
  updateOnes: (collection, number) =>
    collection.bulkWrite(
      Array.from({ length: batch }, (_, index) => ({
        updateOne: { filter: { _id: (number * batch + index) as never }, update: { $inc: { revision: 1 } } },
      })),
      { ordered: false },
    ),
  group: (collection) =>
    collection.aggregate([{ $group: { _id: '$agency', count: { $sum: 1 }, mean: { $avg: '$score' } } }]).toArray(),
};

const opened = new Map<string, MongoClient>();

/** What it took: from the first call to the last answer, and what this process computed meanwhile, in seconds. */
export interface Taken {
  readonly seconds: number;
  readonly cpu: number;
}

// Closed loop: each of the clients begins its next call when its last was answered.
answering(async ({ uri, collection, work, times, clients, from }: Load): Promise<Taken> => {
  const client = opened.get(uri) ?? new MongoClient(uri, { maxPoolSize: 64, minPoolSize: 64 });
  opened.set(uri, client);
  const target = client.db('bench').collection(collection);
  const before = process.cpuUsage();
  const began = performance.now();
  let next = from;
  const run = async (): Promise<void> => {
    while (next < from + times) await calls[work](target, next++);
  };
  await Promise.all(Array.from({ length: clients }, run));
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { seconds, cpu: (user + system) / 1e6 };
});
