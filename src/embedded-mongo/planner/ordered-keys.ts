import { MAX_ID_BYTES } from '../keys/id-key.ts';
import { PART_LIMIT } from '../keys/index-part.ts';
import { isIndex } from '../semantics/path.ts';
import type { Collection } from '../storage/collection.ts';
import type { StoredIndex } from '../storage/stored-index.ts';

/** What the planner needs to know of an index; a collection's own keys are one too, by `_id`. */
export interface OrderedKeys {
  index: StoredIndex | undefined;
  id: number;
  fields: readonly string[];
  descending: readonly boolean[];
  multikey: readonly boolean[];
  unique: boolean;
  /** the bytes beyond which a part is cut */
  limit: number;
  /** false when its order is not that of the values */
  ordered: boolean;
}

export function documentKeys({ definition }: Collection): OrderedKeys {
  return {
    index: undefined,
    id: definition.id,
    fields: ['_id'],
    descending: [false],
    multikey: [false],
    unique: true,
    limit: MAX_ID_BYTES,
    ordered: true,
  };
}

export function indexKeys(index: StoredIndex): OrderedKeys {
  const { id, multikey, unique, ordered } = index.definition;
  return {
    index,
    id,
    fields: index.fields,
    descending: index.shape.descending,
    multikey,
    unique,
    limit: PART_LIMIT,
    ordered,
  };
}

/** Whether queries may use an index: it is whole, not hidden, and its paths mean the same in keys as in filters. */
export function isUsable(index: StoredIndex): boolean {
  const { building, options } = index.definition;
  return !building && options.hidden !== true && !index.shape.paths.some((path) => path.some(isIndex));
}
