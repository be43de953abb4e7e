import { type Agency, existsOn, isRated } from '../domain/agency.ts';
import type { CityDay } from '../domain/city-day.ts';
import { isOfferedBy, type Procedure } from '../domain/procedure.ts';
import { demoAgencies, demoProcedures } from './catalogue.ts';
import { randomFrom, seedOf } from './random.ts';

/** A procedure at an agency: how often people come for it, and how discontented they are (1 is the city's mean). */
export interface Offer {
  readonly agency: Agency;
  readonly procedure: Procedure;
  readonly demand: number;
  readonly discontent: number;
}

/** Since this day wards and communes do what the districts did before. */
const twoTierFrom: CityDay = '2025-07-01';

const demandOf: Readonly<Record<string, number>> = {
  '2.000815': 9, // certified copies
  '2.000635': 4,
  '2.000884': 3,
  '1.001193': 3,
  '1.004873': 2,
  '1.003003': 0.8, // a first land-use right certificate
};

const discontentOf: Readonly<Record<string, number>> = {
  land: 1.7,
  construction: 1.45,
  planning: 1.3,
  food_safety: 1.2,
};

/** Until the two-tier model the procedures of the lower level were those of civil status, but for corrections. */
const isOfLowerLevel = ({ field, code }: Procedure): boolean => field === 'civil_status' && code !== '2.000748';

const isLowerLevel = ({ kind }: Agency): boolean => kind === 'ward' || kind === 'commune' || kind === 'special_zone';

function offers(agency: Agency, procedure: Procedure): boolean {
  if (!isRated(agency) || !isOfferedBy(procedure, agency)) return false;
  return !isLowerLevel(agency) || agency.validFrom >= twoTierFrom || isOfLowerLevel(procedure);
}

const sizeOf = (agency: Agency): number => {
  if (agency.kind === 'district') return 20;
  if (agency.kind === 'department') return 10;
  return agency.validFrom >= twoTierFrom ? 5 : 1;
};

/** A unit's share of the city's visitors and discontent, drawn from its code: the demo judges no real office. */
function characterOf(agency: Agency): { size: number; discontent: number } {
  if (agency.code === 'H79-N26740') return { size: 15.5, discontent: 0.62 };
  const random = randomFrom(seedOf(agency.code));
  const fate = random();
  const size = sizeOf(agency) * (0.6 + 0.8 * random());
  const discontent = 0.55 + 0.85 * random();
  if (fate < 0.03) return { size: size * 1.6, discontent: 2.1 + 0.4 * random() };
  if (fate < 0.075 && isLowerLevel(agency)) return { size: size * 0.05, discontent };
  return { size, discontent };
}

function offersOf(agency: Agency): Offer[] {
  const procedures = demoProcedures.filter((procedure) => offers(agency, procedure));
  const demand = (procedure: Procedure): number => demandOf[procedure.code] ?? 1;
  const total = procedures.reduce((sum, procedure) => sum + demand(procedure), 0);
  const { size, discontent } = characterOf(agency);
  return procedures.map((procedure) => ({
    agency,
    procedure,
    demand: (size * demand(procedure)) / total,
    discontent: discontent * (discontentOf[procedure.field] ?? 1) * (procedure.levels[0]?.level === 4 ? 0.8 : 1),
  }));
}

/** What could be had on a day, and where. */
export const offersOn = (day: CityDay): Offer[] =>
  demoAgencies.filter((agency) => existsOn(agency, day)).flatMap(offersOf);

/** True when two days have the same units, so that what could be had is the same. */
export const haveSameUnits = (one: CityDay, other: CityDay): boolean =>
  demoAgencies.every((agency) => existsOn(agency, one) === existsOn(agency, other));
