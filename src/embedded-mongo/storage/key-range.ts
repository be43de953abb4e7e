/** The keys from `start` on, up to but without `end`. */
export interface KeyRange {
  start: Buffer;
  end: Buffer;
  /** there is no key in it but its start */
  single?: boolean;
}

/** The first key behind all keys that begin with these bytes. */
export function successor(prefix: Uint8Array): Buffer {
  const end = Buffer.from(prefix);
  for (let at = end.length - 1; at >= 0; at--) {
    if (end[at] !== 255) {
      end[at] = (end[at] as number) + 1;
      return end.subarray(0, at + 1);
    }
  }
  throw new RangeError('nothing sorts behind these keys');
}

/**
 * The first key behind all keys in which whole values are followed by more, or by nothing. What follows a value never
 * begins with 255 but in the key of a decimal that lies just behind that value.
 */
export function behind(values: Uint8Array): Buffer {
  return Buffer.concat([values, Buffer.of(255)]);
}

/** How many bytes at the beginning of a key say whose it is: a collection's or an index's. */
export const OWNER_BYTES = 4;

/** All keys of one collection or one index. */
export function rangeOf(id: number): KeyRange {
  const start = Buffer.allocUnsafe(OWNER_BYTES);
  start.writeUInt32BE(id);
  return { start, end: successor(start) };
}
