/** Errors of the store's driver that mean nobody is there; any other of its errors is our mistake. */
const names = /^Mongo(ose)?(Network|ServerSelection|NotConnected|TopologyClosed|PoolCleared|WaitQueueTimeout)/;

/** True when an error says that the store could not be reached. */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (names.test(error.name)) return true;
  // A write of many wraps what went wrong on the way; what the server itself refused has a code.
  return error.name === 'MongoBulkWriteError' && (error as { code?: unknown }).code === undefined;
}
