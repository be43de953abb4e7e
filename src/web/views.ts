import { readdirSync, readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import type { Language } from '../domain/language.ts';
import type { Translate } from '../locales.ts';
import { day, instant, minute, number, percent } from './figures.ts';

const room = new URL('../../views/', import.meta.url);

/** What every view is rendered with, besides its own data. */
export interface Frame {
  readonly view: string;
  readonly language: Language;
  readonly t: Translate;
}

export interface Views {
  /** The whole page: the view inside the layout. Throws on a view that does not exist. */
  render(frame: Frame & Readonly<Record<string, unknown>>): string;
}

export interface ViewParts {
  readonly timeZone: string;
  /** The address of an asset, with its content hash. */
  asset(name: string): string;
}

type Options = Handlebars.HelperOptions & { readonly data: { readonly root: Frame } };

const words = ({ timeZone, asset }: ViewParts): Record<string, Handlebars.HelperDelegate> => ({
  t: (key: string, { data, hash }: Options) => data.root.t(key, hash),
  percent: (share: number, { data, hash }: Options) => percent(share, data.root.language, hash.digits),
  number: (value: number, { data, hash }: Options) => number(value, data.root.language, hash.digits),
  day: (value: string) => day(value),
  instant: (at: Date) => instant(at, timeZone),
  minute: (at: Date) => minute(at, timeZone),
  eq: (a: unknown, b: unknown) => a === b,
  or: (a: unknown, b: unknown) => Boolean(a || b),
  in: (value: unknown, list: readonly unknown[] | undefined) => list?.includes(value) ?? false,
  concat: (a: unknown, b: unknown) => `${a}${b}`,
  asset: (name: string) => asset(name),
  link: (path: string, { data, hash }: Options) => address(linked(path, data.root.language, hash)),
});

/** Escaped like any text, but for the equals sign, which is harmless in our quoted attributes. */
const address = (href: string): Handlebars.SafeString =>
  new Handlebars.SafeString(Handlebars.escapeExpression(href).replaceAll('&#x3D;', '='));

/** An address within the site that keeps the language and takes further query parameters; empty ones fall away. */
export function linked(path: string, language: Language, query: Readonly<Record<string, unknown>> = {}): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const search = new URLSearchParams(entries.map(([key, value]): [string, string] => [key, String(value)]));
  if (language !== 'vi') search.set('lang', language);
  return search.size === 0 ? path : `${path}?${search}`;
}

/** Every template under `views/`, by its path without the ending; those of `partials/` without that folder. */
export const templates = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(room, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.hbs') && !file.startsWith('mail/'))
      .map((file) => [
        file.replace(/^partials\//, '').replace(/\.hbs$/, ''),
        readFileSync(new URL(file, room), 'utf8'),
      ]),
  );

/** Reads all views once; each is parsed when it is first rendered. A page is `layouts/page` with the view named by `view` inside it. */
export function loadViews(parts: ViewParts): Views {
  const handlebars = Handlebars.create();
  const helpers = words(parts);
  handlebars.registerHelper(helpers);
  const options: CompileOptions = {
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(Object.keys(helpers).map((name) => [name, true])),
    explicitPartialContext: false,
    preventIndent: true,
  };
  const compiled = new Map<string, Handlebars.TemplateDelegate>();
  for (const [name, source] of templates()) {
    const template = handlebars.compile(source, options);
    compiled.set(name, template);
    handlebars.registerPartial(name, template);
  }
  const layout = compiled.get('layouts/page');
  if (!layout) throw new Error('views/layouts/page.hbs is missing');
  return {
    render(frame) {
      if (!compiled.has(frame.view)) throw new Error(`There is no view ${frame.view}`);
      return layout(frame);
    },
  };
}
