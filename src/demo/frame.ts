import { addDays, type CityDay } from '../domain/city-day.ts';
import type { FrameEntry } from '../domain/frame-entry.ts';
import { busynessOn } from './arrival.ts';
import { demoAgencies } from './catalogue.ts';
import { type Offer, offersOn } from './offer.ts';
import { between, drawing, oneOf, type Random, randomFrom, seedOf } from './random.ts';

/** How many dossiers at most: a number for each. */
const most = 1_000_000;

const surnames = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Huỳnh',
  'Phan',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
];
const middles = ['Văn', 'Thị', 'Minh', 'Ngọc', 'Thanh', 'Hữu', 'Kim', 'Quốc', 'Thu', 'Đức', 'Bích', 'Gia'];
const givens = [
  'An',
  'Bình',
  'Chi',
  'Dung',
  'Hà',
  'Hải',
  'Hoa',
  'Khánh',
  'Lan',
  'Long',
  'Mai',
  'Nam',
  'Phúc',
  'Sơn',
  'Tâm',
];

const nameOf = (random: Random): string =>
  [surnames, middles, givens].map((syllables) => oneOf(random, syllables)).join(' ');

/** 050 is given to no operator, so nobody is called by mistake. */
const phoneOf = (serial: number): string => `0500${String((serial * 7919) % most).padStart(6, '0')}`;

const number = new Map(demoAgencies.map((agency, index) => [agency.code, index + 1]));

/**
 * A sampling frame: `size` dossiers (a million at most) that the city finished in the thirty days before `today`, about
 * 9 % of them refused. A larger frame of the same day begins with the smaller one.
 */
export function* demoFrame(today: CityDay, { size }: { readonly size: number }): Iterable<FrameEntry> {
  if (size > most) throw new RangeError(`no more than ${most} dossiers`);
  const random = randomFrom(seedOf(`frame ${today}`));
  const days = Array.from({ length: 30 }, (_one, index) => addDays(today, index - 30));
  const drawDay = drawing(days, (day) => busynessOn('post', day));
  const drawOffer = new Map(days.map((day) => [day, drawing(offersOn(day), ({ demand }: Offer) => demand)]));
  for (let serial = 1; serial <= size; serial += 1) {
    const finishedOn = drawDay(random);
    const { agency, procedure } = (drawOffer.get(finishedOn) as (random: Random) => Offer)(random);
    yield {
      key: `H29.${number.get(agency.code)}-${finishedOn.slice(2).replaceAll('-', '')}-${String(serial).padStart(6, '0')}`,
      agency: agency.code,
      procedure: procedure.code,
      result: random() < 0.09 ? 'refused' : 'granted',
      finishedOn,
      name: nameOf(random),
      phone: phoneOf(serial),
      address: `${between(random, 1, 300)} đường số ${between(random, 1, 40)}`,
      language: random() < 0.01 ? 'en' : 'vi',
    };
  }
}
