import { z } from 'zod';
import type { AttemptInput } from '../actions/interview-end.ts';
import type { Account } from '../domain/account.ts';
import { mayCall } from '../domain/calling.ts';
import { type Campaign, modes } from '../domain/campaign.ts';
import { type CityDay, isCityDay } from '../domain/city-day.ts';
import { cityInstant } from '../domain/city-time.ts';
import { isTimeOfDay } from '../domain/complaint-input.ts';
import type { Fault } from '../domain/errors.ts';
import { isOutcome, outcomeOf } from '../domain/outcome.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';
import { day as shownDay } from './figures.ts';
import { blankable, given, read, text } from './input.ts';

export const noteLimit = 1000;

const because = (code: string) => ({ params: { code } });

const form = z.strictObject({
  token: z.string(),
  outcome: z.string().refine(isOutcome, because('interview:fault-outcome')),
  mode: z.enum(modes).optional(),
  note: blankable(text(noteLimit)),
  day: blankable(text(10).refine(isCityDay, because('day-form'))),
  time: blankable(text(5).refine(isTimeOfDay, because('complaint:fault-time'))),
  /** That she, and nobody else, will call. */
  mine: z.literal('yes').optional(),
  /** That she wants never to be called again. */
  never: z.literal('yes').optional(),
  seconds: z.string().optional(),
});

interface Circumstances {
  readonly who: Account;
  readonly campaign: Campaign;
  readonly calendar: WorkingCalendar;
  readonly now: Date;
}

/** What came of an attempt, or what is missing: a note, the time of an appointment. */
export function readOutcomeForm(
  body: unknown,
  { who, campaign: { calling, period }, calendar, now }: Circumstances,
): { attempt: AttemptInput } | { faults: readonly Fault[] } {
  const fields = read(form, body);
  if ('faults' in fields) return fields;
  const { outcome, mode, note, day, time, mine, never } = fields.value;
  const neverAgain = never && (true as const);
  if (!isOutcome(outcome)) throw new Error('The form took an outcome that there is not');
  const { needsNote, needsAppointment } = outcomeOf(outcome);
  if (needsNote && note === undefined) return { faults: [{ pointer: '/note', code: 'interview:fault-note-missing' }] };
  if (!needsAppointment) return { attempt: { outcome, ...given({ mode, note, neverAgain }) } };
  const faults = appointmentFaults(day, time);
  if (day === undefined || time === undefined || faults.length > 0) return { faults };
  const at = cityInstant(day, time, calendar.timeZone);
  if (at <= now) return { faults: [{ pointer: '/time', code: 'interview:fault-appointment-past' }] };
  if (day > period.to)
    return { faults: [{ pointer: '/day', code: 'interview:fault-after-end', params: { day: shownDay(period.to) } }] };
  if (!mayCall(calling, calendar, at))
    return {
      faults: [{ pointer: '/time', code: 'interview:fault-hours', params: { hours: `${calling.from}–${calling.to}` } }],
    };
  return {
    attempt: { outcome, ...given({ mode, note }), appointment: { at, ...given({ with: mine && who.id, note }) } },
  };
}

const appointmentFaults = (day: CityDay | undefined, time: string | undefined): Fault[] => [
  ...(day === undefined ? [{ pointer: '/day', code: 'interview:fault-day' }] : []),
  ...(time === undefined ? [{ pointer: '/time', code: 'interview:fault-time' }] : []),
];
