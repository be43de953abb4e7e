import type { Response } from 'express';
import { isCityDay } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import type { Translate } from '../locales.ts';
import { send } from './compression.ts';
import { day } from './figures.ts';
import { languageSwitch } from './language.ts';

/** What a page is given: its title and whatever its view shows. */
export interface PageData extends Readonly<Record<string, unknown>> {
  readonly title: string;
}

/** Renders `views/{view}.hbs` in the layout and sends it. `res.locals.t` and `language` must be set. */
export function page(res: Response, view: string, data: PageData, status = 200): void {
  const { language, t } = res.locals;
  const { views, demo } = res.app.locals;
  const html = views.render({ ...data, view, language, t, demo, switchTo: languageSwitch(res.req, language) });
  res.status(status).type('html');
  if (!res.get('Cache-Control')) res.set('Cache-Control', 'private, max-age=0');
  send(res, html);
}

/** The message of a fault or refusal: a code with a colon is a whole key, others are in `fault`. */
export const message = (t: Translate, { code, params }: Pick<Fault, 'code' | 'params'>): string =>
  t(code.includes(':') ? code : `fault:${code}`, params && written(params));

/** Days among the parameters as people write them. */
const written = (params: NonNullable<Fault['params']>): NonNullable<Fault['params']> =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'string' && isCityDay(value) ? day(value) : value,
    ]),
  );

/** Faults for the summary on top of a form (`list`, linked to the fields' ids) and for the fields themselves (`byField`). */
export function shownFaults(t: Translate, faults: readonly Fault[]) {
  const list = faults.map((fault) => ({ field: fieldOf(fault.pointer), text: message(t, fault) }));
  const byField = Object.fromEntries(list.toReversed().map(({ field, text }) => [field, text]));
  return { list, byField };
}

/** `/complaint/content` is the field `complaint-content`. */
const fieldOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '-');
