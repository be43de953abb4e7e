import { classified } from './classification.ts';
import { type Complaint, concernsConduct } from './complaint.ts';

/** What a case becomes by words of money asked, until a person has looked at it again. */
const guarded = { class: 'feedback_conduct', topic: 'harassment', severity: 'grave' } as const;

/**
 * What a resident's later words make of a case, on the same guarded side as the first: `denunciation` seals it,
 * a guarded subject takes it out of the hands that it is about. `undefined` when it stays what it is.
 */
export function graver(text: string, complaint: Complaint): 'denunciation' | typeof guarded | undefined {
  const found = classified({ content: text, topic: complaint.topic, class: complaint.class });
  if (found.class === 'denunciation') return 'denunciation';
  return concernsConduct(found) && !concernsConduct(complaint) ? guarded : undefined;
}
