import { deserialize } from 'bson';
import { decode } from '../raw/decode.ts';
import type { CollectionDefinition } from './collection.ts';

/** Reads a kept definition: our own numbers plain, what clients gave us with its BSON types. */
export function readDefinition(bytes: Buffer): CollectionDefinition {
  const plain = deserialize(bytes) as CollectionDefinition;
  const typed = decode(bytes) as unknown as CollectionDefinition;
  return {
    ...plain,
    options: typed.options,
    indexes: plain.indexes.map((index, i) => ({ ...index, ...givenByClients(typed.indexes[i]) })),
  };
}

function givenByClients(index: CollectionDefinition['indexes'][number] | undefined): object {
  if (!index) return {};
  const { options, partialFilterExpression } = index;
  return partialFilterExpression ? { options, partialFilterExpression } : { options };
}
