import type { CaseSummary } from '../../src/domain/case-summary.ts';

/** A case as figures know it: received on 1 October 2025 at the hotline, due ten days later, open unless told. */
export const aSummary = (about: Partial<CaseSummary> = {}): CaseSummary => ({
  class: 'feedback_policy',
  topic: 'late_file',
  agency: 'H79-N26740',
  day: '2025-10-01',
  state: about.outcome ? 'closed' : 'in_progress',
  handlers: ['H79-N26740'],
  watchers: [],
  receivedAt: new Date('2025-10-01T03:00:00Z'),
  dueAt: new Date('2025-10-11T17:00:00Z'),
  missed: false,
  reopened: 0,
  confirmed: false,
  ...about,
});

/** A case that was answered in time, unless told. */
export function anAnswered(about: Partial<CaseSummary> = {}): CaseSummary {
  const { dueAt: _over, ...answered } = aSummary({ outcome: 'answered', ...about });
  return { ...answered, doneAt: about.doneAt ?? new Date('2025-10-04T03:00:00Z') };
}

/** The same case so many times. */
export const times = (n: number, one: CaseSummary): CaseSummary[] => Array.from({ length: n }, () => one);
