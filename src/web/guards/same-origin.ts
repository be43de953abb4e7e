import type { Request, RequestHandler } from 'express';
import { Problem } from '../problem.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send. Browsers say where a request comes from, in `Sec-Fetch-Site` or, the
 * older ones, in `Origin`; a program says neither and carries nobody's cookies. Staff forms have a token besides.
 */
export function sameOrigin(publicUrl: string): RequestHandler {
  const own = new URL(publicUrl).origin;
  return (req, _res, next) => {
    if (!safe.has(req.method) && !ours(req, own)) throw new Problem(403, 'cross-site');
    next();
  };
}

function ours(req: Request, own: string): boolean {
  const site = req.get('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.get('Origin');
  return origin === undefined || origin === own || (URL.canParse(origin) && new URL(origin).host === req.get('Host'));
}
