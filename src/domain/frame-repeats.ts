import type { Mode } from './campaign.ts';
import type { FrameEntry } from './frame-entry.ts';

/** Why an entry that is right in itself is left out. */
export const removalReasons = ['key-twice', 'do-not-call', 'no-phone', 'phone-twice'] as const;
export type RemovalReason = (typeof removalReasons)[number];

/** An entry with the line of the file that it stands on. */
export interface FrameLine {
  readonly line: number;
  readonly entry: FrameEntry;
}

export interface Removal extends FrameLine {
  readonly reason: RemovalReason;
  /** The line that is kept in its place; absent when what it repeats was in the campaign before. */
  readonly instead?: number;
}

/** What the campaign has already, and the numbers that are not to be called. */
export interface KnownContacts {
  readonly keys: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
  readonly doNotCall: ReadonlySet<string>;
}

/**
 * The entries of a file that are to be asked, and those that are not, each with its reason, both in the order of lines.
 * Who has several dossiers is asked once, about the one finished last (of the same day, the first by key); who is in the
 * campaign already stays with the dossier that is there. The first line of a repeated key counts. A number that is not
 * to be called is left out whatever the mode.
 */
export function withoutRepeats(
  lines: readonly FrameLine[],
  known: KnownContacts,
  modes: readonly Mode[],
): { readonly kept: readonly FrameLine[]; readonly removed: readonly Removal[] } {
  const phoneOnly = modes.every((mode) => mode === 'phone');
  const lineOfKey = new Map<string, number>();
  const latest = new Map<string, FrameLine>();
  const fit: FrameLine[] = [];
  const removed: Removal[] = [];
  for (const one of [...lines].sort((a, b) => a.line - b.line)) {
    const { line, entry } = one;
    const { key, phone } = entry;
    const before = lineOfKey.get(key);
    const reason = reasonAgainst(entry, known, phoneOnly) ?? (before === undefined ? undefined : 'key-twice');
    lineOfKey.set(key, before ?? line);
    if (reason) {
      removed.push({ ...one, reason, ...(reason === 'key-twice' && before !== undefined ? { instead: before } : {}) });
      continue;
    }
    fit.push(one);
    const rival = phone === undefined ? undefined : latest.get(phone);
    if (phone !== undefined && (!rival || isLater(entry, rival.entry))) latest.set(phone, one);
  }
  const kept: FrameLine[] = [];
  for (const one of fit) {
    const instead = one.entry.phone === undefined ? one : latest.get(one.entry.phone);
    if (!instead || instead === one) kept.push(one);
    else removed.push({ ...one, reason: 'phone-twice', instead: instead.line });
  }
  return { kept, removed: removed.sort((a, b) => a.line - b.line) };
}

function reasonAgainst(
  { key, phone }: FrameEntry,
  known: KnownContacts,
  phoneOnly: boolean,
): RemovalReason | undefined {
  if (known.keys.has(key)) return 'key-twice';
  if (phone === undefined) return phoneOnly ? 'no-phone' : undefined;
  if (known.doNotCall.has(phone)) return 'do-not-call';
  return known.phones.has(phone) ? 'phone-twice' : undefined;
}

const isLater = (one: FrameEntry, other: FrameEntry): boolean =>
  one.finishedOn === other.finishedOn ? one.key < other.key : one.finishedOn > other.finishedOn;
