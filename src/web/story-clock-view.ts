import { cityDay } from '../domain/city-day.ts';
import { dayEnding } from '../domain/city-time.ts';
import { type Complaint, liveClock } from '../domain/complaint.ts';
import { agencyName } from './case-frame.ts';
import { day, instant } from './figures.ts';
import type { StoryFrame } from './story-frame.ts';

/** Whose turn it is. */
export const whoHas = ({ handlers }: Pick<Complaint, 'handlers'>, frame: StoryFrame): string =>
  handlers.map((code) => agencyName(code, frame)).join(', ');

/** The end of a day, in words. */
export const endOfDay = (at: Date, { around, t }: StoryFrame): string =>
  t('complaint:at-day', { day: day(dayEnding(at, around.calendar.timeZone)) });

/** An instant to the minute, in words. */
function toTheMinute(at: Date, { around, t }: StoryFrame): string {
  const { timeZone } = around.calendar;
  return t('complaint:at-time', { time: instant(at, timeZone).slice(0, 5), day: day(cityDay(at, timeZone)) });
}

/**
 * When it is due and whose turn it is, or that it is late, and whether those above know; nothing when no clock runs.
 * What is counted in minutes or hours is told to the minute, all else by the day.
 */
export function dueWords(complaint: Complaint, frame: StoryFrame): { late: boolean; words: string[] } | undefined {
  const clock = liveClock(complaint);
  if (!clock) return undefined;
  const { t, around } = frame;
  if (!clock.dueAt) return { late: false, words: [t('complaint:due-paused')] };
  const byTheClock = ['minutes', 'hours', 'working_hours'].includes(clock.allowance.unit);
  const at = (byTheClock ? toTheMinute : endOfDay)(clock.dueAt, frame);
  const late = clock.dueAt < around.now;
  const words = t(`complaint:${late ? 'late' : 'due'}-${clock.stage}`, { who: whoHas(complaint, frame), at });
  return { late, words: [words, ...(late && clock.level > 0 ? [t('complaint:late-told')] : [])] };
}
