import type { Request, Response } from 'express';
import type { Tracking } from '../domain/tracking.ts';
import type { WebParts } from './parts.ts';

/** A resident who goes away from a shared computer is forgotten after this time without a click, in milliseconds. */
const idleMs = 30 * 60_000;
const name = 'following';
const path = '/track';
const purpose = 'following';

type Parts = Pick<WebParts, 'seal' | 'config' | 'now'>;

/** Remembers which case this browser has opened: encrypted in a cookie, never in an address. Each call begins the time anew. */
export function follow({ seal, config, now }: Parts, res: Response, tracking: Tracking): void {
  const { trackingCode, pin } = tracking;
  const until = now().getTime() + idleMs;
  res.cookie(name, seal.seal(JSON.stringify({ trackingCode, pin, until }), purpose), {
    path,
    maxAge: idleMs,
    httpOnly: true,
    sameSite: 'lax',
    secure: config.PUBLIC_URL.startsWith('https:'),
  });
}

/** The code and PIN of the case that this browser has opened, while it is remembered. */
export function followed({ seal, now }: Parts, req: Request): Tracking | undefined {
  const sealed = /(?:^|;\s*)following=([^;]+)/.exec(req.headers.cookie ?? '')?.[1];
  if (sealed === undefined) return undefined;
  try {
    const { until, ...tracking } = JSON.parse(seal.open(decodeURIComponent(sealed), purpose)) as Tracking & {
      until: number;
    };
    return until > now().getTime() ? tracking : undefined;
  } catch {
    return undefined;
  }
}

export const unfollow = (res: Response): void => void res.clearCookie(name, { path });
