import type { Complaint } from '../domain/complaint.ts';
import { type Told, told } from '../domain/trail.ts';
import type { Seal } from '../seal.ts';

/** Everything that anybody wrote in a case: what the resident told, and the texts of events by their numbers. */
export interface CaseTexts extends Told {
  readonly texts: Readonly<Record<string, string>>;
}

const purpose = (id: string): string => `complaint ${id} texts`;

const toldIn = (from: Told): Told =>
  Object.fromEntries(told.flatMap((key) => (from[key] === undefined ? [] : [[key, from[key]]])));

const textsOf = (complaint: Complaint): CaseTexts => ({
  ...toldIn(complaint),
  texts: Object.fromEntries(complaint.trail.flatMap(({ seq, text }) => (text === undefined ? [] : [[seq, text]]))),
});

/** The texts of a sealed case. Throws when the seal cannot be opened. */
export const sealedTexts = (seal: Seal, { id, sealed }: Pick<Complaint, 'id' | 'sealed'>): CaseTexts =>
  sealed === undefined ? { texts: {} } : (JSON.parse(seal.open(sealed, purpose(id))) as CaseTexts);

/** A case with the texts that lay under its seal back in their places. Throws when the seal cannot be opened. */
export function unsealed(seal: Seal, complaint: Complaint): Complaint {
  const { sealed: _sealed, ...rest } = complaint;
  const { texts, ...said } = sealedTexts(seal, complaint);
  const trail = complaint.trail.map((event) => {
    const text = event.text ?? texts[event.seq];
    return text === undefined ? event : { ...event, text };
  });
  return { ...said, ...rest, trail };
}

/**
 * A case with all its texts under one seal, with them back in their places, or without them for good. The trail stays
 * whole: its hashes stand upon the digests of the texts.
 */
export function lockedAway(seal: Seal, complaint: Complaint, how: 'seal' | 'unseal' | 'purge'): Complaint {
  if (how === 'unseal') return unsealed(seal, complaint);
  const trail = complaint.trail.map(({ text: _text, ...event }) => event);
  const kept = Object.fromEntries(
    Object.entries(complaint).filter(([key]) => key !== 'sealed' && !(told as readonly string[]).includes(key)),
  );
  const bare = { ...(kept as unknown as Complaint), trail };
  if (how === 'purge') return bare;
  return { ...bare, sealed: seal.seal(JSON.stringify(textsOf(unsealed(seal, complaint))), purpose(complaint.id)) };
}
