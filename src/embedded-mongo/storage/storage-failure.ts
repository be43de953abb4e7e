/** The disk or lmdb refused a write: the whole transaction is void, and nothing in it may be acknowledged. */
export class StorageFailure extends Error {
  constructor(cause: unknown) {
    super(`the store could not write: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'StorageFailure';
  }
}
