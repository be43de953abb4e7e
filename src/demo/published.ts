import type { CityDay } from '../domain/city-day.ts';
import type { Level } from '../domain/questionnaire.ts';
import type { DemoChannel } from './arrival.ts';

/** Answers per level. */
export type Counts = Readonly<Record<Level, number>>;

interface Published {
  readonly from: CityDay;
  readonly to: CityDay;
  readonly counts: Readonly<Partial<Record<DemoChannel, Counts>>>;
}

/**
 * The city's figures for 2017. Published are: more than 30,000 people asked by telephone and face to face, 5.89 % of
 * them dissatisfied, and 2,857 ratings by websites and post offices. How they share out over levels is ours.
 */
export const published: Published = {
  from: '2017-04-01',
  to: '2017-11-30',
  counts: {
    phone: { 1: 177, 2: 1070, 3: 0, 4: 13932, 5: 6219 },
    face_to_face: { 1: 83, 2: 440, 3: 0, 4: 5582, 5: 2548 },
    web: { 1: 32, 2: 64, 3: 108, 4: 638, 5: 976 },
    post: { 1: 18, 2: 33, 3: 52, 4: 372, 5: 564 },
  },
};
