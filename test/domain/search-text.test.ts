import { expect } from 'chai';
import fc from 'fast-check';
import { folded, foundIn } from '../../src/domain/search-text.ts';
import { quickest } from '../support/quickest.ts';

describe('Folded text', () => {
  it('has no diacritics, no capitals and no đ', () => {
    expect(folded('  Phường  Đa Kao – Quận 1 ')).to.equal('phuong da kao quan 1');
    expect(folded('ĐƯỜNG NGUYỄN HUỆ')).to.equal('duong nguyen hue');
  });

  it('is the same for composed and decomposed writing, and folding it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        expect(folded(text.normalize('NFD'))).to.equal(folded(text.normalize('NFC')));
        expect(folded(folded(text))).to.equal(folded(text));
      }),
    );
  });

  it('is found by the beginnings of its words in any order', () => {
    const ward = folded('Phường Sài Gòn');
    expect(['sai', 'sai gon', 'gon sai', 'ph s g', ''].every((query) => foundIn(ward, query))).to.equal(true);
    expect(['ai', 'aigon', 'gonsai', 'sai gon moi'].some((query) => foundIn(ward, query))).to.equal(false);
  });

  it('is found by words run together', () => {
    const ward = folded('Phường Sài Gòn');
    expect(['saigon', 'phuongsai', 'phuong saigon', 'saig'].every((query) => foundIn(ward, query))).to.equal(true);
  });

  it('of 100 kB takes less than 50 ms', () => {
    for (const unit of ['ế', '\u0301', ' .', 'đ']) {
      const text = unit.repeat(100_000 / unit.length);
      expect(
        quickest(() => folded(text)),
        unit,
      ).to.be.below(50);
    }
  });
});
