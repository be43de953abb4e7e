import { type Response, Router } from 'express';
import { z } from 'zod';
import type { WorkingWeek } from '../domain/working-week.ts';
import { flash, flashed } from './flash.ts';
import { door } from './guards/role.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, savingFields, savingOf, statusOf } from './saving.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const path = '/staff/admin/week';
const weekdays = [1, 2, 3, 4, 5, 6, 0];
const hoursLimit = 100;

const form = z.strictObject({
  ...savingFields,
  officeHours: text(hoursLimit).transform(hoursOf),
  restWeekdays: z.preprocess(
    (value) => [value ?? []].flat(),
    z.array(z.enum(['0', '1', '2', '3', '4', '5', '6']).transform(Number)),
  ),
});

/** `07:30-11:30, 13:00-17:00`; what has another form is left for the domain to refuse. */
function hoursOf(typed: string): WorkingWeek['officeHours'] {
  return typed
    .split(/[,;]/)
    .filter((part) => part.trim() !== '')
    .map((part) => part.split(/[-–—]/).map((time) => time.trim()))
    .map(([from = '', to = '', ...more]) => ({ from, to: [to, ...more].join('-') }));
}

/** `/staff/admin/week`: when offices are open, and the days of rest of every week. */
export function weekPages(parts: WebParts): Router {
  const router = Router();
  const newest = async () => (await parts.stores.calendars.latest(1))[0];

  router.get(path, door('admin'), async (req, res) => {
    const calendar = await newest();
    const officeHours = calendar?.officeHours.map(({ from, to }) => `${from}–${to}`).join(', ');
    const values = { officeHours, restWeekdays: calendar?.restWeekdays.map(String), seen: calendar?.version };
    show(res, values, { faults: [] }, flashed(parts, req, res));
  });

  router.post(path, door('admin'), async (req, res) => {
    const typed = { ...req.body, restWeekdays: [req.body?.restWeekdays ?? []].flat() };
    const fields = read(form, req.body);
    if ('faults' in fields) return show(res, typed, fields);
    const { officeHours, restWeekdays, ...saving } = fields.value;
    const save = () => parts.actions.deadlines.saveWeek({ officeHours, restWeekdays }, savingOf(res, saving));
    const refused = await attempt(res, save);
    // Whoever came second may look at what the other saved, and then save hers upon it.
    if (refused?.conflict) return show(res, { ...typed, seen: (await newest())?.version }, refused);
    if (refused) return show(res, typed, refused);
    flash(parts, res, path, saving.seen + 1);
    res.redirect(303, linked(path, res.locals.language));
  });
  return router;
}

function show(res: Response, values: Readonly<Record<string, unknown>>, refused: Refused, saved?: unknown): void {
  const { t } = res.locals;
  const rest = values.restWeekdays as readonly string[] | undefined;
  showStaff(
    res,
    'admin/week',
    {
      title: t('deadline:week-title'),
      room: 'admin',
      values,
      saved,
      conflict: refused.conflict,
      faults: shownFaults(t, refused.faults),
      weekdays: weekdays.map((weekday) => ({
        weekday,
        words: t(`deadline:weekday-${weekday}`),
        chosen: rest?.includes(String(weekday)) ?? false,
      })),
      hoursLimit,
    },
    statusOf(refused),
  );
}
