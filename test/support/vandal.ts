import { type Document, MongoClient } from 'mongodb';
import type { World } from './world.ts';

/** Does to the cases in the store, past the system, whatever somebody with the store in hand could do. */
export async function vandalise(
  world: World,
  id: string,
  deed: (found: Document) => Document | undefined,
): Promise<() => Promise<void>> {
  const client = new MongoClient(world.services.mongodbUri);
  const cases = client.db().collection<{ _id: string }>('complaints');
  try {
    const before = await cases.findOne({ _id: id });
    if (!before) throw new Error(`no case ${id}`);
    const after = deed(structuredClone(before));
    await (after ? cases.replaceOne({ _id: id }, after) : cases.deleteOne({ _id: id }));
    return async () => {
      const again = new MongoClient(world.services.mongodbUri);
      await again
        .db()
        .collection<{ _id: string }>('complaints')
        .replaceOne({ _id: id }, before, { upsert: true })
        .finally(() => again.close());
    };
  } finally {
    await client.close();
  }
}
