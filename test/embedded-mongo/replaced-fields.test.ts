import { Int32 } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { changing } from '../../src/embedded-mongo/query/modify.ts';
import { decode, encode } from '../../src/embedded-mongo/raw/decode.ts';
import type { Doc } from '../../src/embedded-mongo/semantics/document.ts';
import { updater } from '../../src/embedded-mongo/semantics/update.ts';
import { value } from './arbitraries.ts';

const now = new Date(0);
const names = ['a', 'b', 'c', 'dài', '__proto__', 'constructor'];
const path = fc.oneof(
  fc.constantFrom(...names),
  fc.tuple(fc.constantFrom(...names), fc.constantFrom('p', 'q', '0')).map((parts) => parts.join('.')),
);
const document = fc
  .array(fc.tuple(fc.constantFrom(...names, 'x', 'y'), value), { maxLength: 6 })
  .map((fields) => decode(encode({ _id: 1, ...Object.fromEntries(fields) })));

const operator = fc.oneof(
  fc.tuple(fc.constantFrom('$set', '$min', '$max', '$addToSet'), path, value),
  fc.tuple(fc.constantFrom('$unset'), path, fc.constant('')),
  fc.tuple(fc.constantFrom('$rename'), path, path),
  fc.tuple(fc.constantFrom('$inc', '$mul'), path, fc.constant(new Int32(2))),
);
const update = fc
  .array(operator, { minLength: 1, maxLength: 4 })
  .map((operators) =>
    operators.reduce<Doc>(
      (all, [name, path, operand]) => ({ ...all, [name]: { ...(all[name] as Doc), [path]: operand } }),
      {},
    ),
  );

function outcome(make: () => Doc): unknown {
  try {
    return make();
  } catch (error) {
    return `${(error as { code?: number }).code}: ${(error as Error).message}`;
  }
}

describe('the bytes of a document that is changed', () => {
  const changed = (update: Doc, doc: Doc) => decode(changing({ filter: {}, update, now })(encode(doc)));

  it('are those of the document that the change makes of it', () => {
    fc.assert(
      fc.property(document, fc.oneof({ weight: 4, arbitrary: update }, document), (doc, update) => {
        const whole = outcome(() => decode(encode(updater(update, { filter: {}, now })(doc))));
        const inPlace = outcome(() => changed(update, doc));
        expect(inPlace).to.deep.equal(whole);
        if (typeof whole === 'object') expect(encode(inPlace as Doc).equals(encode(whole as Doc))).to.equal(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('keep the order of fields whose names look like numbers', () => {
    const raw = Buffer.from(encode({ _id: 1, b: 1, a: 2, c: 3 }));
    for (const [i, byte] of raw.entries()) if (byte === 0x62 || byte === 0x63) raw[i] = byte === 0x62 ? 0x32 : 0x31;
    const bytes = changing({ filter: {}, update: { $set: { a: 9, d: 4 } }, now })(raw);
    expect(bytes.toString('latin1').replaceAll(/[^\w]/g, '')).to.equal('_id2a1d');
  });

  it('are the same ones when nothing changes', () => {
    const raw = encode({ _id: 1, a: 1 });
    expect(changing({ filter: {}, update: { $set: { a: new Int32(1) }, $unset: { z: '' } }, now })(raw)).to.equal(raw);
    expect(changing({ filter: {}, update: { $set: {} }, now })(raw)).to.equal(raw);
  });

  it('are made of the fields that the operators name alone, so that all others may be many', () => {
    const broken = encode({ _id: 1, a: 1, b: 'text' });
    const byte = broken.indexOf('text');
    broken[byte] = 0xff;
    const bytes = changing({ filter: {}, update: { $inc: { a: new Int32(1) } }, now })(broken);
    expect(bytes[bytes.indexOf('ext') - 1]).to.equal(0xff);
    expect(decode(bytes).a).to.deep.equal(new Int32(2));
  });
});
