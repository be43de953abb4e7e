import { Redis } from 'ioredis';
import type { Log } from './log.ts';

/** Connections to Redis of the two kinds there are. */
export interface RedisConnections {
  /** For those who must not wait: it fails at once while Redis is away. */
  readonly hasty: Redis;
  /** A fresh connection for a worker, which waits for Redis as long as it takes. */
  patient(): Redis;
  close(): void;
}

/** `url` is a `redis:` address or the path of a unix socket. */
export function connectRedis(url: string, log: Log): RedisConnections {
  const opened: Redis[] = [];
  const connect = (options: object): Redis => {
    const redis = new Redis(url.replace(/^unix:(\/\/)?/, ''), {
      ...options,
      retryStrategy: (times: number) => Math.min(times * 50, 1000),
    });
    redis.on('error', (error: Error) => log.debug({ reason: error.message }, 'Redis'));
    opened.push(redis);
    return redis;
  };
  return {
    hasty: connect({ enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 2_000 }),
    patient: () => connect({ maxRetriesPerRequest: null }),
    close: () => opened.forEach((redis) => redis.disconnect()),
  };
}
