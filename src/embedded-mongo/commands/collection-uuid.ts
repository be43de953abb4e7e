import { createHash } from 'node:crypto';
import { UUID } from 'bson';
import type { Collection } from '../storage/collection.ts';

/** What goes with a collection as long as it lives, whatever its name: made of its number. */
export function uuidOf({ definition }: Collection): UUID {
  const bytes = createHash('sha256').update(`collection ${definition.id}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return new UUID(bytes);
}
