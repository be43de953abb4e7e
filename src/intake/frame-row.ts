import { type CityDay, isCityDay } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import type { FrameEntry } from '../domain/frame-entry.ts';
import { type Language, languages } from '../domain/language.ts';
import { vietnamesePhone } from '../domain/phone-number.ts';
import { folded } from '../domain/search-text.ts';

type Cells = Readonly<Record<string, string>>;

/** One of `dossierCode` and `caseCode` must be there. */
export const frameColumns = {
  required: ['agencyCode', 'procedureCode', 'finishedOn', 'result'],
  known: new Set([
    'dossierCode',
    'caseCode',
    'agencyCode',
    'procedureCode',
    'finishedOn',
    'result',
    'name',
    'phone',
    'address',
    'language',
  ]),
};

/** A row of a frame; what was put right in its number is told. */
export interface FrameRecord {
  readonly entry: FrameEntry;
  readonly restored?: true;
  readonly renumbered?: true;
}

/** In folded form. */
const results: ReadonlyMap<string, FrameEntry['result']> = new Map([
  ['granted', 'granted'],
  ['da tra ket qua', 'granted'],
  ['da giai quyet', 'granted'],
  ['da cap', 'granted'],
  ['refused', 'refused'],
  ['tu choi', 'refused'],
  ['tu choi giai quyet', 'refused'],
  ['khong giai quyet', 'refused'],
]);

const longest: Readonly<Record<string, number>> = { dossierCode: 100, caseCode: 100, name: 200, address: 500 };

const faultIn = (cells: Cells, column: string, code: string, params: Fault['params'] = {}): Fault => ({
  pointer: `/${column}`,
  code,
  params: { column, value: (cells[column] ?? '').slice(0, 60), ...params },
});

/** The entry that a row describes, or everything that is wrong with its cells. An empty cell says nothing. */
export function frameOfRow(cells: Cells): { record: FrameRecord } | { faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const fault = (column: string, code: string, params?: Fault['params']): undefined => {
    faults.push(faultIn(cells, column, code, params));
  };
  const { agencyCode: agency, procedureCode: procedure, name, address, language } = cells;

  for (const [column, limit] of Object.entries(longest))
    if ((cells[column] ?? '').length > limit) fault(column, 'frame:text-long', { limit });
  const key = cells['dossierCode'] || cells['caseCode'] || fault('dossierCode', 'frame:key-missing');
  if (!agency) fault('agencyCode', 'intake:agency-missing');
  if (!procedure) fault('procedureCode', 'frame:procedure-missing');
  const finishedOn = dayIn(cells['finishedOn'] ?? '') ?? fault('finishedOn', 'frame:day');
  const result = results.get(folded(cells['result'] ?? '')) ?? fault('result', 'frame:result-unknown');
  if (language && !languages.includes(language as Language)) fault('language', 'intake:language-unknown');
  const read = cells['phone'] ? vietnamesePhone(cells['phone']) : undefined;
  if (read && 'fault' in read) fault('phone', `frame:phone-${read.fault}`);

  if (faults.length > 0 || !key || !agency || !procedure || !finishedOn || !result) return { faults };
  const { number: phone, ...putRight } = read && 'number' in read ? read : {};
  return {
    record: {
      entry: {
        key,
        agency,
        procedure,
        result,
        finishedOn,
        ...(name ? { name } : {}),
        ...(phone ? { phone } : {}),
        ...(address ? { address } : {}),
        ...(language ? { language: language as Language } : {}),
      },
      ...putRight,
    },
  };
}

/** The day of `2026-11-03`, `3/11/2026`, `03.11.2026`, with or without the city's time of day after it. */
function dayIn(text: string): CityDay | undefined {
  const [, written = ''] = /^([^\sT]+)(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ?? [];
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written) ?? [];
  const iso = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : written;
  return isCityDay(iso) ? iso : undefined;
}

/** The list of numbers that are not to be called. */
export const doNotCallColumns = { required: ['phone'], known: new Set(['phone']) };

/** The number that a row names, as `vietnamesePhone` gives it. */
export function doNotCallOfRow(cells: Cells): { record: string } | { faults: readonly Fault[] } {
  const read = vietnamesePhone(cells['phone'] ?? '');
  return 'fault' in read ? { faults: [faultIn(cells, 'phone', `frame:phone-${read.fault}`)] } : { record: read.number };
}
