import type { Connection } from 'mongoose';

/** Where sessions are kept. */
export const sessionsCollection = 'sessions';

/**
 * Sees to it that sessions go when they are over. The library that keeps them could do so as well, but not say when
 * that fails: the store being away in that moment would end the process.
 */
export function sessionStore(connection: Connection): { ensureIndexes(): Promise<void> } {
  return {
    ensureIndexes: async () =>
      void (await connection.collection(sessionsCollection).createIndex({ expires: 1 }, { expireAfterSeconds: 0 })),
  };
}
