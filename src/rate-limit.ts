import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

export interface Allowance {
  readonly points: number;
  readonly seconds: number;
}

export interface RateLimit {
  readonly allowed: boolean;
  readonly retryAfterSeconds: number;
}

/** Counts hits under a name and key, or takes one back with `hits` -1. All processes share the count while Redis is there; each has its own when not. */
export type RateLimiter = (name: string, key: string, allowance: Allowance, hits?: 1 | -1) => Promise<RateLimit>;

export function createRateLimiter(redis: Redis): RateLimiter {
  const limiters = new Map<string, RateLimiterRedis>();
  const limiterOf = (name: string, { points, seconds }: Allowance): RateLimiterRedis => {
    const id = `${name}-${points}-${seconds}`;
    const known = limiters.get(id);
    if (known) return known;
    const options = { keyPrefix: `limit-${id}`, points, duration: seconds };
    const made = new RateLimiterRedis({
      ...options,
      storeClient: redis,
      insuranceLimiter: new RateLimiterMemory(options),
      rejectIfRedisNotReady: true,
    });
    limiters.set(id, made);
    return made;
  };
  return async (name, key, allowance, hits = 1) => {
    const limiter = limiterOf(name, allowance);
    try {
      await (hits === 1 ? limiter.consume(key) : limiter.reward(key));
      return { allowed: true, retryAfterSeconds: 0 };
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return { allowed: false, retryAfterSeconds: Math.ceil(refused.msBeforeNext / 1000) };
    }
  };
}
