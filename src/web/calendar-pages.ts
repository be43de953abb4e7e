import { type Response, Router } from 'express';
import { yearFaults, yearOf } from '../domain/calendar-year.ts';
import { cityDay } from '../domain/city-day.ts';
import type { SavedCalendar } from '../stores/calendars.ts';
import {
  type CalendarRow,
  firstYear,
  lastYear,
  nameLimit,
  readCalendarForm,
  rowsOf,
  sourceLimit,
} from './calendar-form.ts';
import { previewOf, rowsOfYear, shownRows } from './calendar-view.ts';
import { flash, flashed } from './flash.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, savingOf, signed, statusOf } from './saving.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const path = '/staff/admin/calendar';
const versionsShown = 20;

interface Shown extends Refused {
  readonly year: number;
  readonly rows: readonly CalendarRow[];
  /** The version that the form stands upon. */
  readonly seen: unknown;
  readonly reason?: unknown;
  readonly preview?: ReturnType<typeof previewOf>;
  readonly proposed?: number | undefined;
  readonly saved?: unknown;
}

/** `/staff/admin/calendar`: the days of a year that are not as its weeks are, and what a change of them would do. */
export function calendarPages(parts: WebParts): Router {
  const { deadlines } = parts.actions;
  const router = Router();

  router.get(path, door('admin'), async (req, res) => {
    const calendar = await newest();
    const year = yearFrom(req.query.year);
    const known = rowsOfYear(yearOf(calendar, year));
    const { rows, proposed } = req.query.propose === undefined ? { rows: known } : await withProposals(year, known);
    const saved = flashed(parts, req, res);
    await show(res, { year, rows, proposed, saved, seen: calendar.version, faults: [] });
  });

  router.post(path, door('admin'), async (req, res) => {
    const typed = { rows: rowsOf(req.body ?? {}), seen: req.body?.seen, reason: req.body?.reason };
    const filled = readCalendarForm(req.body);
    if ('faults' in filled) return show(res, { ...typed, year: yearFrom(req.body?.year), faults: filled.faults });
    const { form } = filled;
    const { year } = form.year;
    if (form.do === 'preview') {
      const calendar = await newest();
      const faults = form.inForm(yearFaults(calendar, form.year));
      const preview = faults.length > 0 ? {} : { preview: previewOf(res.locals.t, calendar, form.year) };
      return show(res, { ...typed, ...preview, year, faults });
    }
    const refused = await attempt(res, () => deadlines.saveYear(form.year, savingOf(res, form)));
    if (refused?.conflict) {
      // Whoever came second sees what her days would change in what the other saved, and may then save them.
      const calendar = await newest();
      const preview = previewOf(res.locals.t, calendar, form.year);
      return show(res, { ...typed, ...refused, preview, year, seen: calendar.version });
    }
    if (refused) return show(res, { ...typed, year, faults: form.inForm(refused.faults) });
    flash(parts, res, path, form.seen + 1);
    res.redirect(303, linked(path, res.locals.language, { year }));
  });

  async function newest(): Promise<SavedCalendar> {
    const [calendar] = await parts.stores.calendars.latest(1);
    if (!calendar) throw new Error('The store has no calendar');
    return calendar;
  }

  async function withProposals(year: number, known: readonly CalendarRow[]) {
    const days = new Set(known.map(({ day }) => day));
    const proposals = (await deadlines.proposed(year)).filter(({ day }) => !days.has(day));
    const rows = [...known, ...rowsOfYear({ year, holidays: proposals, workingDays: [] })];
    return { rows: rows.sort((a, b) => (a.day < b.day ? -1 : 1)), proposed: proposals.length };
  }

  function yearFrom(given: unknown): number {
    const year = Number(given);
    if (Number.isInteger(year) && year >= firstYear && year <= lastYear) return year;
    return Number(cityDay(parts.now(), parts.config.TIME_ZONE).slice(0, 4));
  }

  async function show(res: Response, shown: Shown): Promise<void> {
    const { t } = res.locals;
    const { year, rows, faults: found, ...rest } = shown;
    const versions = await parts.stores.calendars.latest(versionsShown);
    const faults = shownFaults(t, found);
    showStaff(
      res,
      'admin/calendar',
      {
        ...rest,
        title: t('deadline:calendar-title', { year }),
        room: 'admin',
        year,
        before: year > firstYear ? year - 1 : undefined,
        after: year < lastYear ? year + 1 : undefined,
        faults,
        lines: shownRows(t, rows, faults.byField),
        limits: { name: nameLimit, source: sourceLimit },
        versions: versions.map((version) => ({ version: version.version, ...signed(version) })),
      },
      statusOf(shown),
    );
  }
  return router;
}
