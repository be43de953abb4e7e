import type { Request, Response } from 'express';
import type { WebParts } from './parts.ts';

const lifeMs = 10 * 60 * 1000;
const name = 'shown-once';
const purpose = 'flash';

/** Hands a value to the page at `path`, to be shown once: encrypted in a cookie, never in an address. */
export function flash(
  { seal, config }: Pick<WebParts, 'seal' | 'config'>,
  res: Response,
  path: string,
  value: unknown,
): void {
  res.cookie(name, seal.seal(JSON.stringify(value), purpose), {
    path,
    maxAge: lifeMs,
    httpOnly: true,
    sameSite: 'lax',
    secure: config.PUBLIC_URL.startsWith('https:'),
  });
}

/** The value handed to this page, which is then gone; `undefined` when there is none. */
export function flashed({ seal }: Pick<WebParts, 'seal'>, req: Request, res: Response): unknown {
  const sealed = /(?:^|;\s*)shown-once=([^;]+)/.exec(req.headers.cookie ?? '')?.[1];
  if (sealed === undefined) return undefined;
  res.clearCookie(name, { path: req.path }).set('Cache-Control', 'no-store');
  try {
    return JSON.parse(seal.open(decodeURIComponent(sealed), purpose));
  } catch {
    return undefined;
  }
}
