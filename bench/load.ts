import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { answering } from './child.ts';

export interface Load {
  readonly url: string;
  readonly bodies: readonly string[];
  /** Ratings that each connection sends, one after the other. */
  readonly each: number;
}

export interface Sent {
  readonly acknowledged: number;
  /** Answers that were no 2xx, and connections that broke. */
  readonly failed: number;
  /** From the first request to the last answer, in seconds. */
  readonly seconds: number;
  /** In milliseconds. */
  readonly latency: { readonly p50: number; readonly p97_5: number; readonly p99: number };
}

export const connections = 64;

// Closed loop: each connection sends its next rating when the last was answered, each under a key of its own.
answering(async ({ url, bodies, each }: Load): Promise<Sent> => {
  const run = randomUUID();
  let clients = 0;
  let began = 0;
  let ended = 0;
  const cannon = autocannon({
    url,
    connections,
    amount: connections * each,
    setupClient(client) {
      clients += 1;
      // Built beforehand, so that building them takes nothing from the measurement.
      client.setRequests(
        Array.from({ length: each }, (_, index) => ({
          method: 'POST',
          path: '/api/v1/responses',
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': `${run}-${clients}-${index}` },
          body: bodies[(clients * each + index) % bodies.length],
        })),
      );
    },
  });
  void cannon.on('start', () => {
    began = performance.now();
  });
  void cannon.on('response', () => {
    ended = performance.now();
  });
  const { '2xx': acknowledged, non2xx, errors, timeouts, latency } = await cannon;
  const { p50, p97_5, p99 } = latency;
  return {
    acknowledged,
    failed: non2xx + errors + timeouts,
    seconds: (ended - began) / 1000,
    latency: { p50, p97_5, p99 },
  };
});
