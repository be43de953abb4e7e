import { summaryOf } from '../domain/case-summary.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import { masked } from '../domain/personal-data.ts';
import { sees, seesMinutes, type Viewer } from '../domain/sight.ts';
import type { ExportedCase } from '../stores/complaint-figures.ts';
import type { CsvRow } from './csv-out.ts';

export const complaintColumns = [
  'id',
  'received_at',
  'day',
  'class',
  'topic',
  'severity',
  'agency',
  'procedure',
  'channel',
  'state',
  'outcome',
  'handlers',
  'forwarded_at',
  'forwarded_in_time',
  'due_at',
  'done_at',
  'deadline_missed',
  'reopened',
  'confirmed',
  'handling_score',
  'content',
] as const;

/** For whom an export is made: everything for who runs the system, or what an officer of an agency may see. */
export interface ExportFrame {
  readonly officer: Viewer | undefined;
  readonly catalogue: Catalogue;
  readonly today: CityDay;
  readonly timeZone: string;
}

/** A case as a row without anything that names a person; nothing where the reader may not know of it. */
export function complaintRow(complaint: ExportedCase, frame: ExportFrame): CsvRow | undefined {
  const { officer, catalogue, today, timeZone } = frame;
  if (officer && !sees(catalogue, officer, complaint, today)) return undefined;
  const { forwardedAt, forwardedInTime, dueAt, doneAt, outcome, missed, confirmed } = summaryOf(complaint);
  const exact = !officer || seesMinutes(catalogue, officer, complaint, today);
  const at = (instant: Date | undefined): string | undefined =>
    instant && (exact ? instant.toISOString() : cityDay(instant, timeZone));
  return {
    id: complaint.id,
    received_at: at(complaint.receivedAt),
    day: complaint.day,
    class: complaint.class,
    topic: complaint.topic,
    severity: complaint.severity,
    agency: complaint.agency,
    procedure: complaint.procedure,
    channel: complaint.channel,
    state: complaint.state,
    outcome,
    handlers: complaint.handlers.join(' '),
    forwarded_at: at(forwardedAt),
    forwarded_in_time: forwardedInTime,
    due_at: at(dueAt),
    done_at: at(doneAt),
    deadline_missed: missed,
    reopened: complaint.reopenings,
    confirmed,
    handling_score: complaint.handlingScore,
    content: masked(complaint.content ?? ''),
  };
}
