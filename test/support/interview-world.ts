import type { Mode } from '../../src/domain/campaign.ts';
import { repeatable } from '../../src/domain/integrity-blind.ts';
import type { InterviewRecord } from '../../src/domain/integrity-record.ts';
import type { ItemAnswer, Level } from '../../src/domain/questionnaire.ts';
import { questionnaireOf } from '../../src/domain/questionnaires.ts';

export const items = questionnaireOf('SIPAS-SERVICE', 2022)?.items.map(({ code }) => code) ?? [];

/** Numbers by chance: even from 0 to 1, about a mean, one of several. */
export interface Chance {
  readonly even: () => number;
  readonly about: (mean: number, spread: number) => number;
  readonly oneOf: <T>(all: readonly T[]) => T;
}

function chanceOf(seed: number): Chance {
  const even = repeatable(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
  return {
    even,
    about: (mean, spread) => mean + spread * normal(),
    oneOf: <T>(all: readonly T[]): T => all[Math.floor(even() * all.length)] as T,
  };
}

const toLevel = (value: number): Level => Math.min(5, Math.max(1, Math.round(value))) as Level;

/** Offices of a city, from easy to hard, each with three procedures; more than nine in ten of the people are content. */
const offices = Array.from({ length: 12 }, (_, index) => ({ code: `H${index}`, mood: 4.7 - 0.06 * index }));
const procedures = ['P1', 'P2', 'P3'];
const firstDay = Date.parse('2026-09-01T01:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;

/** What one person answers: many say the same throughout, and mean it; the rest differ by item. */
function answersOf(mood: number, chance: Chance): Pick<InterviewRecord, 'score' | 'answers'> {
  const person = chance.about(mood, 0.55);
  const score = toLevel(person);
  const straight = chance.even() < 0.35;
  const answers = items.flatMap((item): [string, ItemAnswer][] => {
    if (chance.even() < 0.03) return chance.even() < 0.5 ? [] : [[item, chance.oneOf(['dont_know', 'no_experience'])]];
    return [[item, straight ? score : toLevel(chance.about(person, 0.6))]];
  });
  return { score, answers: Object.fromEntries(answers) };
}

interface Habits {
  readonly code: string;
  readonly interviews: number;
  /** Interviewers are sent to a few offices; some to the hardest alone. */
  readonly offices: typeof offices;
  /** People say a little more or less to different interviewers, and some talk faster. */
  readonly effect: number;
  readonly pace: number;
}

/** The interviews of an honest interviewer: in the hours of the day, one after the other, some with a pause. */
function heldBy({ code, interviews, offices, effect, pace }: Habits, chance: Chance): InterviewRecord[] {
  let at = firstDay + Math.floor(chance.even() * 3) * day;
  return Array.from({ length: interviews }, (_, index) => {
    const office = chance.oneOf(offices);
    const mode: Mode = chance.even() < 0.7 ? 'phone' : 'face_to_face';
    const seconds = Math.max(140, 420 * Math.exp(chance.about(pace, 0.3)) * (mode === 'phone' ? 1 : 1.3));
    const startedAt = new Date(at);
    const pause = chance.even() < 0.03 ? 40 * minute * chance.even() : 0;
    const finishedAt = new Date(at + seconds * 1000 + pause);
    at = finishedAt.getTime() + (2 + 25 * chance.even()) * minute;
    if ((at - firstDay) % day > 10 * 60 * minute) at += day - ((at - firstDay) % day);
    return {
      ...{ case: `${code}-${index}`, interviewer: code, stratum: `${office.code} ${chance.oneOf(procedures)}`, mode },
      ...{ startedAt, finishedAt, seconds, ...answersOf(office.mood + effect, chance) },
    };
  });
}

/** A campaign of honest interviewers, `K0` to `K59`, who differ as honest ones do. */
export function honestWorld(seed: number, interviewers = 60): Map<string, InterviewRecord[]> {
  const chance = chanceOf(seed);
  return new Map(
    Array.from({ length: interviewers }, (_, index) => {
      const first = Math.floor(chance.even() * (offices.length - 2));
      const habits = {
        ...{ code: `K${index}`, interviews: 40 + Math.floor(60 * chance.even()) },
        ...{ offices: offices.slice(first, first + 3), effect: chance.about(0, 0.07), pace: chance.about(0, 0.12) },
      };
      return [habits.code, heldBy(habits, chance)];
    }),
  );
}

type Cheat = (own: readonly InterviewRecord[], chance: Chance) => InterviewRecord[];

const changed = (record: InterviewRecord, change: (level: ItemAnswer) => ItemAnswer): InterviewRecord => ({
  ...record,
  answers: Object.fromEntries(Object.entries(record.answers).map(([item, answer]) => [item, change(answer)])),
});

const timed = (record: InterviewRecord, seconds: number): InterviewRecord => ({
  ...record,
  ...{ seconds, finishedAt: new Date(record.startedAt.getTime() + seconds * 1000) },
});

/** What interviewers do who do not hold their interviews. */
export const cheats = {
  /** Fills in forms at home: fast, from a few that she makes up. */
  fabricates: (own, chance) => {
    const models = own.slice(0, 5);
    return own.map((record) => {
      const model = chance.oneOf(models);
      const copy = changed(model, (answer) => (chance.even() < 0.06 ? 4 : answer));
      return timed({ ...record, score: copy.score, answers: copy.answers }, 90 + 60 * chance.even());
    });
  },
  /** Improves, or spoils, fifteen answers of a hundred. */
  edits: (own, chance) =>
    own.map((record) => ({
      ...changed(record, (answer) => (chance.even() < 0.15 ? 1 : answer)),
      score: chance.even() < 0.15 ? 2 : record.score,
    })),
  /** Puts no question and clicks what comes. */
  clicks: (own, chance) =>
    own.map((record) =>
      timed(
        changed(record, () => chance.oneOf<Level>([3, 4, 5])),
        25 + 20 * chance.even(),
      ),
    ),
  /** "Very satisfied", whatever they say. */
  praises: (own) => own.map((record) => ({ ...changed(record, () => 5), score: 5 })),
  /** Holds every second interview, and copies it with small changes. */
  duplicates: (own, chance) =>
    own.map((record, index) => {
      const model = own[index - 1];
      if (index % 2 === 0 || !model) return record;
      const copy = changed(model, (answer) => (chance.even() < 0.07 ? 4 : answer));
      return { ...record, stratum: model.stratum, score: model.score, answers: copy.answers };
    }),
  /** Is at two places at once. */
  overlaps: (own) =>
    own.map((record, index) => {
      const before = own[index - 1];
      if (index % 10 !== 9 || !before) return record;
      return timed({ ...record, startedAt: new Date(before.startedAt.getTime() + 2 * minute) }, record.seconds);
    }),
} as const satisfies Record<string, Cheat>;
export type CheatName = keyof typeof cheats;

/** A world in which `K0`, `K1`, … do not hold their interviews, each in a way of her own. */
export function worldWith(seed: number, names: readonly CheatName[], interviewers = 60): InterviewRecord[] {
  const chance = chanceOf(seed + 1);
  const world = honestWorld(seed, interviewers);
  for (const [index, name] of names.entries())
    world.set(`K${index}`, cheats[name](world.get(`K${index}`) ?? [], chance));
  return [...world.values()].flat();
}
