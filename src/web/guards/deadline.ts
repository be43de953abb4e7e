import type { RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/errors.ts';
import { refuse } from '../errors.ts';
import type { WebParts } from '../parts.ts';

/** How long a request may take before the store is asked whether it is there, which takes a second at most. */
const patienceMs = 800;

/** Nobody waits for a store that is away: within two seconds the answer is 503. A slow answer of a store at work is awaited. */
export function deadline(parts: Pick<WebParts, 'health' | 'log' | 'translators'>): RequestHandler {
  const check = async (res: Response): Promise<void> => {
    const { store } = await parts.health();
    if (!store && !res.headersSent) refuse(parts, res, new Refusal('unavailable', 'unavailable'));
  };
  return (_req, res, next) => {
    const timer = setTimeout(() => void check(res), patienceMs);
    res.on('close', () => clearTimeout(timer));
    next();
  };
}
