import type { RequestHandler } from 'express';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** Counts and times every request by the route's pattern. */
  readonly measure: RequestHandler;
  /** The Prometheus page. */
  readonly show: RequestHandler;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'ydan_http_request_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const recorded = new Counter({
    name: 'ydan_responses_recorded_total',
    help: 'Answers acknowledged to the resident or program that sent them',
    labelNames: ['channel'] as const,
    registers: [registry],
  });
  return {
    measure(req, res, next) {
      const began = performance.now();
      res.on('finish', () => {
        const route = String(req.route?.path ?? 'none');
        seconds.observe({ method: req.method, route, status: res.statusCode }, (performance.now() - began) / 1000);
        if (res.locals.recordedChannel) recorded.inc({ channel: res.locals.recordedChannel });
      });
      next();
    },
    async show(_req, res) {
      res.type(registry.contentType).send(await registry.metrics());
    },
  };
}
