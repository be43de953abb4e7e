import type { CityDay } from '../domain/city-day.ts';
import type { Language } from '../domain/language.ts';

const locale = { vi: 'vi-VN', en: 'en-GB' } as const;

const kept = new Map<string, Intl.NumberFormat>();
const numberFormat = (language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = kept.get(key) ?? new Intl.NumberFormat(locale[language], options);
  kept.set(key, format);
  return format;
};

/** A share as people read it: 0.9411 is `94,11 %` in Vietnamese (narrow no-break space) and `94.11%` in English. */
export function percent(share: number, language: Language, digits = 2): string {
  const options = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
  const text = numberFormat(language, options).format(share);
  return language === 'vi' ? text.replace(/\s*%/u, '\u202f%') : text;
}

/** A number with the separators of the language; `digits` fixes the decimals. */
export const number = (value: number, language: Language, digits?: number): string =>
  numberFormat(
    language,
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  ).format(value);

/** 2017-04-01 as 01/04/2017, in both languages. */
export const day = (cityDay: CityDay): string => cityDay.split('-').reverse().join('/');

/** An instant on the city's clock: `10:42:07 03/04/2026`. `timeZone` is an IANA name. */
export function instant(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  const [date = '', time = ''] = parts.split(', ');
  return `${time} ${date}`;
}

/** The same without its seconds, where nobody counts them: `10:42 03/04/2026`. */
export const minute = (at: Date, timeZone: string): string => instant(at, timeZone).replace(/:\d\d /, ' ');
