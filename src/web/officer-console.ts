import { type Complaint, isOpen, liveClock, referenceOf } from '../domain/complaint.ts';
import { folded, foundIn } from '../domain/search-text.ts';
import { handles, readsWhole, textFor } from '../domain/sight.ts';
import { agencyName, type CaseFrame } from './case-frame.ts';

/** The groups of an agency's cases, in their order. */
export const tabs = ['todo', 'waiting', 'late', 'answered', 'watched', 'all'] as const;
export type Tab = (typeof tabs)[number];

/** Which groups a case of the agency stands in. */
export function tabsOf(complaint: Complaint, { viewer, around }: CaseFrame): readonly Tab[] {
  if (!handles(viewer, complaint)) return ['watched', 'all'];
  const { state } = complaint;
  const due = liveClock(complaint)?.dueAt;
  const found: Tab[] = ['all'];
  if (state === 'forwarded' || state === 'in_progress' || state === 'routed') found.push('todo');
  if (state === 'awaiting_information') found.push('waiting');
  if (state === 'resolved' || state === 'closed') found.push('answered');
  if (due && due < around.now) found.push('late');
  return found;
}

/** Soonest due first, then what stands still, then what is over from the newest on. */
export function byDue(a: Complaint, b: Complaint): number {
  const [first, second] = [rank(a), rank(b)];
  return first[0] - second[0] || first[1] - second[1] || (a.id < b.id ? -1 : 1);
}

function rank(complaint: Complaint): readonly [number, number] {
  const due = liveClock(complaint)?.dueAt;
  if (due) return [0, due.getTime()];
  if (isOpen(complaint.state)) return [1, complaint.receivedAt.getTime()];
  return [2, -complaint.receivedAt.getTime()];
}

/** True when a case answers to what was typed: its reference, its dossier code, or words that this person may read of it. */
export function answersTo(query: string, complaint: Complaint, frame: CaseFrame): boolean {
  const words = folded(query);
  if (words === '') return true;
  if (words.length >= 4 && complaint.id.startsWith(words)) return true;
  if (complaint.dossierCode !== undefined && folded(complaint.dossierCode) === words) return true;
  const { around, viewer, t } = frame;
  const whole = readsWhole(around.catalogue, viewer, complaint, around.today);
  const readable = [
    textFor(complaint.content ?? '', whole),
    t(`complaint:topic-${complaint.topic}`),
    agencyName(complaint.agency, frame),
    referenceOf(complaint),
  ];
  return foundIn(folded(readable.join(' ')), words);
}
