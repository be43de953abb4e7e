/**
 * Text as people type it in a hurry: no diacritics, no case, `đ` as `d`, one space between words.
 * NFC and NFD of the same words give the same result.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** True when every word of `query` begins a word of `text`; both already folded. */
export function foundIn(text: string, query: string): boolean {
  const padded = ` ${text}`;
  return query.split(' ').every((word) => padded.includes(` ${word}`));
}
