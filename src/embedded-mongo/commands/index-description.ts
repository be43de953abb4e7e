import type { Doc } from '../semantics/document.ts';
import type { Collection } from '../storage/collection.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';

/** The indexes of a collection in the words of `listIndexes`. */
export function describedIndexes({ definition }: Collection): Doc[] {
  return [idIndexOf(definition.options), ...definition.indexes.map(describedIndex)];
}

function idIndexOf({ clusteredIndex }: Doc): Doc {
  return clusteredIndex ? { ...clusteredIndex, clustered: true } : { v: 2, key: { _id: 1 }, name: '_id_' };
}

/** One index that was asked for, in the same words. */
export function describedIndex(index: Omit<IndexDefinition, 'id'>): Doc {
  return {
    v: 2,
    key: index.key,
    name: index.name,
    ...(index.unique ? { unique: true } : {}),
    ...(index.sparse ? { sparse: true } : {}),
    ...(index.partialFilterExpression ? { partialFilterExpression: index.partialFilterExpression } : {}),
    ...(index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
    ...index.options,
  };
}
