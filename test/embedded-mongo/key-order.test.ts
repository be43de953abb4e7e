import { expect } from 'chai';
import fc from 'fast-check';
import { writePart } from '../../src/embedded-mongo/keys/index-part.ts';
import { KeyWriter } from '../../src/embedded-mongo/keys/key-writer.ts';
import { writeValue } from '../../src/embedded-mongo/keys/value-key.ts';
import { compareValues } from '../../src/embedded-mongo/semantics/compare.ts';
import { value } from './arbitraries.ts';

function keyOf(...values: unknown[]): Buffer {
  const writer = new KeyWriter();
  for (const each of values) writeValue(writer, each);
  return writer.copy();
}

function partOf(each: unknown, descending: boolean): Buffer {
  const writer = new KeyWriter();
  writePart(writer, each, descending);
  return writer.copy();
}

describe('the order of keys', () => {
  it('is the order in which BSON compares', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(Math.sign(Buffer.compare(keyOf(a), keyOf(b)))).to.equal(Math.sign(compareValues(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  it('goes by the first part that differs', () => {
    fc.assert(
      fc.property(value, value, value, value, (a, b, c, d) => {
        const expected = Math.sign(compareValues(a, b)) || Math.sign(compareValues(c, d));
        expect(Math.sign(Buffer.compare(keyOf(a, c), keyOf(b, d)))).to.equal(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('is turned round in a descending part', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const up = Math.sign(Buffer.compare(partOf(a, false), partOf(b, false)));
        const down = Math.sign(Buffer.compare(partOf(a, true), partOf(b, true)));
        expect(down).to.equal(up === 0 ? 0 : -up);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps long values apart, and in order as far as they are kept', () => {
    const long = (tail: string) => partOf('x'.repeat(1000) + tail, false);
    expect(long('a').equals(long('a'))).to.equal(true);
    expect(long('a').equals(long('b'))).to.equal(false);
    expect(long('a').length).to.be.at.most(400);
    expect(Buffer.compare(partOf('w', false), long('a'))).to.equal(-1);
    expect(Buffer.compare(partOf('y', false), long('a'))).to.equal(1);
  });
});
