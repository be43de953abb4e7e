import type { CaseEvent, Complaint, Standing } from './complaint.ts';
import { changed } from './trail.ts';
import type { EventKind } from './trail-event.ts';

/** An event as the resident is told of it, and the case as it stood before and after. */
export interface ToldEvent {
  readonly event: CaseEvent;
  /** What was written to the resident or by her; nothing of what staff write among themselves. */
  readonly text?: string;
  readonly before: Partial<Standing>;
  readonly after: Partial<Standing>;
}

/** What a case became, in the resident's eyes. How staff share the work among themselves is not hers to follow. */
const untold: ReadonlySet<EventKind> = new Set<EventKind>([
  'claimed',
  'released',
  'opened',
  'noted',
  'linked',
  'guard_lifted',
  'warned',
  'rerouted',
  'finding_judged',
  'finding_due',
  'drawn',
]);

/** Whose text is the resident's to read. The others tell that something happened, and are silent on the words. */
const spoken: ReadonlySet<EventKind> = new Set<EventKind>([
  'reclassified',
  'asked',
  'added',
  'resolved',
  'refused',
  'handed_over',
  'unsealed',
  'contact_opened',
  'extension_granted',
  'extension_declined',
  'reopened',
]);

/** Of what lies sealed only that it came, was locked away, whose name was opened when, and that it was handed over. */
const toldOfSealed: ReadonlySet<EventKind> = new Set<EventKind>([
  'received',
  'quarantined',
  'contact_opened',
  'purged',
]);

/** The story of a case as the resident may know it, oldest first. */
export function toldEvents({ class: itsClass, trail }: Pick<Complaint, 'class' | 'trail'>): ToldEvent[] {
  let standing: Partial<Standing> = {};
  const told = trail.map((event): ToldEvent => {
    const before = standing;
    standing = changed(before, event.changes);
    const text = spoken.has(event.kind) && itsClass !== 'denunciation' ? event.text : undefined;
    return { event, before, after: standing, ...(text === undefined ? {} : { text }) };
  });
  return told.filter((one) => (itsClass === 'denunciation' ? toldOfSealed.has(one.event.kind) : isTold(one)));
}

function isTold({ event: { kind, about }, before, after }: ToldEvent): boolean {
  if (kind === 'escalated') return [about?.['to'] ?? []].flat().length > 0;
  if (kind === 'succeeded') return `${before.handlers}` !== `${after.handlers}`;
  return !untold.has(kind);
}
