import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type RequestHandler } from 'express';
import { Problem } from '../problem.ts';

const limit = '64kb';
const deepest = 32;
const reserved = new Set(['__proto__', 'constructor', 'prototype']);

/** Parses a form, or JSON, of at most 64 kB. Anything that is not well-formed UTF-8 is refused, never repaired. */
export const formBody: RequestHandler[] = [
  express.urlencoded({
    extended: false,
    limit,
    parameterLimit: 200,
    verify: (_req, _res, bytes) => wellEncoded(utf8(bytes).replaceAll('+', ' ')),
  }),
  (req, _res, next) => {
    if (hasBody(req) && req.body === undefined) throw new Problem(415, 'not-a-form');
    next();
  },
];

export const jsonBody: RequestHandler[] = [
  express.json({ limit, verify: onlyUtf8 }),
  (req, _res, next) => {
    if (req.body === undefined) {
      if (req.method === 'POST') throw new Problem(415, 'content-type-json');
    } else checkShape(req.body);
    next();
  },
];

/** Query strings hold well-formed UTF-8 too. */
export const wellFormedQuery: RequestHandler = (req, _res, next) => {
  const at = req.url.indexOf('?');
  if (at >= 0) wellEncoded(req.url.slice(at + 1));
  next();
};

function onlyUtf8(_req: IncomingMessage, _res: ServerResponse, bytes: Buffer, encoding: string): void {
  if (encoding !== 'utf-8') throw new Problem(415, 'not-utf8');
  utf8(bytes);
}

function utf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Problem(400, 'not-utf8');
  return bytes.toString();
}

function wellEncoded(text: string): void {
  try {
    decodeURIComponent(text);
  } catch {
    throw new Problem(400, 'not-utf8');
  }
}

/** Refuses JSON deeper than any input of ours and keys that mean something to JavaScript. Walks without recursion. */
function checkShape(body: unknown): void {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) throw new Problem(400, 'json-too-deep');
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      for (const key of Object.keys(value)) {
        if (reserved.has(key)) throw new Problem(400, 'key-reserved', { key });
        next.push((value as Record<string, unknown>)[key]);
      }
    }
    level = next;
  }
}

const hasBody = (req: IncomingMessage): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
