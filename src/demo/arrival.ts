import type { Channel } from '../domain/channel.ts';
import type { CityDay } from '../domain/city-day.ts';
import { dayNumber, type Openness, opennessOf } from './calendar.ts';
import { between, type Random } from './random.ts';

/** The channels that the demo city uses. */
export type DemoChannel = Extract<Channel, 'web' | 'qr' | 'kiosk' | 'post' | 'phone' | 'face_to_face'>;

const busyness: Readonly<Record<DemoChannel, Readonly<Record<Openness, number>>>> = {
  web: { working: 1, saturday: 0.6, closed: 0.45 },
  qr: { working: 1, saturday: 0.5, closed: 0.1 },
  kiosk: { working: 1, saturday: 0.5, closed: 0 },
  post: { working: 1, saturday: 0.6, closed: 0 },
  phone: { working: 1, saturday: 0.5, closed: 0 },
  face_to_face: { working: 1, saturday: 0.5, closed: 0 },
};

/** How many answers a channel brings on a day, beside an ordinary working day. */
export const busynessOn = (channel: DemoChannel, day: CityDay): number => busyness[channel][opennessOf(day)];

/** Interviewers work in waves, a quarter of a year long: telephone and field take turns. The mean is 1. */
export function waveOn(channel: DemoChannel, day: CityDay): number {
  const phase = (dayNumber(day) / 91.3) % 1;
  const swell = Math.sin(Math.PI * phase) ** 2;
  if (channel === 'phone') return 0.2 + 1.6 * swell;
  if (channel === 'face_to_face') return 0.2 + 1.6 * (1 - swell);
  return 1;
}

const seconds = (hours: number): number => Math.round(hours * 3600);
const within = (random: Random, from: number, to: number): number => between(random, seconds(from), seconds(to) - 1);
const inOfficeHours = (random: Random): number =>
  random() < 0.52 ? within(random, 7.5, 11.5) : within(random, 13, 17);

/** When in the day an answer comes: the second since midnight. Counters close at noon, telephones ring until eight. */
export function arrival(channel: DemoChannel, day: CityDay, random: Random): number {
  const openness = opennessOf(day);
  if (channel === 'web' || channel === 'qr') {
    const chance = random();
    if (channel === 'web' && chance < 0.06) return within(random, 5.5, 7);
    const atTheCounter = openness === 'closed' ? 0 : channel === 'qr' ? 0.9 : 0.65;
    return random() < atTheCounter ? inOfficeHours(random) : within(random, 7, 22.5);
  }
  if (openness === 'saturday') return within(random, 7.5, 11.5);
  return channel === 'phone' && random() < 0.12 ? within(random, 17.5, 20) : inOfficeHours(random);
}

/** A city day and second as ISO 8601 with the city's offset. */
export function instantOf(day: CityDay, second: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${day}T${two(second / 3600)}:${two((second % 3600) / 60)}:${two(second % 60)}+07:00`;
}

/** An answer on its way: who brings it, and the second of the city day. */
export interface Arrival {
  readonly day: CityDay;
  readonly second: number;
  readonly channel: DemoChannel;
}

export const inOrderOfTime = (one: Arrival, other: Arrival): number =>
  one.day === other.day ? one.second - other.second : one.day < other.day ? -1 : 1;
