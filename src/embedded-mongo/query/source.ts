/** Gives encoded documents, as many at a time as they are asked for. */
export interface Source {
  readonly done: boolean;
  /**
   * At most `wanted` documents, and none after that with which they are `bytes` long. Fewer may come before the end,
   * when it takes long to find them.
   */
  read(wanted: number, bytes?: number): Promise<Buffer[]>;
  /** Called when nobody will read on. */
  close?(): void;
}

/** A source of documents that are there already. */
export function sourceOf(docs: readonly Buffer[]): Source {
  let at = 0;
  return {
    get done() {
      return at >= docs.length;
    },
    async read(wanted, bytes) {
      const batch = docs.slice(at, at + fitting(docs, at, wanted, bytes));
      at += batch.length;
      return batch;
    },
  };
}

/** How many documents from a place on are wanted and not too long together. */
export function fitting(
  docs: readonly Buffer[],
  from: number,
  wanted: number,
  bytes = Number.POSITIVE_INFINITY,
): number {
  let count = 0;
  for (let left = bytes; count < wanted && from + count < docs.length && left > 0; count++) {
    left -= (docs[from + count] as Buffer).length;
  }
  return count;
}
