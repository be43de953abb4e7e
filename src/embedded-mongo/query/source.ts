/** Gives encoded documents, as many at a time as they are asked for. */
export interface Source {
  readonly done: boolean;
  /** At most `wanted` documents; fewer only at the end. */
  read(wanted: number): Promise<Buffer[]>;
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
    async read(wanted) {
      const batch = docs.slice(at, at + wanted);
      at += wanted;
      return batch;
    },
  };
}
