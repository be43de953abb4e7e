import { expect } from 'chai';
import fc from 'fast-check';
import { masked, personalDataIn } from '../../src/domain/personal-data.ts';
import { quickest } from '../support/quickest.ts';

const personal = [
  'gọi tôi 0903123456',
  'gọi tôi 0903 123 456 sau giờ làm',
  'gọi 090.312.3456',
  '+84 903 123 456',
  '+84-28-3829-1234',
  'máy bàn (028) 3829 1234',
  'gọi 0908–123–456',
  'gọi ０９０８１２３４５６',
  'thư về a＠example.vn',
  'CCCD 079123456789',
  'CCCD 079 123 456 789',
  'CCCD 079 123 4567 89',
  'thư về nguoi.dan@example.vn nhé',
  'thư về người.dân@hộp-thư.vn',
];
const harmless = [
  'Chờ 45 phút, phòng số 3, quầy 12',
  'thủ tục 1.000494, lệ phí 15.000 đồng',
  'ngày 22/11/2026 lúc 10:42',
  'giá 1.250.000.000 đồng',
  '',
];

describe('Personal data in free text', () => {
  for (const text of personal)
    it(`is seen and masked in “${text}”`, () => {
      expect(personalDataIn(text)).to.equal(true);
      expect(masked(text)).to.not.match(/\p{Nd}{2}|[@＠]/u);
    });

  for (const text of harmless)
    it(`is not seen in “${text}”`, () => {
      expect(personalDataIn(text)).to.equal(false);
      expect(masked(text)).to.equal(text);
    });

  it('is gone from a masked text', () => {
    const piece = fc.constantFrom('0903123456', '079 123 456 789', 'a@b.vn', ' ', 'và ', '1', '12 ', '.', '-', '+84');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(personalDataIn(text)).to.equal(masked(text) !== text);
      }),
    );
  });

  it('is looked for in 100 kB in less than 50 ms', () => {
    for (const unit of ['a', '0', '0 ', '0.', 'a.', 'a@', '@a', '84', 'ắ'])
      for (const search of [personalDataIn, masked]) {
        const text = unit.repeat(100_000 / unit.length);
        expect(
          quickest(() => search(text)),
          `${search.name} of ${unit}`,
        ).to.be.below(50);
      }
  });
});
