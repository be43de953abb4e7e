import { Problem } from './problem.ts';

/** The `Idempotency-Key` of a request, as it may be used: 1 to 255 printable ASCII characters. Throws 400 on any other. */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header !== undefined && !/^[\x20-\x7e]{1,255}$/.test(header)) throw new Problem(400, 'idempotency-key');
  return header;
}
