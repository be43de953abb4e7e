import type { CaseEvent } from './complaint.ts';
import { Refusal } from './errors.ts';
import type { Step } from './step.ts';
import type { EventKind } from './trail-event.ts';

/** What the resident says by a form. */
export interface Word {
  readonly kind: EventKind;
  readonly text?: string;
  readonly score?: number;
}

/**
 * A step of the resident that is done once, however often its form is sent: `seen` is the length of the trail that the
 * form was made from. Throws Refusal `conflict`, `complaint:conflict-said`, when the same was said since.
 */
export const once =
  (seen: number, word: Word, step: Step): Step =>
  (complaint, actor, around) => {
    if (complaint.trail.some((event) => event.seq > seen && isSaid(event, word)))
      throw new Refusal('conflict', 'complaint:conflict-said');
    return step(complaint, actor, around);
  };

const isSaid = ({ kind, by, about, text = '' }: CaseEvent, word: Word): boolean =>
  by.role === 'resident' && kind === word.kind && text === (word.text ?? '').trim() && about?.['score'] === word.score;
