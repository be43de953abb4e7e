/**
 * What in free text looks like it names a person: 12-digit identity numbers, Vietnamese phone numbers, mail addresses.
 * Digits may be those of any script, and parted by spaces, dots, dashes or brackets. The longer numbers come first, or a
 * phone's digits would be taken out of their middle.
 */
const patterns = [
  /(?<!\p{Nd})\p{Nd}(?:[\s.()\p{Pd}]{0,2}\p{Nd}){11}(?!\p{Nd})/gu,
  /(?<!\p{Nd})(?:\+?[8８][4４]|[0０])(?:[\s.()\p{Pd}]{0,2}\p{Nd}){9,10}(?!\p{Nd})/gu,
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,256}[@＠][\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu,
];

/** True when a text holds something that looks like personal data. */
export const personalDataIn = (text: string): boolean => patterns.some((pattern) => text.search(pattern) >= 0);

/** The text with each such piece replaced by `mask`. */
export const masked = (text: string, mask = '•••'): string =>
  patterns.reduce((result, pattern) => result.replace(pattern, mask), text);
