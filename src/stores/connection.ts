import mongoose, { type Connection, type Mongoose } from 'mongoose';

/**
 * Opens the store. A write is acknowledged only when a majority holds it in its journal, and a store that is away is
 * told to the caller within two seconds instead of waiting for it.
 */
export async function openStore(uri: string): Promise<Connection> {
  const instance: Mongoose = new mongoose.Mongoose({
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    strict: 'throw',
  });
  const connection = instance.createConnection(uri, {
    dbName: new URL(uri).pathname.length > 1 ? new URL(uri).pathname.slice(1) : 'ydan',
    serverSelectionTimeoutMS: 1500,
    connectTimeoutMS: 1500,
    heartbeatFrequencyMS: 1000,
    minHeartbeatFrequencyMS: 100,
    maxPoolSize: 32,
    writeConcern: { w: 'majority', journal: true },
  });
  return connection.asPromise();
}
