import { deserialize } from 'bson';
import { decode } from '../raw/decode.ts';
import type { CollectionDefinition } from './collection.ts';

export const DEFINITIONS = 'c:';

/** What clients gave may hold patterns and texts that JavaScript would refuse. */
const AS_GIVEN = { bsonRegExp: true, validation: { utf8: false as const } };

/** Under which key of the meta database the definition of a collection is kept. */
export function definitionKey(namespace: string): Buffer {
  return Buffer.from(DEFINITIONS + namespace);
}

/** Reads a kept definition: our own numbers plain, what clients gave us with its BSON types. */
export function readDefinition(bytes: Buffer): CollectionDefinition {
  const plain = deserialize(bytes, AS_GIVEN) as CollectionDefinition;
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
