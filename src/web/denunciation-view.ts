import type { CaseTexts } from '../actions/sealed-texts.ts';
import { cityDay } from '../domain/city-day.ts';
import { type CaseEvent, type Complaint, referenceOf } from '../domain/complaint.ts';
import type { EventKind } from '../domain/trail-event.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';

/** A denunciation in a list: nothing of what it says. */
export const denunciationRow = (complaint: Complaint, { around, t }: CaseFrame) => ({
  id: complaint.id,
  reference: referenceOf(complaint),
  receivedOn: cityDay(complaint.receivedAt, around.calendar.timeZone),
  state: t(`denunciation:state-${complaint.state}`),
  waits: complaint.state === 'quarantined',
  readings: complaint.trail.filter(({ kind }) => isReading(kind)).length,
});

const isReading = (kind: EventKind): boolean => kind === 'opened' || kind === 'contact_opened';

/** A denunciation's own page: what is known without opening it, and who opened it when and why. */
export function denunciationView(complaint: Complaint, frame: CaseFrame) {
  const { around, t } = frame;
  const receipt = complaint.trail.findLast(({ kind }) => kind === 'purged')?.about?.['receipt'];
  return {
    ...denunciationRow(complaint, frame),
    receivedAt: complaint.receivedAt,
    channel: t(`staff:channel-${complaint.channel}`),
    agency: agencyName(complaint.agency, frame),
    day: complaint.day,
    contactGiven: complaint.contact !== undefined && complaint.state === 'quarantined',
    receipt,
    events: complaint.trail.map((event) => ({
      on: cityDay(event.at, around.calendar.timeZone),
      at: event.at,
      words: eventWords(event, frame),
      by:
        event.by.role === 'resident' || event.by.role === 'system'
          ? t(`staff:by-${event.by.role}`)
          : t(`account:role-${event.by.role}`),
      text: event.text,
    })),
  };
}

/** The steps of a denunciation have words of their own; what was before it was sealed is only named. */
function eventWords({ kind, about }: CaseEvent, { t }: CaseFrame): string {
  if (kind === 'opened')
    return about?.['file'] === undefined
      ? t('denunciation:event-opened')
      : t('denunciation:event-opened-file', { n: Number(about['file']) });
  const own: readonly EventKind[] = ['received', 'quarantined', 'contact_opened', 'purged', 'unsealed', 'rerouted'];
  return own.includes(kind) ? t(`denunciation:event-${kind}`) : t('denunciation:event-before');
}

/** What was opened, to be shown this once. */
export function openedTexts({ content, time, place, dossierCode, texts }: CaseTexts, trail: readonly CaseEvent[]) {
  return {
    content,
    time,
    place,
    dossierCode,
    texts: trail.flatMap(({ seq, at }) => (texts[seq] === undefined ? [] : [{ at, text: texts[seq] }])),
  };
}
