import type { RequestHandler } from 'express';
import type { WebParts } from '../parts.ts';

/** One line per request: the route's pattern, never the address, which may hold a code. */
export function requestLog({ log }: Pick<WebParts, 'log'>): RequestHandler {
  return (req, res, next) => {
    const began = performance.now();
    res.on('finish', () => {
      const { method, route } = req;
      const ms = Math.round((performance.now() - began) * 10) / 10;
      log.info(
        { method, route: route?.path ?? 'none', status: res.statusCode, ms, requestId: res.locals.requestId },
        'request',
      );
    });
    next();
  };
}
