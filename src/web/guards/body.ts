import { isUtf8 } from 'node:buffer';
import type { Request, RequestHandler } from 'express';
import { Problem } from '../problem.ts';

/** Longest bodies, in bytes. A form may be far longer than what is taken, so that it comes back with all that was typed. */
const limits = { json: 65_536, form: 4 * 1024 * 1024 };
/** The longest form of ours is that of the routing rules. */
const mostFields = 2000;
const deepest = 32;
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** How long a body may take to arrive, however slowly somebody types, in milliseconds. */
const patienceMs = 30_000;

/** How long somebody may go on sending what was refused, so that she reads the refusal, in milliseconds. */
const lingerMs = 5000;

/** Parses JSON into `req.body`. Anything that is not well-formed UTF-8 is refused, never repaired. */
export const jsonBody: RequestHandler = async (req, _res, next) => {
  if (isSent(req)) {
    if (!req.is('application/json')) throw new Problem(415, 'content-type-json');
    const bytes = await bytesOf(req, limits.json);
    if (!isUtf8(bytes)) throw new Problem(400, 'not-utf8');
    req.body = checked(parsed(bytes.toString()));
  }
  next();
};

/**
 * Parses a form into `req.body`: a text for each field, a list where a field comes more than once. What is not UTF-8
 * becomes U+FFFD, which no field takes, so that the form comes back with the rest of what was typed. A form that came
 * with files is parsed already, by `uploadBody` on the addresses that take them.
 */
export const formBody: RequestHandler = async (req, _res, next) => {
  if (isSent(req) && req.body === undefined) {
    if (!req.is('application/x-www-form-urlencoded')) throw new Problem(415, 'not-a-form');
    req.body = fieldsOf((await bytesOf(req, limits.form)).toString());
  }
  next();
};

/** Query strings hold well-formed UTF-8 too. */
export const wellFormedQuery: RequestHandler = (req, _res, next) => {
  const at = req.url.indexOf('?');
  if (at >= 0) checkEncoding(req.url.slice(at + 1));
  next();
};

const isSent = ({ method }: Request): boolean => method === 'POST' || method === 'PUT' || method === 'PATCH';

function checkHeaders(req: Request): void {
  const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(req.get('content-type') ?? '')?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw new Problem(415, 'not-utf8');
  if (!/^identity$/i.test(req.get('content-encoding') ?? 'identity')) throw new Problem(415, 'encoding-unsupported');
}

/** The whole body, refused as soon as it is known to be too long, without waiting for its end. */
function bytesOf(req: Request, limit: number): Promise<Buffer> {
  checkHeaders(req);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const refuse = (problem: Problem): void => {
      req.removeAllListeners('data').resume();
      setTimeout(() => req.complete || req.socket.destroy(), lingerMs).unref();
      reject(problem);
    };
    const tooLarge = (): void => refuse(new Problem(413, 'body-too-large'));
    if (Number(req.headers['content-length'] ?? 0) > limit) return tooLarge();
    const late = setTimeout(() => refuse(new Problem(408, 'bad-request')), patienceMs);
    req.on('close', () => clearTimeout(late));
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) tooLarge();
      else chunks.push(chunk);
    });
    req.on('end', () => resolve(Buffer.concat(chunks)));
    req.on('error', () => reject(new Problem(400, 'bad-request')));
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'not-json');
  }
}

/** Refuses JSON deeper than any input of ours and keys that mean something to JavaScript. Walks without recursion. */
function checked(body: unknown): unknown {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) throw new Problem(400, 'json-too-deep');
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const [key, inner] of Object.entries(value)) {
        if (reserved.has(key)) throw new Problem(400, 'key-reserved', { key });
        next.push(inner);
      }
    }
    level = next;
  }
  return body;
}

function fieldsOf(text: string): Record<string, string | string[]> {
  const fields = new Map<string, string | string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > mostFields) throw new Problem(413, 'body-too-large');
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(fields);
}

function checkEncoding(text: string): void {
  try {
    decodeURIComponent(text);
  } catch {
    throw new Problem(400, 'not-utf8');
  }
}
