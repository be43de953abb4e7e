/** A column of an SPSS system file. */
export interface SavVariable {
  /** Letters, digits, `_` and `.`, 2 to 64 of them, beginning with a letter; unique, whatever the case. */
  readonly name: string;
  /** Days are given as `YYYY-MM-DD` and are dates in the file. */
  readonly kind: 'number' | 'text' | 'day';
  /** Bytes of a text, 9 to 255, 255 when absent; what is longer is cut between characters. */
  readonly width?: number;
  readonly decimals?: number;
  readonly measure: 'nominal' | 'ordinal' | 'scale';
  readonly label: string;
  readonly values: ReadonlyMap<number | string, string>;
  /** Numbers that count as missing, both ends included. */
  readonly missing?: { readonly from: number; readonly to: number };
}

/** At least 9, for the labels of shorter texts are written in another way. */
export const textWidth = ({ width = 255 }: SavVariable): number => Math.min(Math.max(width, 9), 255);

/** How many stretches of eight bytes a value takes. */
export const segments = (variable: SavVariable): number =>
  variable.kind === 'text' ? Math.ceil(textWidth(variable) / 8) : 1;

/** The text in at most so many bytes of UTF-8, no character cut in two. */
export function cut(text: string, most: number): Buffer {
  const bytes = Buffer.from(text);
  let end = Math.min(most, bytes.length);
  while (end < bytes.length && end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end);
}

/** The text in exactly so many bytes, filled up with spaces. */
export function padded(text: string | Buffer, size: number): Buffer {
  const bytes = typeof text === 'string' ? cut(text, size) : text;
  return Buffer.concat([bytes, Buffer.alloc(size - bytes.length, ' ')]);
}
