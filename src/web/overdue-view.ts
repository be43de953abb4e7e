import { type Complaint, liveClock, referenceOf } from '../domain/complaint.ts';
import { dueView } from './case-clock-view.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';
import { caseRow } from './case-view.ts';

const day = 24 * 3_600_000;

/** How long a case is late, in milliseconds. */
const lateness = (complaint: Complaint, { around }: CaseFrame): number =>
  around.now.getTime() - (liveClock(complaint)?.dueAt ?? around.now).getTime();

const levelOf = (complaint: Complaint): number => liveClock(complaint)?.level ?? 0;

/** Only what is late by the clock, the longest late first. */
export const worstFirst = (cases: readonly Complaint[], frame: CaseFrame): Complaint[] =>
  cases
    .filter((complaint) => lateness(complaint, frame) > 0)
    .sort((a, b) => lateness(b, frame) - lateness(a, frame) || (a.id < b.id ? -1 : 1));

/** The agencies that let cases become late, most cases first; a case in several hands counts for each. */
export function overdueAgencies(late: readonly Complaint[], frame: CaseFrame) {
  const codes = new Set(late.flatMap(({ handlers }) => handlers));
  return [...codes]
    .map((code) => {
      const own = late.filter(({ handlers }) => handlers.includes(code));
      const [worst] = own;
      return {
        code,
        name: agencyName(code, frame),
        count: own.length,
        late: worst ? lateness(worst, frame) : 0,
        longest: worst && dueView(worst, frame)?.words,
        level: Math.max(...own.map(levelOf)),
      };
    })
    .sort((a, b) => b.count - a.count || b.late - a.late || (a.code < b.code ? -1 : 1));
}

/** Days of 24 hours, begun ones too. */
const daysLate = (complaint: Complaint, frame: CaseFrame): number => Math.ceil(lateness(complaint, frame) / day);

export const overdueRow = (complaint: Complaint, frame: CaseFrame) => ({
  ...caseRow(complaint, frame),
  handlers: complaint.handlers.map((code) => agencyName(code, frame)).join(', '),
  level: levelOf(complaint),
});

/** A late case as a line of the file: nothing that somebody wrote, nothing of who. */
export function overdueRecord(complaint: Complaint, frame: CaseFrame) {
  const { class: itsClass, topic, agency, handlers, state, reopenings } = complaint;
  const row = caseRow(complaint, frame);
  return {
    reference: referenceOf(complaint),
    class: itsClass,
    topic,
    agency,
    agency_name: row.agency,
    handlers: handlers.join(' '),
    handler_names: handlers.map((code) => agencyName(code, frame)).join(', '),
    state,
    received_on: row.receivedOn,
    due_on: row.due?.dueOn,
    days_late: daysLate(complaint, frame),
    levels_told: levelOf(complaint),
    reopenings,
  };
}
