import { createHash, randomBytes } from 'node:crypto';
import type { CleanAttachment } from '../attachment-cleaner.ts';
import {
  type Attachment,
  attachmentFault,
  attachmentLimits,
  type Rejection,
  type SentFile,
} from '../domain/attachment.ts';
import type { Fault } from '../domain/errors.ts';
import type { Seal } from '../seal.ts';
import type { AttachmentStore } from '../stores/attachments.ts';

export interface Attachments {
  /**
   * Cleans files and keeps the good ones under the key of a form, for 24 hours, until a case takes them. The faults name
   * the bad ones by their place. The same file sent twice under one key is kept once.
   */
  stage(files: readonly SentFile[], key: string, addedBy?: string): Promise<readonly Fault[]>;
  /** What is staged under a key, in the order in which it came. */
  staged(key: string): Promise<readonly Attachment[]>;
  /** Takes staged files away again. */
  drop(key: string, ids: readonly string[]): Promise<void>;
  /** Gives what is staged under a key to a case. Twice is the same as once. */
  attach(key: string, complaint: string): Promise<void>;
  /** The files of a case, in the order in which they came. */
  of(complaint: string): Promise<readonly Attachment[]>;
  /** The bytes of a file of this case; `undefined` when the case has no such file. */
  open(id: string, complaint: string): Promise<Buffer | undefined>;
  /** Deletes the files of a case; gives their number. */
  purge(complaint: string): Promise<number>;
  /** Deletes what no case took within its 24 hours; gives the number of files. */
  expireStaged(now: Date): Promise<number>;
}

interface Parts {
  readonly attachments: AttachmentStore;
  readonly clean: CleanAttachment;
  readonly seal: Seal;
  now(): Date;
}

/** How long files wait for their form to go through, in milliseconds. */
const stagedFor = 24 * 3600 * 1000;

export function createAttachments({ attachments, clean, seal, now }: Parts): Attachments {
  const digestOf = (sent: Uint8Array): string =>
    Buffer.from(seal.digest('attachment', createHash('sha256').update(sent).digest('hex'))).toString('hex');

  /** Why a file is not kept, if it is not. */
  const keep = async (sent: SentFile, key: string, addedBy: string): Promise<Rejection | undefined> => {
    if (sent === 'too-large') return sent;
    const digest = digestOf(sent);
    const standing = await attachments.staged(key);
    if (standing.some((file) => file.digest === digest)) return undefined;
    if (standing.length >= attachmentLimits.files) return 'too-many';
    const cleaned = await clean(sent);
    if ('rejected' in cleaned) return cleaned.rejected;
    const { kind, bytes } = cleaned;
    const id = randomBytes(12).toString('hex');
    const at = now();
    const order = (standing.at(-1)?.order ?? 0) + 1;
    await attachments.stage(
      {
        id,
        kind,
        size: bytes.length,
        order,
        addedAt: at,
        addedBy,
        digest,
        bytes: seal.sealBytes(bytes, purposeOf(id)),
      },
      { key, until: new Date(at.getTime() + stagedFor) },
    );
    return undefined;
  };

  return {
    async stage(files, key, addedBy = 'resident') {
      const faults: Fault[] = [];
      for (const [index, sent] of files.entries()) {
        const rejection = await keep(sent, key, addedBy);
        if (rejection) faults.push(attachmentFault(rejection, index + 1));
      }
      return faults;
    },
    staged: attachments.staged,
    drop: attachments.drop,
    async attach(key, complaint) {
      for (const { id } of await attachments.staged(key)) await attachments.attach(id, key, complaint);
    },
    of: attachments.of,
    async open(id, complaint) {
      const found = await attachments.bytes(id, complaint);
      return found && seal.openBytes(found, purposeOf(id));
    },
    purge: attachments.purge,
    expireStaged: attachments.expire,
  };
}

const purposeOf = (id: string): string => `attachment ${id}`;
