import type { Allowance } from '../domain/allowance.ts';
import { policyFor } from '../domain/case-clock.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import { dayEnding } from '../domain/city-time.ts';
import { type Complaint, liveClock } from '../domain/complaint.ts';
import { seesMinutes } from '../domain/sight.ts';
import type { CaseFrame } from './case-frame.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

export const allowanceWords = ({ amount, unit }: Allowance, { t }: Pick<CaseFrame, 't'>): string =>
  t(`staff:unit-${unit}`, { count: amount });

/** How a case stands in time: a word and how it looks. `undefined` when no clock of it runs. */
export function dueView(complaint: Complaint, frame: CaseFrame) {
  const clock = liveClock(complaint);
  if (!clock) return undefined;
  const { around, viewer, t } = frame;
  const { now, today, catalogue, calendar } = around;
  const since = clock.pauses.find(({ to }) => to === undefined)?.from;
  if (!clock.dueAt) {
    const on = since && cityDay(since, calendar.timeZone);
    return { tone: 'paused', words: t('staff:due-paused'), pausedOn: on, late: false };
  }
  const exact = seesMinutes(catalogue, viewer, complaint, today);
  const left = clock.dueAt.getTime() - now.getTime();
  const byMinutes = ['minutes', 'hours'].includes(clock.allowance.unit);
  const dueOn = dayEnding(clock.dueAt, calendar.timeZone);
  const late = left < 0;
  const soon = clock.warnAt !== undefined && clock.warnAt <= now;
  return {
    tone: late ? 'late' : soon ? 'soon' : 'calm',
    words: exact && byMinutes && Math.abs(left) < day ? minutesLeft(left, t) : daysLeft(today, dueOn, late, t),
    dueOn,
    // A day's end is no time of day that anybody looks at.
    dueAt: exact && clock.allowance.unit !== 'days' ? clock.dueAt : undefined,
    late,
  };
}

function minutesLeft(left: number, t: CaseFrame['t']): string {
  const whole = Math.max(1, Math.ceil(Math.abs(left) / minute));
  const time =
    whole < 60 ? t('staff:unit-minutes', { count: whole }) : t('staff:unit-hours', { count: Math.floor(whole / 60) });
  return t(left < 0 ? 'staff:due-late' : 'staff:due-left', { time });
}

function daysLeft(today: CityDay, dueOn: CityDay, late: boolean, t: CaseFrame['t']): string {
  const n = Math.round(Math.abs(Date.parse(dueOn) - Date.parse(today)) / day);
  if (n === 0) return t(late ? 'staff:due-late-today' : 'staff:due-today');
  return t(late ? 'staff:due-late' : 'staff:due-left', { time: t('staff:unit-days', { count: n }) });
}

/** Everything that a case's own page says of its clock. */
export function clockView(complaint: Complaint, frame: CaseFrame) {
  const clock = liveClock(complaint);
  const due = dueView(complaint, frame);
  if (!clock || !due) return undefined;
  const { around, t, language } = frame;
  const { timeZone } = around.calendar;
  const { names, from } = policyFor(complaint, around);
  const { extension } = complaint;
  return {
    ...due,
    stage: t(`staff:stage-${clock.stage}`),
    allowance: allowanceWords(clock.allowance, frame),
    policy: t('staff:policy', { name: names[language], from: from.split('-').reverse().join('/') }),
    warnedOn: clock.warnedAt && cityDay(clock.warnedAt, timeZone),
    level: clock.level || undefined,
    extension:
      extension && t(`staff:extension-${extension.state}`, { amount: allowanceWords(extension.allowance, frame) }),
  };
}
