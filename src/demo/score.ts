import type { CityDay } from '../domain/city-day.ts';
import type { Level } from '../domain/questionnaire.ts';
import type { DemoChannel } from './arrival.ts';
import { dayNumber, daysFromTet } from './calendar.ts';
import type { Random } from './random.ts';

/** People are kinder to an interviewer than to a form. */
const candour: Readonly<Record<DemoChannel, number>> = {
  web: 1.25,
  qr: 1.15,
  kiosk: 1,
  post: 0.9,
  phone: 0.85,
  face_to_face: 0.8,
};

/** The share of dissatisfied people at an average office: falls slowly, rises while everybody wants papers before Tết. */
function dissatisfactionOn(day: CityDay): number {
  const years = (dayNumber(day) - dayNumber('2025-07-01')) / 365.25;
  const trend = Math.min(0.08, Math.max(0.03, 0.054 - 0.008 * years));
  const distance = daysFromTet(day);
  return distance !== undefined && distance >= -18 && distance <= 14 ? trend * 1.6 : trend;
}

/** A score; `discontent` is the office's and the procedure's beside the city's mean of 1. */
export function drawScore(random: Random, channel: DemoChannel, day: CityDay, discontent: number): Level {
  const low = Math.min(0.5, dissatisfactionOn(day) * discontent * candour[channel]);
  const neutral = 0.03 * Math.sqrt(discontent) * candour[channel];
  const chance = random();
  if (chance < low) return chance < low * 0.17 ? 1 : 2;
  if (chance < low + neutral) return 3;
  const delight = (channel === 'phone' || channel === 'face_to_face' ? 0.34 : 0.52) / Math.sqrt(discontent + 0.1);
  return random() < Math.min(0.8, delight) ? 5 : 4;
}
