import { type Document, MongoClient } from 'mongodb';
import type { World } from './world.ts';

/** Everything that lies in a collection of a world's store. */
export async function stored(world: World, collection: string): Promise<Document[]> {
  const client = new MongoClient(world.services.mongodbUri);
  try {
    return await client.db().collection(collection).find().toArray();
  } finally {
    await client.close();
  }
}
