import { hash } from 'node:crypto';
import type { Catalogue } from '../domain/catalogue.ts';
import { topicFrom } from '../domain/complaint.ts';
import { type ComplaintInput, complaintFaults } from '../domain/complaint-input.ts';
import { type Fault, invalid, Refusal } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import { accepted, type ResponseInput } from '../domain/response.ts';
import type { Tracking } from '../domain/tracking.ts';
import type { Queue } from '../queue.ts';
import type { Seal } from '../seal.ts';
import type { ResponseDocument, ResponseStore } from '../stores/responses.ts';
import type { Complaints } from './complaints.ts';

/** An answer from any channel, with what its giver wants put right. */
export type Answer = ResponseInput & { readonly complaint?: ComplaintInput };

export interface Recorded {
  readonly id: string;
  readonly receivedAt: Date;
  readonly complaint?: Tracking;
}

/** What became of one answer of many; `line` is the sender's own number for it. */
export type Imported =
  | { readonly line: number; readonly outcome: 'accepted' | 'unchanged' }
  | { readonly line: number; readonly outcome: 'rejected'; readonly faults: readonly Fault[] };

export interface Responses {
  /**
   * Takes one answer. Durable when it resolves; a repeat under the same key gives the first result and changes nothing.
   * The key comes in the namespace of its sender; `reader` is the language of one who named none. Throws a Refusal: invalid, conflict (the key with another body).
   */
  record(answer: Answer, key?: string, reader?: Language): Promise<Recorded>;
  /** Takes many answers of one source, each under its external id; bad ones are told and never stop the good ones. */
  recordMany(
    answers: readonly { readonly line: number; readonly record: ResponseInput }[],
    source: string,
    options?: { readonly dryRun?: boolean },
  ): Promise<Imported[]>;
  /** Opens the case that an answer asked for. Running it twice changes nothing. */
  followUp(id: string): Promise<void>;
  /** Pays the follow-ups that were owed before an instant. One that cannot be paid holds up no other; it is thrown at the end. */
  settle(before: Date): Promise<void>;
}

interface Parts {
  readonly stores: { readonly responses: ResponseStore };
  readonly complaints: Complaints;
  readonly queue: Queue;
  readonly seal: Seal;
  readonly timeZone: string;
  readonly newId: () => ResponseDocument['_id'];
  catalogue(): Promise<Catalogue>;
  now(): Date;
}

const followedUpAtOnce = 500;
const sealPurpose = 'response-complaint';

export function createResponses(parts: Parts): Responses {
  const { stores, complaints, queue, seal, now } = parts;
  const { responses } = stores;

  const followUp = async (document: ResponseDocument): Promise<void> => {
    if (document.complaint !== undefined) {
      const input = JSON.parse(seal.open(document.complaint, sealPurpose)) as ComplaintInput;
      const topic = input.topic ?? topicFrom(document.reasons ?? []);
      await complaints.open({
        seed: document._id.toHexString(),
        input: { ...input, ...(topic ? { topic } : {}), day: document.day },
        agency: document.agency,
        ...(document.procedure === undefined ? {} : { procedure: document.procedure }),
        channel: document.channel,
        language: document.language,
        receivedAt: document.receivedAt,
      });
    }
    await responses.followedUp(document._id);
  };
  const pay = async (id: ResponseDocument['_id'] | string): Promise<void> => {
    const document = await responses.find(id);
    if (document?.owes.includes('follow-up')) await followUp(document);
  };

  return {
    async record({ complaint, ...input }, key, reader = 'vi') {
      const catalogue = await parts.catalogue();
      const result = accepted({ language: reader, ...input }, { catalogue, now: now(), timeZone: parts.timeZone });
      const faults = [
        ...('faults' in result ? result.faults : []),
        ...(complaint ? complaintFaults(complaint, '/complaint') : []),
      ];
      if (faults.length > 0 || 'faults' in result) throw invalid(faults);
      const _id = parts.newId();
      const document: ResponseDocument = {
        ...result.response,
        _id,
        key: key ?? `once:${_id.toHexString()}`,
        fingerprint: fingerprint({ ...input, complaint }),
        owes: complaint ? ['tally', 'follow-up'] : ['tally'],
        ...(complaint ? { complaint: seal.seal(JSON.stringify(complaint), sealPurpose) } : {}),
      };
      const existing = await responses.insert(document);
      if (existing && existing.fingerprint !== document.fingerprint) throw new Refusal('conflict', 'key-reused');
      if (!existing) {
        queue.tell('tally', { agency: document.agency, day: document.day });
        // The case is there when its code is told, unless something fails just now: then the debt stands in the answer.
        if (complaint) await followUp(document).catch(() => queue.tell('follow-up', { id: _id.toHexString() }));
      }
      const kept = existing ?? document;
      const id = kept._id.toHexString();
      return { id, receivedAt: kept.receivedAt, ...(complaint ? { complaint: complaints.trackingFor(id) } : {}) };
    },

    async recordMany(answers, source, { dryRun = false } = {}) {
      const catalogue = await parts.catalogue();
      const at = now();
      const outcomes: Imported[] = [];
      const documents = new Map<ResponseDocument, number>();
      for (const { line, record: answer } of answers) {
        const result = accepted({ ...answer, source }, { catalogue, now: at, timeZone: parts.timeZone });
        const missing: Fault[] = answer.externalId
          ? []
          : [{ pointer: '/externalId', code: 'intake:external-id-missing' }];
        const faults = [...missing, ...('faults' in result ? result.faults : [])];
        if (faults.length > 0 || 'faults' in result) outcomes.push({ line, outcome: 'rejected', faults });
        else
          documents.set(
            {
              ...result.response,
              _id: parts.newId(),
              key: `source:${source}:${answer.externalId}`,
              fingerprint: fingerprint(answer),
              owes: ['tally'],
            },
            line,
          );
      }
      const taken = new Map(
        (await responses[dryRun ? 'standing' : 'insertMany']([...documents.keys()])).map(({ document, same }) => [
          document,
          same,
        ]),
      );
      for (const [document, line] of documents) {
        const same = taken.get(document);
        if (same === false)
          outcomes.push({
            line,
            outcome: 'rejected',
            faults: [{ pointer: '/externalId', code: 'intake:external-id-reused' }],
          });
        else outcomes.push({ line, outcome: same ? 'unchanged' : 'accepted' });
      }
      return outcomes;
    },

    followUp: pay,
    async settle(before) {
      const failures: unknown[] = [];
      for (const id of await responses.owedFollowUps(before, followedUpAtOnce))
        await pay(id).catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cases could not be opened`);
    },
  };
}

/** A hash of what was sent, the same for the same fields in any order. */
const fingerprint = (sent: object): string => hash('sha256', JSON.stringify(ordered(sent)), 'base64url');

function ordered(value: unknown): unknown {
  if (value instanceof Date || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(ordered);
  const fields = value as Record<string, unknown>;
  // Every row of an import passes here: a loop takes a third of the time of the same in lists of entries.
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(fields).sort()) result[key] = ordered(fields[key]);
  return result;
}
