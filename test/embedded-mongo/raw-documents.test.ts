import { Int32, ObjectId } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { newDocument } from '../../src/embedded-mongo/commands/new-document.ts';
import { idKey, objectIdKey } from '../../src/embedded-mongo/keys/id-key.ts';
import { decode, encode } from '../../src/embedded-mongo/raw/decode.ts';
import { FieldPicker } from '../../src/embedded-mongo/raw/field-picker.ts';
import { MongoServerFault } from '../../src/embedded-mongo/semantics/fault.ts';
import { value } from './arbitraries.ts';

const names = fc.constantFrom<string[]>('a', 'b', 'ab', 'ba', 'á', '_id', '__proto__', 'constructor', '');
const fields = fc.uniqueArray(fc.tuple(names, value), { selector: ([name]) => name, maxLength: 6 });

function documentOf(entries: [string, unknown][]): Buffer {
  const doc = {};
  for (const [name, each] of entries) Object.defineProperty(doc, name, { value: each, enumerable: true });
  return encode(doc);
}

describe('fields picked out of a document', () => {
  it('are what decoding the whole document gives, whatever their type', () => {
    fc.assert(
      fc.property(fields, fc.array(names), (entries, wanted) => {
        const raw = documentOf(entries);
        const whole = Object.entries(decode(raw)).filter(([name]) => wanted.includes(name));
        const picker = new FieldPicker(wanted);
        expect(Object.entries(picker.decode(raw))).to.deep.equal(whole);
        expect(Object.entries(decode(picker.pick(raw)))).to.deep.equal(whole);
      }),
    );
  });
});

describe('a document on its way into the store', () => {
  const others = fields.map((entries) => entries.filter(([name]) => name !== '_id'));

  it('has its _id first, wherever it was, and everything else in its old order', () => {
    fc.assert(
      fc.property(others, others, fc.uint8Array({ minLength: 12, maxLength: 12 }), (before, behind, bytes) => {
        const rest = [...before, ...behind.filter(([name]) => !before.some(([earlier]) => earlier === name))];
        const id: [string, unknown] = ['_id', new ObjectId(bytes)];
        const stored = newDocument(documentOf([...rest.slice(0, before.length), id, ...rest.slice(before.length)]));
        expect(stored).to.deep.equal(documentOf([id, ...rest]));
      }),
    );
  });

  it('is given an _id when it has none, though a document within it has one', () => {
    const stored = decode(newDocument(encode({ a: { _id: new Int32(1) }, _ids: new Int32(2) })));
    expect(Object.keys(stored)).to.deep.equal(['_id', 'a', '_ids']);
    expect(stored._id).to.be.instanceOf(ObjectId);
  });

  it('is refused when its _id is a list or a pattern', () => {
    for (const _id of [[], /a/]) {
      expect(() => newDocument(encode({ a: 1, _id })))
        .to.throw(MongoServerFault)
        .with.property('code', 53);
    }
  });

  it('has the same key by its bytes as by its _id', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
        const _id = new ObjectId(bytes);
        expect(objectIdKey(encode({ _id, a: 1 }))).to.deep.equal(idKey(_id));
      }),
    );
    expect(objectIdKey(encode({ _ie: new ObjectId() }))).to.equal(undefined);
    expect(objectIdKey(encode({ _id: 'x'.repeat(11) }))).to.equal(undefined);
  });
});
