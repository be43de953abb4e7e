import { create } from 'qrcode';

/** A QR symbol as an SVG path of its dark modules, one unit each, in a square of `size` with the quiet zone around it. */
export interface QrPath {
  readonly size: number;
  readonly d: string;
}

/** Modules that are left white around a symbol. */
const quietZone = 4;

/** The symbol of a text, with correction for a smudge or a fold. */
export function qrPath(text: string): QrPath {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const runs: string[] = [];
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; ) {
      const start = column;
      while (column < size && data[row * size + column]) column += 1;
      const length = column - start;
      if (length > 0) runs.push(`M${start + quietZone} ${row + quietZone}h${length}v1h-${length}z`);
      else column += 1;
    }
  return { size: size + 2 * quietZone, d: runs.join('') };
}
