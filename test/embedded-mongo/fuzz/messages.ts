import { serialize } from 'bson';
import fc from 'fast-check';
import { opMsg } from '../wire-client.ts';
import { collection, command, documents } from './commands.ts';

const documentsBeside = fc
  .record({
    insert: collection,
    docs: documents,
  })
  .map(({ insert, docs }) =>
    opMsg({ insert, $db: 'fuzz' }, { beside: [['documents', docs.map((doc) => serialize(doc))]] }),
  );

/** A message that keeps to the protocol. */
export const wellFormed: fc.Arbitrary<Buffer> = fc.oneof(
  { weight: 9, arbitrary: command.map((body) => opMsg(body)) },
  { weight: 1, arbitrary: documentsBeside },
);

type Change = (bytes: Buffer) => Buffer;

// Without bias, for small numbers would all damage the same few bytes.
const at = fc.noBias(fc.integer({ min: 0, max: 9999 })).map((share) => share / 10_000);
const place = (share: number, bytes: Buffer) => 16 + Math.floor(share * (bytes.length - 16));

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(at, fc.nat(7)).map(
    ([share, bit]): Change =>
      (bytes) => {
        const i = place(share, bytes);
        const changed = Buffer.from(bytes);
        changed[i] = (changed[i] as number) ^ (1 << bit);
        return changed;
      },
  ),
  fc.tuple(at, fc.integer({ min: 0, max: 255 })).map(
    ([share, byte]): Change =>
      (bytes) => {
        const changed = Buffer.from(bytes);
        changed[place(share, bytes)] = byte;
        return changed;
      },
  ),
  fc.tuple(at, fc.constantFrom(0, -1, 1, 4, 5, 2 ** 31 - 1, -(2 ** 31), 0xffff)).map(
    ([share, length]): Change =>
      (bytes) => {
        const changed = Buffer.from(bytes);
        changed.writeInt32LE(length, Math.min(place(share, bytes), bytes.length - 4));
        return changed;
      },
  ),
  fc.tuple(at, at).map(
    ([from, to]): Change =>
      (bytes) => {
        const [start, end] = [place(Math.min(from, to), bytes), place(Math.max(from, to), bytes)];
        return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
      },
  ),
  fc.tuple(at, fc.uint8Array({ minLength: 1, maxLength: 20 })).map(
    ([share, more]): Change =>
      (bytes) => {
        const i = place(share, bytes);
        return Buffer.concat([bytes.subarray(0, i), more, bytes.subarray(i)]);
      },
  ),
);

/** A message that was well-formed once. Its header still says how long it is. */
export const damaged: fc.Arbitrary<Buffer> = fc
  .tuple(wellFormed, fc.array(change, { minLength: 1, maxLength: 3 }))
  .map(([bytes, changes]) => {
    const changed = changes.reduce((before, each) => (before.length > 20 ? each(before) : before), bytes);
    const whole = Buffer.concat([changed, Buffer.alloc(Math.max(0, 26 - changed.length))]);
    whole.writeInt32LE(whole.length);
    return whole;
  });

/** Bytes with nothing behind them, or a message whose header is wrong, too. */
export const garbage: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.tuple(damaged, fc.nat(15), fc.integer({ min: 0, max: 255 })).map(([bytes, i, byte]) => {
    const changed = Buffer.from(bytes);
    changed[i] = byte;
    return changed;
  }),
  fc.tuple(damaged, at).map(([bytes, share]) => bytes.subarray(0, Math.ceil(share * bytes.length))),
);
