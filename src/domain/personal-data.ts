/**
 * What in free text looks like it names a person: 12-digit identity numbers, Vietnamese phone numbers, mail addresses.
 * Digits may be parted by spaces, dots or hyphens. The longer numbers come first, or a phone's digits would be taken
 * out of their middle.
 */
const patterns = [
  /(?<!\d)\d(?:[ .-]?\d){11}(?!\d)/g,
  /(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9,10}(?!\d)/g,
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,256}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu,
];

/** True when a text holds something that looks like personal data. */
export const personalDataIn = (text: string): boolean => patterns.some((pattern) => text.search(pattern) >= 0);

/** The text with each such piece replaced by `mask`. */
export const masked = (text: string, mask = '•••'): string =>
  patterns.reduce((result, pattern) => result.replace(pattern, mask), text);
