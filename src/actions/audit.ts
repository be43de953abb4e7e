import { type CaseEvent, type Complaint, referenceOf } from '../domain/complaint.ts';
import { factDigests, standingOf, told, trailFaults } from '../domain/trail.ts';
import type { Seal } from '../seal.ts';
import type { AttachmentStore } from '../stores/attachments.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { ContactStore } from '../stores/contacts.ts';
import { unsealed } from './sealed-texts.ts';

/** How long a trail was and the hash of its last event, by case: whoever keeps this can tell what was cut off later. */
export type Anchors = Readonly<Record<string, readonly [length: number, hash: string]>>;

export interface AuditFault {
  /** What staff call the case; no personal data. */
  readonly reference: string;
  readonly fault: string;
}

export interface Audit {
  /** Proves the trail of every case; with anchors also that nothing they name was cut off or is gone. */
  verify(anchors?: Anchors): Promise<{ cases: number; events: number; faults: readonly AuditFault[] }>;
  anchors(): Promise<Anchors>;
}

interface Parts {
  readonly complaints: Pick<ComplaintStore, 'each' | 'misfiled'>;
  readonly contacts: Pick<ContactStore, 'find'>;
  readonly attachments: Pick<AttachmentStore, 'of'>;
  readonly seal: Seal;
}

export function createAudit({ complaints, contacts, attachments, seal }: Parts): Audit {
  /** What belongs to a case and lies elsewhere. */
  const apartFaults = async (complaint: Complaint): Promise<string[]> => {
    const { id, contact } = complaint;
    const trail = complaint.trail ?? [];
    if (trail.some((event) => event?.kind === 'purged')) return [];
    const added = trail.filter((event) => event?.kind === 'added').map(({ about }) => Number(about?.['files'] ?? 0));
    const files = added.reduce((sum, count) => sum + count, complaint.attachments);
    return [
      ...(files > 0 && (await attachments.of(id)).length < files ? ['a file that came with it is gone'] : []),
      ...(contact !== undefined && !(await contacts.find(contact)) ? ['its contact is gone'] : []),
    ];
  };

  return {
    async verify(anchors = {}) {
      const faults: AuditFault[] = [];
      const missing = new Set(Object.keys(anchors));
      let [cases, events] = [0, 0];
      for await (const complaint of complaints.each()) {
        const { id, trail } = complaint;
        cases += 1;
        events += trail?.length ?? 0;
        missing.delete(id);
        for (const fault of [
          ...caseFaults(seal, complaint),
          ...anchorFaults(trail, anchors[id]),
          ...(await apartFaults(complaint)),
        ])
          faults.push({ reference: referenceOf(complaint), fault });
      }
      for await (const id of complaints.misfiled())
        faults.push({
          reference: referenceOf({ id }),
          fault: 'it is not filed as what it is, so that its clock may not ring',
        });
      for (const id of missing) faults.push({ reference: referenceOf({ id }), fault: 'the case is gone' });
      return { cases, events, faults };
    },
    async anchors() {
      const found: Record<string, readonly [number, string]> = {};
      for await (const { id, trail } of complaints.each()) found[id] = [trail.length, trail.at(-1)?.hash ?? ''];
      return found;
    },
  };
}

const anchorFaults = (trail: readonly CaseEvent[] | undefined, anchor: Anchors[string] | undefined): string[] =>
  anchor === undefined || trail?.[anchor[0] - 1]?.hash === anchor[1]
    ? []
    : [`the trail is not the one that was anchored at event ${anchor[0]}`];

/** What is wrong with a case. Whoever broke into the store may have left anything there, so nothing is taken for granted. */
function caseFaults(seal: Seal, complaint: Complaint): string[] {
  try {
    return wholeFaults(seal, complaint, unsealed(seal, complaint));
  } catch {
    return ['the case or its seal cannot be read'];
  }
}

/** A sealed case is proved with its texts in their places; what was purged is proved by its digests alone. */
function wholeFaults(seal: Seal, stored: Complaint, whole: Complaint): string[] {
  const { id, trail } = whole;
  const first = trail[0]?.about;
  const digests = factDigests(seal.digest, whole);
  const purged = trail.some(({ kind }) => kind === 'purged');
  const isOpen = told.some((key) => stored[key] !== undefined);
  const gone = trail.filter(({ text, textDigest }) => textDigest !== undefined && text === undefined);
  const faults: (string | false)[] = [
    ...trailFaults(seal.digest, { id, trail, standing: standingOf(whole) }),
    first?.['facts'] !== digests.facts && 'what was written once was changed',
    !purged && first?.['told'] !== digests.told && 'what was told was changed',
    ...gone.map(({ seq }) => !purged && `the text of event ${seq} is gone`),
    stored.state === 'quarantined' && isOpen && 'what was told does not lie under the seal',
    purged && (isOpen || stored.sealed !== undefined) && 'what was purged is still there',
  ];
  return faults.filter((fault) => fault !== false);
}
