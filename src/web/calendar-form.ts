import { z } from 'zod';
import type { CalendarYear } from '../domain/calendar-year.ts';
import type { Fault } from '../domain/errors.ts';
import type { NamedDay } from '../domain/working-calendar.ts';
import { read, text } from './input.ts';
import { savingFields } from './saving.ts';

/** What a row of the form says about its day: it is free, it is worked on, or it is taken out. */
export const rowKinds = ['holiday', 'working', 'none'] as const;
type RowKind = (typeof rowKinds)[number];

export interface CalendarRow extends NamedDay {
  readonly kind: RowKind;
}

export const firstYear = 2020;
export const lastYear = 2099;
/** Forms hold two hundred fields at most. */
const mostRows = 38;
export const nameLimit = 120;
export const sourceLimit = 300;

const column = <T extends z.ZodType<unknown>>(cell: T) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(cell).max(mostRows));

const form = z.strictObject({
  ...savingFields,
  year: z.coerce.number().int().min(firstYear).max(lastYear),
  do: z.enum(['preview', 'save']),
  day: column(text(10)),
  kind: column(z.enum(rowKinds)),
  vi: column(text(nameLimit)),
  en: column(text(nameLimit)),
  source: column(text(sourceLimit)),
});

/** A year as somebody filled it in; rows that were left empty or taken out are not in it. */
interface CalendarForm {
  readonly do: 'preview' | 'save';
  readonly seen: number;
  readonly reason: string;
  readonly year: CalendarYear;
  /** Faults of the year with pointers to the fields of the form. */
  inForm(faults: readonly Fault[]): Fault[];
}

export function readCalendarForm(body: unknown): { form: CalendarForm } | { faults: readonly Fault[] } {
  const fields = read(form, body);
  if ('faults' in fields) return fields;
  const { year, seen, reason, do: wish, ...columns } = fields.value;
  const places = { holidays: [] as number[], workingDays: [] as number[] };
  const days = { holidays: [] as NamedDay[], workingDays: [] as NamedDay[] };
  for (const [row, { kind, ...named }] of rowsOf(columns).entries()) {
    if (kind === 'none' || (named.day === '' && named.vi === '' && named.en === '')) continue;
    const list = kind === 'working' ? 'workingDays' : 'holidays';
    places[list].push(row);
    days[list].push(named);
  }
  const inForm = (faults: readonly Fault[]) =>
    faults.map((fault) => {
      const [, list, index, field] = /^\/(holidays|workingDays)\/(\d+)\/(\w+)$/.exec(fault.pointer) ?? [];
      if (!list) return fault;
      return { ...fault, pointer: `/${field}/${places[list as keyof typeof places][Number(index)]}` };
    });
  return { form: { do: wish, seen, reason, year: { year, ...days }, inForm } };
}

/** The rows of a form as they were typed, well-formed or not. */
export function rowsOf(columns: Readonly<Record<string, unknown>>): CalendarRow[] {
  const cell = (name: string, row: number): string => String([columns[name] ?? []].flat()[row] ?? '');
  return [columns.day ?? []]
    .flat()
    .slice(0, mostRows)
    .map((_, row) => {
      const source = cell('source', row);
      const kind = rowKinds.find((each) => each === cell('kind', row)) ?? 'holiday';
      return {
        kind,
        day: cell('day', row),
        vi: cell('vi', row),
        en: cell('en', row),
        ...(source === '' ? {} : { source }),
      };
    });
}
