import { createHash } from 'node:crypto';
import { differences, type PaperSlip } from './paper-slip.ts';

/**
 * Whether a slip is among those that two people enter: the first 32 bits of SHA-256 over `SEED SERIAL`, as a share of
 * all there are, lie below the share asked for. Nobody who does not know the seed can tell before the first entry.
 */
export function isDrawn(serial: string, seed: string, share: number): boolean {
  const lot = createHash('sha256').update(`${seed} ${serial}`).digest().readUInt32BE();
  return lot / 2 ** 32 < share;
}

/** How two entries of the same slips compare. */
export interface Agreement {
  /** Answers that two people entered. */
  readonly compared: number;
  readonly agreed: number;
}

export interface ClerkAgreement extends Agreement {
  readonly name: string;
  /** Answers that the third person decided otherwise. */
  readonly wrong: number;
}

export interface DoubleEntryReport {
  readonly total: Agreement;
  readonly byItem: ReadonlyMap<string, Agreement>;
  /** By account. */
  readonly byClerk: ReadonlyMap<string, ClerkAgreement>;
}

/** Compares the slips that two people entered, question by question; `codes` are the questions of the slip. */
export function doubleEntryReport(slips: readonly PaperSlip[], codes: readonly string[]): DoubleEntryReport {
  const byItem = new Map<string, Agreement>(codes.map((code) => [code, { compared: 0, agreed: 0 }]));
  const byClerk = new Map<string, ClerkAgreement>();
  for (const { first, second, adjudication } of slips) {
    if (!second) continue;
    const differing = new Set(differences(first, second));
    for (const code of codes) byItem.set(code, plus(byItem.get(code), 1, differing.has(code) ? 0 : 1));
    const agreed = codes.filter((code) => !differing.has(code)).length;
    for (const entry of [first, second]) {
      const { account, name } = entry.by;
      const before = byClerk.get(account);
      const wrong = adjudication ? differences(entry, adjudication).filter((code) => codes.includes(code)).length : 0;
      byClerk.set(account, { ...plus(before, codes.length, agreed), name, wrong: (before?.wrong ?? 0) + wrong });
    }
  }
  const total = [...byItem.values()].reduce((sum, { compared, agreed }) => plus(sum, compared, agreed), nothing);
  return { total, byItem, byClerk };
}

const nothing: Agreement = { compared: 0, agreed: 0 };

const plus = (before: Agreement = nothing, compared: number, agreed: number): Agreement => ({
  compared: before.compared + compared,
  agreed: before.agreed + agreed,
});
