import type { Response } from 'express';
import { type Attachment, fileName } from '../domain/attachment.ts';
import { Refusal } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import { number } from './figures.ts';
import type { WebParts } from './parts.ts';

/** A file as pages name it: its place among the files of its case, never a name. */
export interface ShownAttachment {
  readonly id: string;
  /** `Photograph 1 (320 kB)` */
  readonly label: string;
  /** `Do not send photograph 1 (320 kB)` */
  readonly remove: string;
}

/** The files of a case or form, in their order. */
export const shownAttachments = (
  { t, language }: Pick<Response['locals'], 't' | 'language'>,
  attachments: readonly Attachment[],
): ShownAttachment[] =>
  attachments.map(({ id, kind, size }, index) => {
    const named = { place: index + 1, size: sizeIn(language, size) };
    return { id, label: t(`attachment:${kind}`, named), remove: t(`attachment:remove-${kind}`, named) };
  });

const sizeIn = (language: Language, bytes: number): string =>
  bytes < 1_000_000
    ? `${number(Math.ceil(bytes / 1000), language)} kB`
    : `${number(bytes / 1_000_000, language, 1)} MB`;

/**
 * Gives out a file of a case. It is saved, never shown: nothing in it runs on our site. Whoever calls this has checked
 * that the reader may see the case. Throws Refusal `not-found` when the case has no such file.
 */
export async function sendAttachment(
  { actions: { attachments } }: Pick<WebParts, 'actions'>,
  res: Response,
  { id, complaint }: { readonly id: string; readonly complaint: string },
): Promise<void> {
  const files = await attachments.of(complaint);
  const index = files.findIndex((file) => file.id === id);
  const bytes = await attachments.open(id, complaint);
  const kind = files[index]?.kind;
  if (!kind || !bytes) throw new Refusal('not-found', 'page-not-found');
  res
    .set('Content-Type', kind === 'photo' ? 'image/jpeg' : 'application/pdf')
    .set('Content-Disposition', `attachment; filename="${fileName(kind, index + 1)}"`)
    .set('X-Content-Type-Options', 'nosniff')
    .set('Content-Security-Policy', 'sandbox')
    .set('Cache-Control', 'private, no-store')
    .end(bytes);
}
