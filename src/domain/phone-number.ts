/** Why a text is no Vietnamese telephone number that a person can be called at. */
export const phoneFaults = ['text', 'rounded', 'several', 'foreign', 'service', 'short', 'long', 'prefix'] as const;
export type PhoneFault = (typeof phoneFaults)[number];

export interface PhoneNumber {
  /** As it is dialled within the country: `0901234567`, `02838291234`. */
  readonly number: string;
  /** The leading zero was missing, as after a spreadsheet. */
  readonly restored?: true;
  /** It was a number of before 2018. */
  readonly renumbered?: true;
}

/** Eleven-digit mobile numbers became ten-digit ones on 2018-09-15: Decision 798/QĐ-BTTTT of 2018-05-25. */
const codesBefore2018: Readonly<Record<string, string>> = {
  ...{ 120: '70', 121: '79', 122: '77', 126: '76', 128: '78' },
  ...{ 123: '83', 124: '84', 125: '85', 127: '81', 129: '82' },
  ...{ 162: '32', 163: '33', 164: '34', 165: '35', 166: '36', 167: '37', 168: '38', 169: '39' },
  ...{ 186: '56', 188: '58', 199: '59' },
};

const mobile = /^[35789]\d{8}$/;
/** The area codes of 2017, two digits for Hà Nội and Ho Chi Minh City and three elsewhere, with the subscriber's number. */
const landline = /^2(?:0[3-9]|1[0-689]|2[0-25-9]|3[2-9]|[48][2-9]|5[124-9]|6[0-39]|7[0-7]|9[0-4679])\d{7}$/;
const mobileBefore2018 = /^(1\d\d)(\d{7})$/;

/**
 * The number that a text means, however it is written: with or without country code, spaces, dots, dashes and brackets,
 * in digits of any script, as a spreadsheet left it. A landline of before 2015 (`08 3829 1234`) cannot be told from a
 * mobile number of today and is taken for one.
 */
export function vietnamesePhone(text: string): PhoneNumber | { readonly fault: PhoneFault } {
  const written = inAsciiDigits(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/^=?["']+|["']+$/g, '')
    .trim()
    // A cell that held a number: 901234567.0
    .replace(/^(\d{9,12})[.,]0+$/, '$1');
  if (/^\d[.,]?\d*e\+?\d+$/i.test(written)) return { fault: 'rounded' };
  if (/\d\s*[/;|&\n][\s(+]*\d/.test(written)) return { fault: 'several' };
  if (!/^[\s(]*\+?[\d\s.,()\p{Pd}]*$/u.test(written)) return { fault: 'text' };
  const digits = written.replace(/\D/g, '');
  if (digits.length >= 18) return { fault: 'several' };
  if (/^0?1[89]00\d{4,6}$/.test(digits)) return { fault: 'service' };

  const international = written.includes('+') ? digits : /^00[1-9]/.test(digits) ? digits.slice(2) : undefined;
  if (international !== undefined)
    return international.startsWith('84') ? subscriber(international.slice(2).replace(/^0/, '')) : { fault: 'foreign' };
  if (/^84\d{9,11}$/.test(digits)) return subscriber(digits.slice(2).replace(/^0/, ''));
  if (digits.startsWith('0')) return subscriber(digits.slice(1));
  const found = subscriber(digits);
  return 'fault' in found ? found : { ...found, restored: true };
}

/** The number of these digits, which stand without country code and leading zero. */
function subscriber(digits: string): PhoneNumber | { readonly fault: PhoneFault } {
  if (mobile.test(digits) || landline.test(digits)) return { number: `0${digits}` };
  const [, code = '', rest = ''] = mobileBefore2018.exec(digits) ?? [];
  const codeNow = codesBefore2018[code];
  if (codeNow) return { number: `0${codeNow}${rest}`, renumbered: true };
  const length = /^[12]/.test(digits) ? 10 : 9;
  return { fault: digits.length < length ? 'short' : digits.length > length ? 'long' : 'prefix' };
}

const isDigit = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint));

/** The ten digits of every script follow one another from its zero. */
const inAsciiDigits = (text: string): string =>
  text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const own = digit.codePointAt(0) ?? 0;
    let zero = own;
    while (isDigit(zero - 1)) zero -= 1;
    return String((own - zero) % 10);
  });
