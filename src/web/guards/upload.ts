import type { Request, RequestHandler } from 'express';
import multer, { type StorageEngine } from 'multer';
import { attachmentLimits, type SentFile } from '../../domain/attachment.ts';
import { Problem } from '../problem.ts';

declare global {
  namespace Express {
    interface Locals {
      /** The files of a form, in the order in which they were chosen; set by `uploadBody`. */
      sentFiles?: readonly SentFile[];
    }
  }
}

const mebibyte = 1024 * 1024;
/** The longest request, in MiB: all files as large as may be, and room for one that is not, so that the rest is kept. */
const longest = 64;
/** More files than are taken: each that is too many is told about by its place. */
const limits = {
  files: 20,
  fields: 200,
  parts: 220,
  fieldSize: 4 * mebibyte,
  fieldNameSize: 100,
  fieldNestingDepth: 0,
};

/** How long somebody may go on sending what was refused, so that she reads the refusal, in milliseconds. */
const lingerMs = 5000;

/**
 * Parses a form with files: the fields into `req.body` as `formBody` does, the files into `res.locals.sentFiles`. Other
 * bodies are left to the next. The files are in memory and nowhere else until they lie encrypted in the store.
 * All forms that are being worked on may hold `mostHeld` MiB of this process together; `longestFile` is in bytes.
 */
export function uploadBody(
  mostHeld = 256,
  { field = 'attachments', longestFile = attachmentLimits.sent } = {},
): RequestHandler {
  let held = 0;
  const parse = multer({ storage: inMemory(longestFile), limits }).array(field);
  return async (req, res, next) => {
    if (!req.is('multipart/form-data')) return next();
    if (Number(req.headers['content-length'] ?? 0) > longest * mebibyte) throw refused(req, tooLong());
    let length = 0;
    res.on('close', () => {
      held -= length;
    });
    await new Promise<void>((resolve, reject) => {
      req.on('data', (chunk: Buffer) => {
        length += chunk.length;
        held += chunk.length;
        if (length > longest * mebibyte) reject(refused(req, tooLong()));
        else if (held > mostHeld * mebibyte) reject(refused(req, new Problem(503, 'attachment:fault-busy')));
      });
      parse(req, res, (error: unknown) => (error === undefined ? resolve() : reject(broken(error))));
    });
    req.body = Object.fromEntries(Object.entries(req.body as object));
    res.locals.sentFiles = ((req.files ?? []) as Express.Multer.File[]).map(({ buffer }) => buffer ?? 'too-large');
    next();
  };
}

const tooLong = (): Problem => new Problem(413, 'attachment:fault-request-too-large', { limit: longest });

/** What is too much; other faults, such as a field whose name would nest, are none of size. */
const limitCodes: ReadonlySet<string> = new Set([
  'LIMIT_PART_COUNT',
  'LIMIT_FILE_SIZE',
  'LIMIT_FILE_COUNT',
  'LIMIT_FIELD_KEY',
  'LIMIT_FIELD_VALUE',
  'LIMIT_FIELD_COUNT',
]);

const broken = (error: unknown): Problem =>
  error instanceof multer.MulterError && limitCodes.has(error.code)
    ? new Problem(413, 'body-too-large')
    : new Problem(400, 'bad-request');

/** Reads on for a while without keeping anything. */
function refused(req: Request, problem: Problem): Problem {
  req.unpipe().removeAllListeners('data').resume();
  setTimeout(() => req.complete || req.socket.destroy(), lingerMs).unref();
  return problem;
}

/** Keeps each file in `buffer`; one that is too large is read to its end and has none. */
const inMemory = (longestFile: number): StorageEngine => ({
  _handleFile(_req, { stream }, done) {
    let chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= longestFile) chunks.push(chunk);
      else chunks = [];
    });
    stream.on('end', () => done(null, size <= longestFile ? { buffer: Buffer.concat(chunks) } : {}));
  },
  _removeFile: (_req, _file, done) => done(null),
});
