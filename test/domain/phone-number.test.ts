import { expect } from 'chai';
import fc from 'fast-check';
import { type PhoneFault, phoneFaults, vietnamesePhone } from '../../src/domain/phone-number.ts';
import { translators } from '../../src/locales.ts';

const asItIs: readonly (readonly [string, string])[] = [
  ['0901234567', '0901234567'],
  ['090 123 4567', '0901234567'],
  ['090.123.4567', '0901234567'],
  ['090-123-4567', '0901234567'],
  ['090–123–4567', '0901234567'],
  ['090,123,4567', '0901234567'],
  ['+84 90 123 4567', '0901234567'],
  ['(+84) 90 123 4567', '0901234567'],
  ['+84 (0)90 123 4567', '0901234567'],
  ['0084 90 123 4567', '0901234567'],
  ['84901234567', '0901234567'],
  ['840901234567', '0901234567'],
  ['(028) 3829 1234', '02838291234'],
  ['+84-28-3829-1234', '02838291234'],
  ['842838291234', '02838291234'],
  ['024.3825.1234', '02438251234'],
  ['0274 382 1234', '02743821234'],
  ['０９０１２３４５６７', '0901234567'],
  ['＋８４ ９０１２３４５６７', '0901234567'],
  ['٠٩٠١٢٣٤٥٦٧', '0901234567'],
  ['۰۹۰۱۲۳۴۵۶۷', '0901234567'],
  ['०९०१२३४५६७', '0901234567'],
  ["'0901234567", '0901234567'],
  ['="0901234567"', '0901234567'],
  ['\u202A+84901234567\u202C', '0901234567'],
  ['  0351234567\t', '0351234567'],
];

const withoutZero: readonly (readonly [string, string])[] = [
  ['901234567', '0901234567'],
  ['90 123 4567', '0901234567'],
  ['351234567', '0351234567'],
  ['841234567', '0841234567'],
  ['901234567.0', '0901234567'],
  ['901234567,00', '0901234567'],
  ['2838291234', '02838291234'],
];

const renumbered: Readonly<Record<string, string>> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0126': '076',
  '0127': '081',
  '0128': '078',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
};

const refused: readonly (readonly [string, PhoneFault])[] = [
  ['', 'short'],
  ['gọi buổi tối', 'text'],
  ['ĐT 0901234567', 'text'],
  ['090123456x', 'text'],
  ['0901*234567', 'text'],
  ['9.01235E+08', 'rounded'],
  ['9,01235E+08', 'rounded'],
  ['0901234567/0907654321', 'several'],
  ['0901234567 / 8', 'several'],
  ['0901234567; +84 90 765 4321', 'several'],
  ['0901234567, 0907654321', 'several'],
  ['0901234567 - 0907654321', 'several'],
  ['+1 415 555 0100', 'foreign'],
  ['0044 20 7946 0000', 'foreign'],
  ['1900 1234', 'service'],
  ['1800 123 456', 'service'],
  ['113', 'short'],
  ['3829 1234', 'short'],
  ['090123456', 'short'],
  ['09012345678', 'long'],
  ['090123456789', 'long'],
  ['0612345678', 'prefix'],
  ['0130 123 4567', 'prefix'],
  ['0200 123 4567', 'prefix'],
  ['079123456789', 'long'],
];

describe('A Vietnamese telephone number', () => {
  for (const [text, number] of asItIs)
    it(`is read from “${text}”`, () => {
      expect(vietnamesePhone(text)).to.deep.equal({ number });
    });

  for (const [text, number] of withoutZero)
    it(`gets back the zero that “${text}” lost`, () => {
      expect(vietnamesePhone(text)).to.deep.equal({ number, restored: true });
    });

  it('of eleven digits gets the prefix that took its place in 2018, all 21 of them', () => {
    expect(Object.keys(renumbered)).to.have.length(21);
    for (const [before, now] of Object.entries(renumbered)) {
      expect(vietnamesePhone(`${before} 123 4567`)).to.deep.equal({ number: `${now}1234567`, renumbered: true });
      expect(vietnamesePhone(`+84${before.slice(1)}1234567`)).to.deep.equal({
        number: `${now}1234567`,
        renumbered: true,
      });
      expect(vietnamesePhone(`${before.slice(1)}1234567`)).to.deep.equal({
        number: `${now}1234567`,
        restored: true,
        renumbered: true,
      });
    }
  });

  for (const [text, fault] of refused)
    it(`is not “${text}”: ${fault}`, () => {
      expect(vietnamesePhone(text)).to.deep.equal({ fault });
    });

  it('once read is read as itself', () => {
    const piece = fc.constantFrom('0', '84', '+', '00', '28', '274', '9', '12', '3', '4567', ' ', '.', '-', '(', ')');
    const aText = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      fc.stringMatching(/^(0|84|\+84)?(9|12|16|2[48]|3)\d{7,9}$/),
    );
    fc.assert(
      fc.property(aText, (text) => {
        const read = vietnamesePhone(text);
        if ('fault' in read) return;
        expect(read.number).to.match(/^0(?:[35789]\d{8}|2\d{9})$/);
        expect(vietnamesePhone(read.number)).to.deep.equal({ number: read.number });
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same however its digits are parted', () => {
    const aSeparator = fc.constantFrom('', ' ', '.', '-', ') ');
    fc.assert(
      fc.property(fc.stringMatching(/^0[35789]\d{8}$/), fc.array(aSeparator, { maxLength: 9 }), (number, between) => {
        const text = [...number].map((digit, at) => digit + (between[at] ?? '')).join('');
        expect(vietnamesePhone(text)).to.deep.equal({ number });
      }),
    );
  });

  it('is refused in words, whatever the reason', () => {
    for (const t of Object.values(translators()))
      for (const fault of phoneFaults)
        expect(t(`frame:phone-${fault}`, { value: '12' })).to.not.equal(`frame:phone-${fault}`);
  });
});
