import { isIPv6 } from 'node:net';
import type { Request } from 'express';
import type { WebParts } from '../parts.ts';
import { Problem } from '../problem.ts';

/** Counts one public rating against its sender's address. Throws 429 when there were too many within the minute. */
export async function countPublicRating(
  { config, rateLimit }: Pick<WebParts, 'config' | 'rateLimit'>,
  req: Request,
): Promise<void> {
  if (config.PUBLIC_RATE_LIMIT === 0) return;
  const { allowed, retryAfterSeconds } = await rateLimit('ratings', network(req.ip ?? ''), {
    points: config.PUBLIC_RATE_LIMIT,
    seconds: 60,
  });
  if (!allowed)
    throw new Problem(
      429,
      'too-many-requests',
      { seconds: retryAfterSeconds },
      { 'Retry-After': String(retryAfterSeconds) },
    );
}

/** An address as far as it names one household: an IPv6 line is given a whole /64. */
export const network = (address: string): string =>
  isIPv6(address) && !address.startsWith('::ffff:')
    ? (address.split('::')[0] ?? '').split(':').slice(0, 4).join(':')
    : address;
