import type { Collection, MongoClient } from 'mongodb';
import type { Ledger, Row } from './crash-ledger.ts';

const LANES = 12;

/** Writes of all kinds from many clients at once, until the store is gone. */
export async function load(client: MongoClient, round: number, ledger: Ledger): Promise<void> {
  const db = client.db('crash');
  const rows = db.collection<Row>('rows');
  const counters = db.collection<{ _id: string; n: number }>('counters');
  const lanes = Array.from({ length: LANES }, (_, lane) =>
    untilGone((step) => changes(rows, `${round}-${lane}-${step}`, lane, ledger)),
  );
  const counting = Array.from({ length: 4 }, (_, counter) =>
    untilGone(async () => {
      const count = ledger.counter(`counter${counter}`);
      count.asked++;
      await counters.updateOne({ _id: `counter${counter}` }, { $inc: { n: 1 } }, { upsert: true });
      count.told++;
    }),
  );
  const indexing = untilGone(async () => {
    await rows.createIndex({ version: 1, size: -1 });
    await rows.dropIndex('version_1_size_-1');
  });
  await Promise.all([...lanes, ...counting, indexing]);
}

/** One row's life: made, made again in vain, changed with its neighbours and alone, and sometimes deleted. */
async function changes(rows: Collection<Row>, id: string, lane: number, ledger: Ledger): Promise<void> {
  const row = (_id: string, key?: string): Row => {
    const size = (_id.length * 37 + lane * 211) % 3000;
    return { _id, lane, version: 0, twice: 0, size, pad: 'x'.repeat(size), ...(key ? { key } : {}) };
  };
  const [first, second, third] = [`${id}a`, `${id}b`, `${id}c`];
  ledger.asked([first]);
  await rows.insertOne(row(first, id));
  ledger.told([first]);

  ledger.asked([second]);
  if (await refused(rows.insertOne(row(second, id)))) ledger.refused(second);
  const several = [second, third];
  ledger.asked(several);
  if (await refused(rows.insertMany([row(second), row(first), row(third)], { ordered: false }))) ledger.told(several);

  const all = [first, ...several];
  ledger.asked(all);
  await rows.updateMany({ _id: { $in: all } }, { $inc: { version: 1, twice: 2 } });
  ledger.told(all);

  ledger.asked([third]);
  await rows.findOneAndUpdate({ _id: third, version: 1 }, { $inc: { version: 1, twice: 2 } });
  ledger.told([third]);

  if (lane % 2) return;
  ledger.leaving(first, 'asked');
  await rows.deleteOne({ _id: first });
  ledger.leaving(first, 'told');
}

/** Whether a unique index refused some of it; any other fault is thrown on. */
async function refused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return false;
  } catch (error) {
    if ((error as { code?: unknown }).code === 11000) return true;
    throw error;
  }
}

async function untilGone(work: (step: number) => Promise<void>): Promise<void> {
  try {
    for (let step = 0; ; step++) await work(step);
  } catch (error) {
    if (!isGone(error as Error)) throw error;
  }
}

/** A broken connection, which a bulk wraps into an error of its own without a code. */
function isGone(error: Error & { code?: unknown }): boolean {
  return /Mongo(Network|ServerSelection|PoolCleared|Topology)|^MongoBulkWriteError$/.test(error.name) && !error.code;
}
