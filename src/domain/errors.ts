/** Why something was refused. The web turns a kind into a status, a page or a problem; the command line into a line. */
export type ErrorKind =
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'unavailable';

/**
 * One thing wrong with an input. `pointer` is a JSON pointer into it (`/agency`), `code` names a message of the
 * locale files (`fault:` + code) and `params` fill it in.
 */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** A refusal that somebody outside caused and can be told about. Anything else that is thrown is our own mistake. */
export class Refusal extends Error {
  constructor(
    readonly kind: ErrorKind,
    /** Names the message, as in a fault. */
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>> = {},
    readonly faults: readonly Fault[] = [],
  ) {
    super(`${kind}: ${code}`);
    this.name = 'Refusal';
  }
}

/** The refusal of an input with faults. */
export const invalid = (faults: readonly Fault[]): Refusal => new Refusal('invalid', 'input', {}, faults);

/** Where the message of a code stands in the locale files: `namespace:key`, the namespace `fault` unless it names one. */
export const messageKey = (code: string): string => (code.includes(':') ? code : `fault:${code}`);
