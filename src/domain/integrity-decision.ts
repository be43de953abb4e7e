/** What may be decided of interviews: that they do not count, and that they count again. */
export const decisionKinds = ['excluded', 'restored'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** One decision about interviews of one interviewer. It is never edited: it is taken back by another. */
export interface IntegrityDecision {
  readonly campaign: string;
  /** 1, 2, 3 … in its campaign: of two about the same interview the later stands. */
  readonly n: number;
  readonly kind: DecisionKind;
  readonly interviewer: string;
  readonly cases: readonly string[];
  readonly reason: string;
  readonly at: Date;
  readonly by: { readonly account: string; readonly name: string };
}

/** The cases whose interviews do not count by all decisions so far, given in any order. */
export function excludedCases(decisions: readonly Pick<IntegrityDecision, 'n' | 'kind' | 'cases'>[]): Set<string> {
  const excluded = new Set<string>();
  for (const { kind, cases } of [...decisions].sort((a, b) => a.n - b.n))
    for (const one of cases) {
      if (kind === 'excluded') excluded.add(one);
      else excluded.delete(one);
    }
  return excluded;
}
