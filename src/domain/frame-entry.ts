import { existsOn, isRated } from './agency.ts';
import type { Population } from './campaign.ts';
import { ancestryOn, type Catalogue } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import type { Fault } from './errors.ts';
import type { Language } from './language.ts';

/** A dossier that was finished, and how its applicant can be reached. */
export interface FrameEntry {
  /** The dossier's code, or what the agency calls the case; unique in the campaign. */
  readonly key: string;
  readonly agency: string;
  readonly procedure: string;
  readonly result: 'granted' | 'refused';
  readonly finishedOn: CityDay;
  readonly name?: string;
  /** As `vietnamesePhone` gives it. */
  readonly phone?: string;
  readonly address?: string;
  readonly language?: Language;
}

/** What keeps an entry out of the frame: it cannot be true, or the campaign asks about others. */
export function frameFaults(
  { agency: code, procedure, result, finishedOn: day }: FrameEntry,
  population: Population,
  catalogue: Catalogue,
  today: CityDay,
): Fault[] {
  const { from, to } = population;
  const faults: Fault[] = [];
  const agency = catalogue.agencies.get(code);
  if (!agency) faults.push({ pointer: '/agency', code: 'agency-unknown', params: { agency: code } });
  else if (!isRated(agency)) faults.push({ pointer: '/agency', code: 'agency-not-rated', params: { agency: code } });
  else if (!existsOn(agency, day))
    faults.push({ pointer: '/agency', code: 'frame:agency-not-then', params: { agency: code, day } });
  else if (population.agency && !ancestryOn(catalogue, code, day).some((above) => above.code === population.agency))
    faults.push({
      pointer: '/agency',
      code: 'frame:outside-agency',
      params: { agency: code, wanted: population.agency },
    });
  if (!catalogue.procedures.has(procedure))
    faults.push({ pointer: '/procedure', code: 'procedure-unknown', params: { procedure } });
  else if (population.procedure && population.procedure !== procedure)
    faults.push({
      pointer: '/procedure',
      code: 'frame:outside-procedure',
      params: { procedure, wanted: population.procedure },
    });
  if (day > today) faults.push({ pointer: '/finishedOn', code: 'frame:finished-in-future', params: { day } });
  else if (day < from || day > to)
    faults.push({ pointer: '/finishedOn', code: 'frame:outside-period', params: { day, from, to } });
  if (population.results === 'granted' && result === 'refused')
    faults.push({ pointer: '/result', code: 'frame:only-granted' });
  if (population.results === 'refused' && result === 'granted')
    faults.push({ pointer: '/result', code: 'frame:only-refused' });
  return faults;
}
