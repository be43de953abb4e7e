import mongoose, { type Connection, type Mongoose } from 'mongoose';

const namesDatabase = /^[^/]+\/\/[^/?]+\/[^?]/;

/**
 * Opens the store, the database `ydan` unless the address names another. A write is acknowledged only when a majority
 * holds it in its journal, and a store that is away is told to the caller within two seconds instead of waiting for it.
 */
export async function openStore(uri: string): Promise<Connection> {
  const instance: Mongoose = new mongoose.Mongoose({
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    strict: 'throw',
  });
  const connection = instance.createConnection(uri, {
    ...(namesDatabase.test(uri) ? {} : { dbName: 'ydan' }),
    serverSelectionTimeoutMS: 1500,
    connectTimeoutMS: 1500,
    heartbeatFrequencyMS: 1000,
    minHeartbeatFrequencyMS: 100,
    maxPoolSize: 32,
    // A debt is paid by what was read after it: a secondary that lags behind would have it paid and not counted.
    readPreference: 'primary',
    writeConcern: { w: 'majority', journal: true },
  });
  return connection.asPromise();
}
