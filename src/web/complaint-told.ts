import { type Complaint, liveClock } from '../domain/complaint.ts';
import { toldEvents } from '../domain/resident-story.ts';

/** What a program is told of a case that holds its code and PIN: what its resident may know. */
export function toldCase(complaint: Complaint) {
  const events = toldEvents(complaint).map(({ event: { at, kind }, text }) => ({ at, kind, text }));
  const { state, receivedAt } = complaint;
  if (complaint.class === 'denunciation') return { state, receivedAt, sealed: true, events };
  const { class: itsClass, topic, agency, procedure, day, handlers, watchers, reopenUntil, waitingUntil } = complaint;
  return {
    ...{ state, class: itsClass, topic, agency, procedure, day, receivedAt, handlers, watchers },
    dueAt: liveClock(complaint)?.dueAt,
    waitingUntil,
    reopenUntil,
    /** What the agency says, what the resident says, how satisfied she is with the handling. */
    measures: {
      resolvedAt: complaint.resolvedAt,
      confirmedAt: complaint.confirmedAt,
      reopenings: complaint.reopenings,
      handlingScore: complaint.handlingScore,
    },
    events,
  };
}
