import { expect } from 'chai';
import { create } from 'qrcode';
import { qrPath } from '../../src/web/slip-qr.ts';

/** Which modules the rectangles of a path cover, by `row column`. */
function covered(d: string): Set<string> {
  const dark = new Set<string>();
  for (const [, x, y, length] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let step = 0; step < Number(length); step += 1) dark.add(`${y} ${Number(x) + step}`);
  return dark;
}

describe('the QR symbol of a slip', () => {
  it('is drawn module by module, with four white ones around it', () => {
    const text = 'https://ydan.example/staff/batches/slips/C7K3-0042-X';
    const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
    const expected = [...data.keys()]
      .filter((index) => data[index])
      .map((index) => `${Math.floor(index / size) + 4} ${(index % size) + 4}`);
    const drawn = qrPath(text);
    expect(drawn.size).to.equal(size + 8);
    expect([...covered(drawn.d)].sort()).to.deep.equal(expected.sort());
    expect(drawn.d.replaceAll(/M\d+ \d+h\d+v1h-\d+z/g, ''), 'and nothing else').to.equal('');
  });
});
