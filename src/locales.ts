import { readdirSync, readFileSync } from 'node:fs';
import i18next from 'i18next';
import { type Language, languages } from './domain/language.ts';

/** A message in one language: `t('rating:title', { agency })`. An unknown key is an error in tests and the key itself otherwise. */
export type Translate = (key: string, params?: Readonly<Record<string, unknown>>) => string;

const room = new URL('./locales/', import.meta.url);

/** Every message of a language: namespace (a file of `locales/{language}/`) -> key -> text. */
export const messagesOf = (language: Language): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    readdirSync(new URL(`${language}/`, room))
      .filter((file) => file.endsWith('.json'))
      .map((file) => [
        file.replace('.json', ''),
        JSON.parse(readFileSync(new URL(`${language}/${file}`, room), 'utf8')) as Record<string, unknown>,
      ]),
  );

/** Loads all messages once and gives a translator per language. Values are not escaped here: views escape. */
export function translators(): Readonly<Record<Language, Translate>> {
  const instance = i18next.createInstance();
  void instance.init({
    initAsync: false,
    lng: 'vi',
    fallbackLng: false,
    defaultNS: 'common',
    ns: Object.keys(messagesOf('vi')),
    resources: Object.fromEntries(languages.map((language) => [language, messagesOf(language)])),
    interpolation: { escapeValue: false },
  });
  return {
    vi: instance.getFixedT('vi') as unknown as Translate,
    en: instance.getFixedT('en') as unknown as Translate,
  };
}
