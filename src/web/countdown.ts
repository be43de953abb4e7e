import type { Translate } from '../locales.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const two = (n: number): string => String(n).padStart(2, '0');

/** Milliseconds as a clock shows them: `4:07`, `1:04:07`. `hotline.js` goes on counting in the same form. */
function clockFace(ms: number): string {
  const whole = Math.floor(ms / second) * second;
  const minutes = Math.floor((whole % hour) / minute);
  const seconds = two((whole % minute) / second);
  return whole < hour ? `${minutes}:${seconds}` : `${Math.floor(whole / hour)}:${two(minutes)}:${seconds}`;
}

/** How long until `dueAt`, or since: only for what is counted in minutes, so up to a day away. */
export function countdown(dueAt: Date, now: Date, t: Translate) {
  const left = dueAt.getTime() - now.getTime();
  if (Math.abs(left) >= 24 * hour) return undefined;
  const late = left < 0;
  return {
    dueAt: dueAt.toISOString(),
    late,
    words: t(`hotline:${late ? 'late' : 'left'}`, { time: clockFace(Math.abs(left)) }),
  };
}

/** A stretch of time in its largest whole unit. */
export function spanWords(ms: number, t: Translate): string {
  if (ms < hour) return t('staff:unit-minutes', { count: Math.max(0, Math.floor(ms / minute)) });
  if (ms < 24 * hour) return t('staff:unit-hours', { count: Math.floor(ms / hour) });
  return t('staff:unit-days', { count: Math.floor(ms / (24 * hour)) });
}
