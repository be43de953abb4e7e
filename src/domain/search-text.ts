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

/**
 * True when every word of `query` begins a word of `text`, or the query without its spaces runs on from a beginning:
 * `sai gon`, `gon` and `saigon` all find `phuong sai gon`. Both are already folded.
 */
export function foundIn(text: string, query: string): boolean {
  const padded = ` ${text}`;
  if (query.split(' ').every((word) => padded.includes(` ${word}`))) return true;
  const words = text.split(' ');
  const joined = query.replaceAll(' ', '');
  return words.some((_word, index) => words.slice(index).join('').startsWith(joined));
}
