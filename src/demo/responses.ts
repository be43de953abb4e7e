import { addDays, addMonths, type CityDay } from '../domain/city-day.ts';
import type { Level } from '../domain/questionnaire.ts';
import { type Arrival, arrival, busynessOn, type DemoChannel, inOrderOfTime, instantOf, waveOn } from './arrival.ts';
import { dayNumber } from './calendar.ts';
import { type Detail, detail } from './detail.ts';
import { haveSameUnits, type Offer, offersOn } from './offer.ts';
import { type Counts, published } from './published.ts';
import { drawing, type Random, randomFrom, seedOf } from './random.ts';
import { drawScore } from './score.ts';

/** One answer as it comes from outside. `occurredAt` is ISO 8601 with the city's offset. */
export interface DemoResponse extends Detail {
  externalId: string;
  occurredAt: string;
  channel: DemoChannel;
  agencyCode: string;
  procedureCode: string;
  score: Level;
}

const basics = ({ day, second, channel }: Arrival, { agency, procedure }: Offer) => ({
  occurredAt: instantOf(day, second),
  channel,
  agencyCode: agency.code,
  procedureCode: procedure.code,
});

const numbered = (prefix: string, serial: number): string => `${prefix}-${String(serial).padStart(5, '0')}`;

/**
 * 2017 as published, 30,051 interviews and 2,857 ratings by web and post, in the order of time. The discontented come
 * more often from where people are discontented.
 */
export function* demoResponses2017(): Iterable<DemoResponse> {
  const random = randomFrom(seedOf('2017'));
  const length = dayNumber(published.to) - dayNumber(published.from) + 1;
  const days = Array.from({ length }, (_, index) => addDays(published.from, index));
  const offers = offersOn(published.from);
  const drawOffer = drawing(offers, (offer) => offer.demand);
  const drawPoorOffer = drawing(offers, (offer) => offer.demand * offer.discontent);
  const arrivals: (Arrival & { score: Level })[] = [];
  for (const [channel, levels] of Object.entries(published.counts) as [DemoChannel, Counts][]) {
    const drawDay = drawing(days, (day) => busynessOn(channel, day));
    for (const [level, count] of Object.entries(levels))
      for (let left = count; left > 0; left--) {
        const day = drawDay(random);
        arrivals.push({ day, second: arrival(channel, day, random), channel, score: Number(level) as Level });
      }
  }
  let serial = 0;
  for (const arrived of arrivals.sort(inOrderOfTime)) {
    const { day, channel, score } = arrived;
    const offer = (score <= 2 ? drawPoorOffer : drawOffer)(random);
    serial += 1;
    const externalId = numbered('DEMO-2017', serial);
    yield { externalId, ...basics(arrived, offer), score, ...detail(random, offer, channel, day, score, serial) };
  }
}

/** Answers on an ordinary working day. */
const usual: Readonly<Record<DemoChannel, number>> = {
  web: 20,
  qr: 12,
  kiosk: 8,
  post: 6,
  phone: 31,
  face_to_face: 17,
};

function arrivalsOn(day: CityDay, random: Random): Arrival[] {
  const arrivals: Arrival[] = [];
  for (const [channel, count] of Object.entries(usual) as [DemoChannel, number][]) {
    const expected = count * busynessOn(channel, day) * waveOn(channel, day) * (0.8 + 0.4 * random());
    for (let left = Math.floor(expected + random()); left > 0; left--)
      arrivals.push({ day, second: arrival(channel, day, random), channel });
  }
  return arrivals.sort(inOrderOfTime);
}

/** People look for what they can do on the web; the rest of a web page's visitors went to a counter. */
function offerFor(random: Random, channel: DemoChannel, drawOffer: (random: Random) => Offer): Offer {
  const offer = drawOffer(random);
  const offline = (offer.procedure.levels[0]?.level ?? 1) < 3;
  return channel === 'web' && offline && random() < 0.7 ? drawOffer(random) : offer;
}

/**
 * The 18 months before `today`, and of today what came before seven o'clock, in the order of time. A day's answers
 * are the same whatever day is asked from, so a later seeding adds only what is new.
 */
export function* demoResponsesRecent(today: CityDay): Iterable<DemoResponse> {
  let unitsOf = addMonths(today, -18);
  let drawOffer = drawing(offersOn(unitsOf), (offer) => offer.demand);
  for (let day = unitsOf; day <= today; day = addDays(day, 1)) {
    if (!haveSameUnits(unitsOf, day)) drawOffer = drawing(offersOn(day), (offer) => offer.demand);
    unitsOf = day;
    const random = randomFrom(seedOf(day));
    let place = 0;
    for (const arrived of arrivalsOn(day, random)) {
      if (day === today && arrived.second >= 7 * 3600) break;
      const { channel } = arrived;
      const offer = offerFor(random, channel, drawOffer);
      const score = drawScore(random, channel, day, offer.discontent);
      const serial = (dayNumber(day) % 50) * 200 + place;
      place += 1;
      const externalId = numbered(`DEMO-${day.replaceAll('-', '')}`, place);
      yield { externalId, ...basics(arrived, offer), score, ...detail(random, offer, channel, day, score, serial) };
    }
  }
}
