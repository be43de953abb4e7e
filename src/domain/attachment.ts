import type { Fault } from './errors.ts';

/** A photograph, kept as JPEG, or a PDF. */
export const attachmentKinds = ['photo', 'pdf'] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

/** A file of a case, without its bytes. It never had a name: names tell things about people. */
export interface Attachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  /** Length in bytes, as kept. */
  readonly size: number;
  readonly addedAt: Date;
  /** `resident`, or the account that added it for her. */
  readonly addedBy: string;
}

/** A file as it was sent: its bytes, or that it was too large to be taken in. */
export type SentFile = Uint8Array | 'too-large';

/** Lengths in bytes; `edge` is the longer side of a kept photograph and `pixels` the most that one may have, in pixels. */
export const attachmentLimits = {
  files: 5,
  sent: 10 * 1024 * 1024,
  kept: 8 * 1024 * 1024,
  pages: 50,
  edge: 2560,
  pixels: 70_000_000,
} as const;

/** Why a file is not taken. Each has a message that says what to do. */
export const rejections = [
  'too-large',
  'empty',
  'kind',
  'heic',
  'photo-broken',
  'photo-pixels',
  'pdf-broken',
  'pdf-locked',
  'pdf-active',
  'pdf-pages',
  'kept-too-large',
  'too-many',
] as const;
export type Rejection = (typeof rejections)[number];

/** The fault of the file at a place (from 1) among those that were sent: files are told apart by nothing else. */
export const attachmentFault = (rejection: Rejection, place: number): Fault => ({
  pointer: '/attachments',
  code: `attachment:fault-${rejection}`,
  params: { place, limit: attachmentLimits.files, pages: attachmentLimits.pages },
});

/** The name under which the file at a place (from 1) of a case is given out. */
export const fileName = (kind: AttachmentKind, place: number): string =>
  kind === 'photo' ? `photo-${place}.jpg` : `document-${place}.pdf`;
