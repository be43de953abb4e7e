import { expect } from 'chai';
import fc from 'fast-check';
import { createSeal } from '../src/seal.ts';

const first = 'the first secret of at least 32 characters';
const second = 'the second secret, which came a year later';

describe('a seal', () => {
  it('opens what it sealed, for the same purpose', () => {
    const seal = createSeal([first]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, purpose) => {
        expect(seal.open(seal.seal(text, purpose), purpose)).to.equal(text);
      }),
    );
  });

  it('never gives the same twice', () => {
    const seal = createSeal([first]);
    expect(seal.seal('0903123456', 'phone')).to.not.equal(seal.seal('0903123456', 'phone'));
  });

  it('opens for no other purpose, with no other key and not when a single character was changed', () => {
    const seal = createSeal([first]);
    const sealed = seal.seal('0903123456', 'contact 1 phone');
    expect(() => seal.open(sealed, 'contact 2 phone')).to.throw();
    expect(() => createSeal([second]).open(sealed, 'contact 1 phone')).to.throw();
    for (let index = 2; index < sealed.length - 1; index += 1) {
      const other = sealed[index] === 'A' ? 'B' : 'A';
      expect(() => seal.open(sealed.slice(0, index) + other + sealed.slice(index + 1), 'contact 1 phone')).to.throw();
    }
    expect(() => seal.open(sealed.slice(0, 20), 'contact 1 phone')).to.throw();
  });

  it('still opens what was sealed under an older key, and seals under the newest', () => {
    const old = createSeal([first]).seal('0903123456', 'phone');
    const seal = createSeal([first, second]);
    expect(seal.open(old, 'phone')).to.equal('0903123456');
    expect(seal.seal('x', 'phone')).to.match(/^2\./);
    expect(() => createSeal([first]).open(seal.seal('x', 'phone'), 'phone')).to.throw('version 2');
  });

  it('seals bytes like texts', () => {
    const seal = createSeal([first]);
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (bytes, purpose) => {
        expect([...seal.openBytes(seal.sealBytes(bytes, purpose), purpose)]).to.deep.equal([...bytes]);
      }),
    );
    const sealed = seal.sealBytes(Buffer.from('a photograph'), 'attachment 1');
    expect(sealed.toString('latin1')).to.not.include('photo');
    expect(() => seal.openBytes(sealed, 'attachment 2')).to.throw();
    for (let index = 0; index < sealed.length; index += 1) {
      const other = Buffer.from(sealed);
      other[index] = (other[index] ?? 0) ^ 1;
      expect(() => seal.openBytes(other, 'attachment 1')).to.throw();
    }
    expect(() => seal.openBytes(sealed.subarray(0, 20), 'attachment 1')).to.throw();
    expect(() => seal.openBytes(new Uint8Array(), 'attachment 1')).to.throw('version 0');
    expect(createSeal([first, second]).openBytes(sealed, 'attachment 1').toString()).to.equal('a photograph');
  });

  it('digests with a key per purpose, unchanged by a new encryption key', () => {
    const hex = (secrets: [string, ...string[]], purpose: string) =>
      Buffer.from(createSeal(secrets).digest(purpose, 'x')).toString('hex');
    expect(hex([first], 'a')).to.equal(hex([first, second], 'a'));
    expect(hex([first], 'a')).to.not.equal(hex([first], 'b'));
    expect(hex([first], 'a')).to.not.equal(hex([second], 'a'));
  });
});
