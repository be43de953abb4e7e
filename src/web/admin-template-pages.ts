import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { cityDay } from '../domain/city-day.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import { longestTemplate, templateStates } from '../domain/reply-template.ts';
import { flash, flashed } from './flash.ts';
import { accountOf, door } from './guards/role.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/admin/templates';

const form = z.strictObject({
  token: z.string(),
  seen: z.coerce.number().int().min(0).max(1_000_000),
  code: text(40),
  state: z.enum(templateStates),
  vi: text(longestTemplate),
  en: text(longestTemplate),
  enabled: z.enum(['yes']).optional(),
});

/** `/staff/admin/templates`: the texts that replies begin with. */
export function adminTemplatePages(parts: WebParts): Router {
  const { replyTemplates } = parts.actions;

  const list: RequestHandler = async (req, res) => {
    const { t } = res.locals;
    const all = await replyTemplates.all();
    showStaff(res, 'template/list', {
      title: t('template:title'),
      room: 'admin',
      saved: flashed(parts, req, res) === 'saved',
      groups: templateStates.map((state) => ({
        words: t(`template:state-${state}`),
        templates: all.filter((template) => template.state === state),
      })),
    });
  };

  const edit: RequestHandler = async (req, res) => {
    const { code } = req.params;
    const found = code === undefined ? undefined : (await replyTemplates.all()).find((one) => one.code === code);
    if (code !== undefined && !found) throw new Refusal('not-found', 'page-not-found');
    const saved = found && { on: cityDay(found.savedAt, parts.config.TIME_ZONE), n: found.revision };
    const { code: named = '', state = 'resolution', texts, enabled = true, revision: seen = 0 } = found ?? {};
    showForm(res, { code: named, state, ...texts, enabled, seen }, { saved });
  };

  const save: RequestHandler = async (req, res) => {
    const { code } = req.params;
    const typed: Record<string, unknown> = { ...(req.body as object), ...(code === undefined ? {} : { code }) };
    const again = (status: 409 | 422, faults: readonly Fault[], conflict?: string) =>
      showForm(res, typed, { faults, conflict }, status);
    const fields = read(form, typed);
    if ('faults' in fields) return again(422, fields.faults);
    const { seen, vi, en, enabled, token: _token, ...rest } = fields.value;
    const template = { ...rest, texts: { vi, en }, enabled: enabled !== undefined };
    try {
      await replyTemplates.save(template, { account: accountOf(res).id, seen: code === undefined ? 0 : seen });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.kind === 'invalid') return again(422, error.faults);
      if (error.kind === 'conflict') return again(409, [], res.locals.t(error.code));
      throw error;
    }
    flash(parts, res, room, 'saved');
    res.redirect(303, linked(room, res.locals.language));
  };

  return Router()
    .get(room, door('admin'), list)
    .get(`${room}/new`, door('admin'), edit)
    .post(`${room}/new`, door('admin'), save)
    .get(`${room}/:code`, door('admin'), edit)
    .post(`${room}/:code`, door('admin'), save);
}

interface Around {
  readonly saved?: unknown;
  readonly faults?: readonly Fault[];
  readonly conflict?: string | undefined;
}

function showForm(
  res: Response,
  values: Readonly<Record<string, unknown>>,
  { saved, faults = [], conflict }: Around,
  status = 200,
): void {
  const { t } = res.locals;
  const isNew = res.req.params['code'] === undefined;
  const data = {
    title: isNew ? t('template:new') : t('template:edit', { code: values['code'] }),
    room: 'admin',
    values,
    isNew,
    saved,
    conflict,
    limit: longestTemplate,
    faults: shownFaults(t, faults),
    states: templateStates.map((state) => ({ state, words: t(`template:state-${state}`) })),
  };
  showStaff(res, 'template/form', data, status);
}
