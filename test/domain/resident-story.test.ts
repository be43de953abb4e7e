import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import type { CaseEvent, Happening } from '../../src/domain/complaint.ts';
import { toldEvents } from '../../src/domain/resident-story.ts';
import { chained } from '../../src/domain/trail.ts';
import { eventKinds } from '../../src/domain/trail-event.ts';

const digest = (purpose: string, text: string) => createHmac('sha256', purpose).update(text).digest();
const at = new Date('2026-11-22T03:00:00Z');
const trailOf = (...happenings: readonly Happening[]): CaseEvent[] =>
  happenings.reduce<CaseEvent[]>(
    (trail, one) => [...trail, chained(digest, 'case', trail, one, at, { role: 'system' })],
    [],
  );

describe('the story that a resident is told', () => {
  const one = (kind: (typeof eventKinds)[number]): Happening => ({ kind, text: `the text of ${kind}` });

  it('is silent on how staff share the work and on what they write among themselves', () => {
    const told = toldEvents({ class: 'feedback_policy', trail: trailOf(...eventKinds.map(one)) });
    const silent = eventKinds.filter((kind) => !told.some(({ event }) => event.kind === kind));
    expect(silent).to.deep.equal([
      ...[
        'claimed',
        'released',
        'guard_lifted',
        'opened',
        'noted',
        'linked',
        'warned',
        'escalated',
        'succeeded',
        'rerouted',
        'finding_judged',
        'finding_due',
        'drawn',
      ],
    ]);
    for (const kind of ['forwarded', 'handed_back', 'extension_asked', 'found', 'finding_answered', 'purged'] as const)
      expect(told.find(({ event }) => event.kind === kind)?.text, kind).to.equal(undefined);
    for (const kind of ['asked', 'added', 'resolved', 'refused', 'handed_over', 'contact_opened', 'reopened'] as const)
      expect(told.find(({ event }) => event.kind === kind)?.text, kind).to.equal(`the text of ${kind}`);
  });

  it('of a denunciation is that it came, was locked away, whose name was opened and that it was handed over, without a word', () => {
    const told = toldEvents({ class: 'denunciation', trail: trailOf(...eventKinds.map(one)) });
    expect(told.map(({ event, text }) => [event.kind, text])).to.deep.equal([
      ['received', undefined],
      ['quarantined', undefined],
      ['purged', undefined],
      ['contact_opened', undefined],
    ]);
  });

  it('knows how the case stood before and after, and tells of successors only where the handler is another', () => {
    const trail = trailOf(
      { kind: 'forwarded', changes: { handlers: ['A'], watchers: ['W'] } },
      { kind: 'succeeded', changes: { handlers: ['A'], watchers: ['X'] } },
      { kind: 'succeeded', changes: { handlers: ['B'], watchers: ['X'] } },
      { kind: 'escalated', about: { to: [] } },
      { kind: 'escalated', about: { to: ['C'] } },
    );
    const told = toldEvents({ class: 'feedback_policy', trail });
    expect(told.map(({ event: { seq }, before, after }) => [seq, before.handlers, after.handlers])).to.deep.equal([
      [1, undefined, ['A']],
      [3, ['A'], ['B']],
      [5, ['B'], ['B']],
    ]);
  });
});
