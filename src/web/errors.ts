import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { type ErrorKind, type Fault, Refusal } from '../domain/errors.ts';
import { isApi } from './api-path.ts';
import type { WebParts } from './parts.ts';
import { message, page } from './presentation.ts';
import { Problem } from './problem.ts';
import { isStoreAway } from './store-away.ts';

const statusOf: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  unavailable: 503,
};

/** How long a client is told to wait when something is down, in seconds. */
const retryAfter = '5';

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly params: NonNullable<Fault['params']>;
  readonly faults: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;
}

function answerTo(error: unknown): Answer {
  if (error instanceof Refusal) {
    const headers: Record<string, string> = {};
    if (error.kind === 'unavailable') headers['Retry-After'] = retryAfter;
    if (error.kind === 'unauthorized') headers['WWW-Authenticate'] = 'Bearer';
    return { status: statusOf[error.kind], code: error.code, params: error.params, faults: error.faults, headers };
  }
  if (error instanceof Problem) {
    const { status, code, params, headers } = error;
    return { status, code, params, headers, faults: [] };
  }
  const { status } = (error ?? {}) as { status?: number };
  if (isStoreAway(error)) return answerTo(new Refusal('unavailable', 'unavailable'));
  // The router’s own: an address that cannot be decoded.
  if (status !== undefined && status >= 400 && status < 500) return answerTo(new Problem(status, 'bad-request'));
  return answerTo(new Problem(500, 'internal'));
}

/** RFC 9457 for programs. */
function sendProblem(res: Response, { status, code, params, faults }: Answer): void {
  const { t, requestId } = res.locals;
  res
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:ydan:problem:${code.replace(':', '.')}`,
        title: STATUS_CODES[status],
        status,
        detail: message(t, { code, params }),
        instance: `urn:uuid:${requestId}`,
        ...(faults.length > 0
          ? { errors: faults.map((fault) => ({ pointer: fault.pointer, detail: message(t, fault) })) }
          : {}),
      }),
    );
}

function sendPage(res: Response, { status, code, params, faults }: Answer): void {
  const { t, requestId } = res.locals;
  const known = [401, 403, 404, 409, 410, 413, 429, 503].includes(status)
    ? String(status)
    : status < 500
      ? '400'
      : '500';
  res.set('Cache-Control', 'no-store');
  page(
    res,
    'errors/refusal',
    {
      title: t(`error:title-${known}`),
      detail: message(t, { code, params }),
      faults: faults.map((fault) => message(t, fault)),
      search: status === 404 || status === 410,
      requestId: status >= 500 ? requestId : undefined,
    },
    status,
  );
}

/** Nothing answered before: there is no such page. */
export const notFound: RequestHandler = () => {
  throw new Refusal('not-found', 'page-not-found');
};

type Parts = Pick<WebParts, 'log' | 'translators'>;

/** Every refusal and mistake ends here: a problem for programs, a page for people, never a stack. */
export const errors =
  (parts: Parts): ErrorRequestHandler =>
  (error: unknown, _req, res, _next) => {
    // Told 503 because the store was away, a request goes on until it finds out by itself.
    if (res.writableEnded) return;
    if (!res.headersSent) return refuse(parts, res, error);
    parts.log.error({ err: error, requestId: res.locals.requestId }, 'an answer broke off');
    res.destroy();
  };

/** Answers with what a refusal or mistake says. */
export function refuse({ log, translators }: Parts, res: Response, error: unknown): void {
  const { req } = res;
  const answer = answerTo(error);
  if (answer.status >= 500 && answer.status !== 503)
    log.error({ err: error, requestId: res.locals.requestId, route: req.route?.path }, 'a request failed');
  res.locals.t ??= translators.vi;
  res.locals.language ??= 'vi';
  for (const [name, value] of Object.entries(answer.headers)) res.set(name, value);
  if (isApi(req.originalUrl)) return sendProblem(res, answer);
  try {
    sendPage(res, answer);
  } catch (failure) {
    log.error({ err: failure, requestId: res.locals.requestId }, 'the error page failed');
    res
      .status(500)
      .type('text')
      .send(message(res.locals.t, { code: 'internal' }));
  }
}
