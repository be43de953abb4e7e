import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { type AttachmentKind, attachmentLimits, type Rejection } from './domain/attachment.ts';
import type { CleanedPdf } from './pdf-cleaner.ts';

/** A file made anew from what it shows, with nothing else left in it, or why it is not taken. */
export type Cleaned = { readonly kind: AttachmentKind; readonly bytes: Uint8Array } | { readonly rejected: Rejection };

/** Tells what a file is by its content alone and makes it anew. Never throws because of what it was given. */
export type CleanAttachment = (sent: Uint8Array) => Promise<Cleaned>;

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const pdfProcess = fileURLToPath(new URL('./pdf-process.ts', import.meta.url));

/** A file that takes longer is taken for broken, in seconds. */
const patience = 20;
/** What the process that reads a PDF may hold, in MB. */
const heap = 256;
/** So many files are cleaned at once, whoever sent them; the others wait. */
const atOnce = 2;

export function createAttachmentCleaner(): CleanAttachment {
  sharp.cache(false);
  sharp.concurrency(1);
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (sent) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return bounded(await cleaned(sent));
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

async function cleaned(sent: Uint8Array): Promise<Cleaned> {
  if (sent.length === 0) return { rejected: 'empty' };
  const start = Buffer.from(sent.buffer, sent.byteOffset, Math.min(sent.length, 1024)).toString('latin1');
  if (/^(\xff\xd8\xff|\x89PNG\r\n\x1a\n|RIFF[^]{4}WEBP)/.test(start)) return photo(sent);
  if (/^[^]{4}ftyp(hei|hev|mif1|msf1)/.test(start)) return { rejected: 'heic' };
  if (start.includes('%PDF-')) return pdf(sent);
  return { rejected: 'kind' };
}

const bounded = (file: Cleaned): Cleaned =>
  'bytes' in file && file.bytes.length > attachmentLimits.kept ? { rejected: 'kept-too-large' } : file;

/** The picture, upright, as a JPEG. */
async function photo(sent: Uint8Array): Promise<Cleaned> {
  const { edge, pixels } = attachmentLimits;
  try {
    const { width, height } = await sharp(sent, { limitInputPixels: false }).metadata();
    if (width * height > pixels) return { rejected: 'photo-pixels' };
    const bytes = await sharp(sent, { limitInputPixels: pixels, failOn: 'error', autoOrient: true })
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 82 })
      .timeout({ seconds: patience })
      .toBuffer();
    return { kind: 'photo', bytes };
  } catch {
    return { rejected: 'photo-broken' };
  }
}

/** The pages, in a new file. Made in a process of its own: it may take long, take much and be killed. */
async function pdf(sent: Uint8Array): Promise<Cleaned> {
  const child = fork(pdfProcess, {
    execArgv: ['--import', tsx, `--max-old-space-size=${heap}`],
    serialization: 'advanced',
    // A group of its own, so that Ctrl-C lets it finish for whoever is waiting.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {},
  });
  const late = setTimeout(() => child.kill('SIGKILL'), patience * 1000);
  try {
    const result = await new Promise<CleanedPdf>((resolve, reject) => {
      child.once('message', (message) => resolve(message as CleanedPdf));
      child.once('exit', () => resolve({ rejected: 'pdf-broken' }));
      child.once('error', reject);
      // Should it end before it was told all, its end says so.
      child.send(sent, () => undefined);
    });
    return 'rejected' in result ? result : { kind: 'pdf', bytes: result.bytes };
  } finally {
    clearTimeout(late);
    child.kill('SIGKILL');
  }
}
