/** One thing that is wrong, in words for an operator. */
export interface Fault {
  /** the collection; absent when it is about the file as a whole */
  namespace?: string;
  index?: string;
  fault: string;
}

/** What was found in one collection. */
export interface CollectionCounts {
  namespace: string;
  documents: number;
  /** by the name of the index; `_id_` is the collection itself */
  entries: Record<string, number>;
}

/** One line of what a reading process says. The last is `done` or `error`. */
export type ReaderLine =
  | { opened: true }
  | { progress: { namespace: string; documents: number } }
  | { fault: Fault }
  | { collection: CollectionCounts }
  | { done: true }
  | { error: string };
