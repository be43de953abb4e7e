/**
 * Letters and digits that nobody takes for one another, a prime number of them. There are no vowels and no D or W, so
 * that Vietnamese typing programs leave them as they are typed.
 */
const alphabet = '0123456789CFGHJKMNPRTVX';
const codeLength = 4;
const numberLength = 4;

/** Slips of one batch, at most. */
export const mostSlips = 1000;

/** What a serial number says: the batch by its code, and the slip by its number, from 1. */
export interface Serial {
  readonly code: string;
  readonly number: number;
}

/** The code of a batch from random bytes, at least four. */
export const batchCodeFrom = (bytes: Uint8Array): string =>
  [...bytes.slice(0, codeLength)].map((byte) => alphabet[byte % alphabet.length]).join('');

/** `C7K3-0042-X`: the code, the number and a check character. */
export function serialOf({ code, number }: Serial): string {
  const digits = String(number).padStart(numberLength, '0');
  return `${code}-${digits}-${checkOf(code + digits)}`;
}

/**
 * A serial as it was typed or scanned: in any case and grouping, with letters that look like digits, or as the end of
 * the address that the QR holds. `form`: no serial at all; `check`: a character is wrong or two were exchanged.
 */
export function readSerial(typed: string): Serial | { readonly wrong: 'form' | 'check' } {
  const [path = ''] = typed.trim().split(/[?#]/, 1);
  const text = path
    .slice(path.lastIndexOf('/') + 1)
    .toUpperCase()
    .replaceAll(/[\s.\-–_]/g, '')
    .replaceAll(/[ODQ]/g, '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('Z', '2')
    .replaceAll('S', '5')
    .replaceAll('B', '8');
  const [code, digits] = [text.slice(0, codeLength), text.slice(codeLength, -1)];
  if (text.length !== codeLength + numberLength + 1 || [...text].some((one) => !alphabet.includes(one)))
    return { wrong: 'form' };
  // The number being no number is a slip of the fingers like any other.
  if (!/^\d+$/.test(digits) || checkOf(code + digits) !== text.at(-1)) return { wrong: 'check' };
  return { code, number: Number(digits) };
}

/**
 * Each place has a weight of its own and the modulus is prime: no single wrong character and no exchange of two, however
 * far apart, leaves the sum as it was.
 */
function checkOf(text: string): string {
  const sum = [...text].reduce((total, one, index) => total + (index + 1) * alphabet.indexOf(one), 0);
  return alphabet[sum % alphabet.length] ?? '';
}
