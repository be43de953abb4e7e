import type { Fault } from '../domain/errors.ts';

/** A refusal that only HTTP knows: a body that is no JSON, too many requests. Shown like a `Refusal`. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** Names the message, as in a fault. */
    readonly code: string,
    readonly params: NonNullable<Fault['params']> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${status}: ${code}`);
    this.name = 'Problem';
  }
}
