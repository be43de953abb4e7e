import type { DemoCampaign, DemoVisit } from '../actions/demo-campaign.ts';
import { addDays, type CityDay, cityDay } from '../domain/city-day.ts';
import { cityInstant } from '../domain/city-time.ts';
import type { FrameEntry } from '../domain/frame-entry.ts';
import type { Level } from '../domain/questionnaire.ts';
import { overallItem } from '../domain/survey-case.ts';
import { demoFrame } from './frame.ts';
import { between, drawing, oneOf, type Random, randomFrom, seedOf } from './random.ts';
import { sipasAnswers } from './sipas.ts';

/** Strata of a few units and procedures that many people need, so that each has enough to be asked. */
const units = ['H79-N26740', 'H79-N27094', 'H79-STP', 'H79-STC'];
const procedures = 3;
const size = 600;
const visits = 90;
/** Visits of today, the last just now. */
const recent = 14;
const interviewers = 6;

/** One digit is one chance: how content people say on the telephone that they are. */
const scores = '1223344444444455555';
const outcomes = ['no_answer', 'no_answer', 'no_answer', 'busy', 'answering_machine', 'refusal_hard'] as const;

function visit(random: Random, at: Date, by: number): DemoVisit {
  const seconds = between(random, 260, 620);
  if (random() < 0.45) {
    const outcome = oneOf(random, outcomes);
    return { by, at, outcome, ...(outcome === 'refusal_hard' ? { note: 'Không muốn trả lời khảo sát' } : {}) };
  }
  const score = Number(scores[between(random, 0, scores.length - 1)]) as Level;
  return { by, at, seconds, answers: { ...sipasAnswers(random, score), [overallItem]: score } };
}

function entriesOf(today: CityDay): FrameEntry[] {
  const here = [...demoFrame(today, { size: 60_000 })].filter(({ agency }) => units.includes(agency));
  const demand = new Map<string, number>();
  for (const { agency, procedure } of here)
    demand.set(`${agency} ${procedure}`, (demand.get(`${agency} ${procedure}`) ?? 0) + 1);
  const chosen = new Set(
    units.flatMap((unit) =>
      [...demand]
        .filter(([stratum]) => stratum.startsWith(`${unit} `))
        .sort(([, one], [, other]) => other - one)
        .slice(0, procedures)
        .map(([stratum]) => stratum),
    ),
  );
  return here.filter(({ agency, procedure }) => chosen.has(`${agency} ${procedure}`)).slice(0, size);
}

/** A campaign in the middle of its fieldwork: invented applicants of last month, called by interviewers known by number. */
export function demoCampaign(now: Date, timeZone: string): DemoCampaign {
  const today = cityDay(now, timeZone);
  const from = addDays(today, -30);
  const random = randomFrom(seedOf(`campaign ${today}`));
  const drawDay = drawing([1, 2, 3, 4, 5], (ago) => 6 - ago);
  return {
    input: {
      title: 'Khảo sát sự hài lòng tháng trước (minh họa)',
      questionnaire: { code: 'SIPAS-SERVICE', version: 2022 },
      modes: ['phone', 'face_to_face', 'post'],
      period: { from: addDays(today, -5), to: addDays(today, 25) },
      population: { from, to: addDays(today, -1), results: 'all' },
      sizing: { kind: 'formula', margin: 0.05, within: 'campaign' },
      oversampling: 2,
      calling: {
        ...{ weekdays: [0, 1, 2, 3, 4, 5, 6], from: '07:00', to: '21:00', onHolidays: true },
        ...{ attempts: 6, attemptsPerDay: 2, leaseMinutes: 30 },
      },
      ...{ consent: 1, backChecks: 0.1, doubleEntry: 0.2, linkDays: 30 },
    },
    entries: entriesOf(today),
    seed: `demo ${today}`,
    interviewers: Array.from({ length: interviewers }, (_, index) => `PV${String(index + 1).padStart(2, '0')}`),
    visits: Array.from({ length: visits }, (_, index) => {
      const by = index % interviewers;
      const ago = (visits - index) * 11;
      if (ago <= recent * 11) return visit(random, new Date(now.getTime() - ago * 60_000), by);
      const day = addDays(today, -drawDay(random));
      // Each has her own quarter of an hour, so that nobody is in two interviews at once.
      const minute = 8 * 60 + Math.floor(index / interviewers) * 40 + between(random, 0, 15);
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      return visit(random, cityInstant(day, time, timeZone), by);
    }).sort((a, b) => a.at.getTime() - b.at.getTime()),
  };
}
