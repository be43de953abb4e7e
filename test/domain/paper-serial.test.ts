import { expect } from 'chai';
import fc from 'fast-check';
import { batchCodeFrom, mostSlips, readSerial, serialOf } from '../../src/domain/paper-serial.ts';

const serial = fc
  .record({
    code: fc.uint8Array({ minLength: 4, maxLength: 4 }).map(batchCodeFrom),
    number: fc.integer({ min: 1, max: mostSlips }),
  })
  .map((parts) => ({ parts, text: serialOf(parts) }));
/** Characters of a serial, and what they are taken for by eye or finger. */
const characters = fc.constantFrom(...'0123456789CFGHJKMNPRTVX');
const isHyphen = (text: string, index: number) => text[index] === '-';

describe('the serial number of a slip', () => {
  it('is short and typable', () => {
    expect(serialOf({ code: 'C7K3', number: 42 })).to.match(/^C7K3-0042-[0-9A-Z]$/);
  });

  it('is read back in any case and grouping, and from the address in the QR', () => {
    fc.assert(
      fc.property(serial, ({ parts, text }) => {
        const written = [text, text.toLowerCase(), text.replaceAll('-', ''), ` ${text.replaceAll('-', ' ')} `];
        written.push(`https://ydan.example/staff/batches/slips/${text}`, `http://a.b/x/${text}?lang=en`);
        for (const one of written) expect(readSerial(one), one).to.deep.equal(parts);
      }),
    );
  });

  it('is read with letters for the digits they look like', () => {
    const text = serialOf({ code: '0152', number: 108 });
    expect(readSerial(text.replace('0152', 'OISZ').replace('0108', 'O1DB'))).to.deep.equal({
      code: '0152',
      number: 108,
    });
  });

  it('betrays every single wrong character', () => {
    fc.assert(
      fc.property(serial, fc.nat(10), characters, ({ text }, at, other) => {
        fc.pre(!isHyphen(text, at) && text[at] !== other);
        expect(readSerial(text.slice(0, at) + other + text.slice(at + 1))).to.deep.equal({ wrong: 'check' });
      }),
    );
  });

  it('betrays every exchange of two characters, however far apart', () => {
    fc.assert(
      fc.property(serial, fc.nat(10), fc.nat(10), ({ text }, one, other) => {
        fc.pre(!isHyphen(text, one) && !isHyphen(text, other) && text[one] !== text[other]);
        const swapped = [...text];
        [swapped[one], swapped[other]] = [text[other] as string, text[one] as string];
        expect(readSerial(swapped.join(''))).to.deep.equal({ wrong: 'check' });
      }),
    );
  });

  it('is told from what is no serial at all, and reading never throws', () => {
    for (const typed of ['', 'xin chào', 'C7K3', 'C7K3-0042-XX', '0903111222', 'Ư7K3-0042-X'])
      expect(readSerial(typed), typed).to.deep.equal({ wrong: 'form' });
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => void readSerial(typed)));
  });
});
