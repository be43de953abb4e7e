import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { attachmentLimits } from '../domain/attachment.ts';
import type { Fault } from '../domain/errors.ts';
import { type ShownAttachment, shownAttachments } from './attachment-view.ts';
import { network } from './guards/public-limit.ts';
import type { WebParts } from './parts.ts';

/** So many files one address may send; a dozen households behind it, or one that tries for long. */
const perHour = { points: 100, seconds: 3600 };

type Parts = Pick<WebParts, 'actions' | 'seal' | 'config' | 'rateLimit'>;

/** What the partial `attachments` shows; a page gives it as `attachments`. */
export interface AttachmentFields {
  /** The key under which the form's files are kept, signed: goes along as a hidden field. */
  readonly staging: string;
  readonly kept: readonly ShownAttachment[];
  readonly limit: number;
}

/** The files of a form that was sent. */
export interface TakenFiles {
  /** What `actions.attachments.attach` takes them by, once the form went through. */
  readonly key: string;
  /** All other fields of the form. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What is wrong with files. The good ones are kept. */
  readonly faults: readonly Fault[];
  /** For showing the form again. */
  readonly shown: AttachmentFields;
}

/** What a form shows that nobody sent yet. */
export const noFiles = ({ seal }: Pick<WebParts, 'seal'>): AttachmentFields => shownAs(stagingOf(seal, newKey()), []);

/**
 * Takes the files of a form that was sent, whatever else may be wrong with it, so that no file is lost to a mistake in
 * another field; takes away those that were ticked.
 */
export async function takeFiles(parts: Parts, req: Request, res: Response): Promise<TakenFiles> {
  const { attachments } = parts.actions;
  const { staging, 'remove-attachment': ticked = [], ...fields } = (req.body ?? {}) as Record<string, unknown>;
  const key = keyOf(parts.seal, staging) ?? newKey();
  const { sentFiles = [], account } = res.locals;
  await attachments.drop(key, [ticked].flat().map(String));
  const faults =
    account || (await isFew(parts, req, sentFiles.length))
      ? await attachments.stage(sentFiles, key, account?.id)
      : [{ pointer: '/attachments', code: 'attachment:fault-too-often' }];
  const kept = shownAttachments(res.locals, await attachments.staged(key));
  return { key, fields, faults, shown: shownAs(stagingOf(parts.seal, key), kept) };
}

/** Counts files of the public against their sender's address; not when there are no limits for load tests. */
async function isFew({ config, rateLimit }: Parts, req: Request, files: number): Promise<boolean> {
  if (config.PUBLIC_RATE_LIMIT === 0) return true;
  for (let file = 0; file < files; file += 1)
    if (!(await rateLimit('files', network(req.ip ?? ''), perHour)).allowed) return false;
  return true;
}

const shownAs = (staging: string, kept: readonly ShownAttachment[]): AttachmentFields => ({
  staging,
  kept,
  limit: attachmentLimits.files,
});

const newKey = (): string => randomBytes(16).toString('base64url');

const signature = (seal: WebParts['seal'], key: string): Buffer => Buffer.from(seal.digest('attachment-staging', key));
const stagingOf = (seal: WebParts['seal'], key: string): string =>
  `${key}.${signature(seal, key).toString('base64url')}`;

/** The key that we signed, if this is one. */
function keyOf(seal: WebParts['seal'], staging: unknown): string | undefined {
  const [, key = '', signed = ''] = /^([\w-]{22})\.([\w-]{43})$/.exec(String(staging)) ?? [];
  return key !== '' && timingSafeEqual(Buffer.from(signed, 'base64url'), signature(seal, key)) ? key : undefined;
}
