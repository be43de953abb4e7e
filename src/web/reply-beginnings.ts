import type { Complaint } from '../domain/complaint.ts';
import { referenceOf } from '../domain/complaint.ts';
import type { TemplateState } from '../domain/reply-template.ts';
import { eventViews } from './case-event-view.ts';
import type { CaseFrame } from './case-frame.ts';
import { linkedCases } from './case-view.ts';
import type { WebParts } from './parts.ts';

/** A text that a reply may begin with, as a choice of its form. */
export interface Beginning {
  readonly value: string;
  readonly label: string;
  readonly text: string;
}

const labelled = 90;

/** The templates for these kinds of reply in the resident's language, and the answers given in linked cases. */
export async function beginningsOf(
  parts: Pick<WebParts, 'stores' | 'actions'>,
  states: readonly TemplateState[],
  complaint: Complaint,
  frame: CaseFrame,
): Promise<Beginning[]> {
  const templates = await Promise.all(states.map((state) => parts.actions.replyTemplates.of(state)));
  const written = templates.flat().map(({ code, texts }) => {
    const text = texts[complaint.language];
    const label = text.replace(/\s+/g, ' ');
    return { value: code, label: label.length > labelled ? `${label.slice(0, labelled)}…` : label, text };
  });
  if (!states.includes('resolution')) return written;
  const linked = await linkedCases(parts, complaint, frame);
  const answers = linked.flatMap((other) => {
    const answer = other.trail.findLast(({ kind }) => kind === 'resolved')?.seq;
    const event = eventViews(other, frame, new Set()).find(({ seq }) => seq === answer);
    return event?.text === undefined
      ? []
      : [
          {
            value: `case:${other.id}`,
            label: frame.t('staff:answer-of', { reference: referenceOf(other) }),
            text: event.text,
          },
        ];
  });
  return [...answers, ...written];
}

/** The forms of a case that can begin with a template, and for which kinds of reply. */
export const repliesOf = {
  resolution: ['resolution', 'late'],
  question: ['question'],
  refusal: ['refusal'],
  handover: ['hand_over'],
} as const satisfies Record<string, readonly TemplateState[]>;
