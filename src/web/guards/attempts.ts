import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { WebParts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { network } from './public-limit.ts';

interface AttemptLimit {
  readonly name: string;
  readonly points: number;
  readonly seconds: number;
}

/**
 * Counts an attempt against a limit. Throws 429 when there were too many. `key` is hashed first: no address of a
 * person and no code that opens something lies in the limiter.
 */
export async function countAttempt(
  { rateLimit }: Pick<WebParts, 'rateLimit'>,
  { name, points, seconds }: AttemptLimit,
  key: string,
  code = 'too-many-requests',
): Promise<void> {
  const { allowed, retryAfterSeconds } = await rateLimit(name, hashed(key), { points, seconds });
  if (allowed) return;
  const wait = String(retryAfterSeconds);
  throw new Problem(429, code, { seconds: retryAfterSeconds }, { 'Retry-After': wait });
}

/** Takes an attempt back that was a right one. */
export async function forgetAttempt(
  { rateLimit }: Pick<WebParts, 'rateLimit'>,
  { name, points, seconds }: AttemptLimit,
  key: string,
): Promise<void> {
  await rateLimit(name, hashed(key), { points, seconds }, -1);
}

const hashed = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 22);

const filings = { name: 'complaints', points: 30, seconds: 3600 };
const tracking = {
  address: { name: 'track-address', points: 60, seconds: 600 },
  code: { name: 'track-code', points: 20, seconds: 3600 },
};
/** Every step of a resident is an event of the case, which must not grow without end. */
const storyForms = { name: 'story-forms', points: 60, seconds: 3600 };

/** Counts one complaint of the public against its sender's address; not when there are no limits for load tests. */
export async function countFiling(parts: Pick<WebParts, 'config' | 'rateLimit'>, req: Request): Promise<void> {
  if (parts.config.PUBLIC_RATE_LIMIT > 0) await countAttempt(parts, filings, network(req.ip ?? ''));
}

/** Counts one try to open a case. A PIN has a million values: twenty tries an hour for one code leave no chance. */
export async function countTracking(
  parts: Pick<WebParts, 'rateLimit'>,
  req: Request,
  trackingCode: string,
): Promise<void> {
  await countAttempt(parts, tracking.address, network(req.ip ?? ''));
  await countAttempt(parts, tracking.code, trackingCode);
}

/** Counts one step that a resident takes in her case. */
export const countStoryForm = (parts: Pick<WebParts, 'rateLimit'>, trackingCode: string): Promise<void> =>
  countAttempt(parts, storyForms, trackingCode);
