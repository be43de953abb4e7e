const NO_ROOM = /No space left|File too large|quota exceeded/i;
/** What lmdb says when only a part of a page fitted, as well as when the disk is broken. */
const PERHAPS_NO_ROOM = /Input\/output error/i;

/** The disk or lmdb refused a write: the whole transaction is void, and nothing in it may be acknowledged. */
export class StorageFailure extends Error {
  readonly code: number;
  readonly codeName: string;

  constructor(cause: unknown) {
    // Behind the first colon lmdb tells which pages it was about.
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split(': Attempting');
    const isUnclear = PERHAPS_NO_ROOM.test(reason);
    super(`the store could not write: ${reason}${isUnclear ? ' (the disk is full, or broken)' : ''}`, { cause });
    this.name = 'StorageFailure';
    const isFull = isUnclear || NO_ROOM.test(reason);
    [this.code, this.codeName] = isFull ? [14031, 'OutOfDiskSpace'] : [1, 'InternalError'];
  }
}
