import { type RequestHandler, Router } from 'express';
import type { WebParts } from './parts.ts';

/** Whether this process is alive, whether it can work, and its figures for Prometheus. */
export function healthApi(parts: Pick<WebParts, 'health'>, showMetrics: RequestHandler): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'alive' });
  });
  router.get('/readyz', async (_req, res) => {
    const { store, redis } = await parts.health();
    const ready = store && redis;
    if (!ready) res.set('Retry-After', '5');
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', store, redis });
  });
  router.get('/metrics', showMetrics);
  return router;
}
