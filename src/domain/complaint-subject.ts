import { existsOn, nameOn } from './agency.ts';
import { type Catalogue, successorsOn } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import type { Fault } from './errors.ts';
import type { Language } from './language.ts';

/** What is wrong with the unit and the procedure complained about, on the day it happened. */
export function subjectFaults(
  catalogue: Catalogue,
  subject: { readonly agency: string; readonly procedure?: string | undefined; readonly day: CityDay },
  { today, language }: { readonly today: CityDay; readonly language: Language },
): Fault[] {
  const { procedure, day } = subject;
  return [
    ...agencyFaults(catalogue, subject, today, language),
    ...(procedure !== undefined && !catalogue.procedures.has(procedure)
      ? [{ pointer: '/procedure', code: 'procedure-unknown', params: { procedure } }]
      : []),
    ...(day > today ? [{ pointer: '/day', code: 'occurred-in-future' }] : []),
  ];
}

function agencyFaults(
  catalogue: Catalogue,
  { agency: code, day }: { readonly agency: string; readonly day: CityDay },
  today: CityDay,
  language: Language,
): Fault[] {
  const pointer = '/agency';
  const agency = catalogue.agencies.get(code);
  if (!agency) return [{ pointer, code: 'agency-unknown', params: { agency: code } }];
  if (existsOn(agency, day)) return [];
  const params = { agency: nameOn(agency, day, language), from: agency.validFrom, to: agency.validTo ?? '' };
  if (day < agency.validFrom) return [{ pointer, code: 'agency-not-yet', params }];
  const successors = successorsOn(catalogue, agency, today)
    .map((successor) => `${nameOn(successor, today, language)} (${successor.code})`)
    .join('; ');
  return [
    {
      pointer,
      code: successors ? 'agency-ended' : 'agency-ended-without-successor',
      params: { ...params, successors },
    },
  ];
}
