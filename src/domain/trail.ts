import type { CaseEvent, Changes, Complaint, Happening, Standing } from './complaint.ts';
import type { Digest } from './tracking.ts';
import type { Doer } from './trail-event.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** One value, one text: keys in order, instants as ISO 8601, what is undefined left out. */
export function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
      .join(',')}}`;
  return JSON.stringify(value);
}

const textDigest = (digest: Digest, id: string, seq: number, text: string): string =>
  hex(digest('trail-text', canonical([id, seq, text])));

const hashOf = (digest: Digest, id: string, event: Omit<CaseEvent, 'hash' | 'text'>): string => {
  const { seq, at, kind, by, changes, about, textDigest: ofText, previous } = event;
  return hex(digest('trail', canonical({ id, seq, at, kind, by, changes, about, textDigest: ofText, previous })));
};

/** What a resident told once. All of it may name somebody, so it is sealed and purged together. */
export const told = ['content', 'time', 'place', 'dossierCode'] as const;
export type Told = Partial<Pick<Complaint, (typeof told)[number]>>;

/** What else is written of a case once and never changes. */
const facts = ['day', 'receivedAt', 'channel', 'language', 'consent', 'nameKept', 'attachments', 'contact'] as const;
type Facts = Pick<Complaint, Exclude<(typeof facts)[number], 'contact'>> & Partial<Pick<Complaint, 'contact'>>;

const pick = <Key extends string>(keys: readonly Key[], from: { readonly [One in Key]?: unknown }): unknown[] =>
  keys.map((key) => from[key] ?? null);

/** What stands in the first event for what was told and for the other facts. Apart, since the first may be purged. */
export const factDigests = (
  digest: Digest,
  complaint: { readonly id: string } & Told & Facts,
): { told: string; facts: string } => ({
  told: hex(digest('trail-told', canonical([complaint.id, ...pick(told, complaint)]))),
  facts: hex(digest('trail-facts', canonical([complaint.id, ...pick(facts, complaint)]))),
});

/** The event that follows `trail` when this happens. */
export function chained(
  digest: Digest,
  id: string,
  trail: readonly CaseEvent[],
  { kind, changes, about, text }: Happening,
  at: Date,
  by: Doer,
): CaseEvent {
  const seq = trail.length + 1;
  const event = {
    seq,
    at,
    kind,
    by,
    ...(changes ? { changes } : {}),
    ...(about ? { about } : {}),
    ...(text === undefined ? {} : { text, textDigest: textDigest(digest, id, seq, text) }),
    previous: trail.at(-1)?.hash ?? '',
  };
  return { ...event, hash: hashOf(digest, id, event) };
}

/** A case after these changes. */
export function changed<Case extends Partial<Standing>>(before: Case, changes: Changes = {}): Case {
  const after: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null || value === undefined) delete after[key];
    else after[key] = value;
  }
  return after as Case;
}

const outside: ReadonlySet<string> = new Set([...told, ...facts, 'id', 'sealed', 'basis', 'trail', 'notices']);

/** The part of a case that its trail gives again. */
export const standingOf = (complaint: Complaint): Standing =>
  Object.fromEntries(Object.entries(complaint).filter(([key]) => !outside.has(key))) as unknown as Standing;

/**
 * What is wrong with a trail, a line each; nothing when it is whole: numbered without a gap, every hash right and
 * carrying the one before, every text the one that was written, and the case exactly what its events made of it.
 */
export function trailFaults(
  digest: Digest,
  { id, trail, standing }: { readonly id: string; readonly trail: readonly CaseEvent[]; readonly standing: Standing },
): string[] {
  const faults: string[] = [];
  let previous = '';
  trail.forEach((event, index) => {
    if (event.seq !== index + 1) faults.push(`event ${index + 1} says it is number ${event.seq}`);
    if (event.previous !== previous) faults.push(`event ${event.seq} does not follow the one before`);
    if (event.hash !== hashOf(digest, id, event)) faults.push(`event ${event.seq} was changed`);
    if (event.text !== undefined && event.textDigest !== textDigest(digest, id, event.seq, event.text))
      faults.push(`the text of event ${event.seq} was changed`);
    previous = event.hash;
  });
  if (trail.length === 0) faults.push('there is no trail');
  const made = trail.reduce<Partial<Standing>>((before, { changes }) => changed(before, changes), {});
  for (const key of new Set([...Object.keys(made), ...Object.keys(standing)] as (keyof Standing)[]))
    if (canonical(made[key] ?? null) !== canonical(standing[key] ?? null))
      faults.push(`${key} is not what the trail says`);
  return faults;
}
