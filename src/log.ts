import type { Logger } from 'pino';

/** Structured logging. Never give it names, phones, addresses, comments, tracking codes or tokens. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'child'>;
