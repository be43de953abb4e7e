import type { Request, RequestHandler, Response } from 'express';
import { type Language, languages } from '../domain/language.ts';
import { isApi } from './api-path.ts';
import type { WebParts } from './parts.ts';

const yearMs = 365 * 24 * 60 * 60 * 1000;

export const isLanguage = (value: unknown): value is Language => languages.includes(value as Language);

/**
 * Sets the language of the answer. Pages: `?lang`, then what was chosen before, then Vietnamese; a choice in the address
 * is remembered for a year. The API: `?lang`, then `Accept-Language`, then Vietnamese; a body's `language` has its say
 * in the handler.
 */
export function language(parts: Pick<WebParts, 'translators'>): RequestHandler {
  return (req, res, next) => {
    useLanguage(parts, res, isApi(req.path) ? apiLanguage(req) : pageLanguage(req, res));
    next();
  };
}

export function useLanguage({ translators }: Pick<WebParts, 'translators'>, res: Response, language: Language): void {
  res.locals.language = language;
  res.locals.t = translators[language];
}

const apiLanguage = (req: Request): Language =>
  [req.query.lang, req.acceptsLanguages('vi', 'en')].find(isLanguage) ?? 'vi';

function pageLanguage(req: Request, res: Response): Language {
  const asked = req.query.lang;
  const remembered = /(?:^|;\s*)lang=(vi|en)(?:;|$)/.exec(req.headers.cookie ?? '')?.[1];
  if (isLanguage(asked) && asked !== remembered) res.cookie('lang', asked, { maxAge: yearMs, sameSite: 'lax' });
  res.vary('Cookie');
  return [asked, remembered].find(isLanguage) ?? 'vi';
}

/** The address of the same page in the other language. */
export function languageSwitch(req: Request, language: Language): { language: Language; href: string } {
  const other = language === 'vi' ? 'en' : 'vi';
  const [path = '/', search = ''] = req.originalUrl.split('?', 2);
  const query = new URLSearchParams(search);
  query.set('lang', other);
  return { language: other, href: `${path.replace(/^\/{2,}/, '/')}?${query}` };
}
