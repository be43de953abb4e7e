import type { Evaluate } from '../expression/operands.ts';

/** Takes values one by one and says what they come to. A missing value is undefined. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

export type StartAccumulator = () => Accumulator;

/** What is accumulated of each document, and how. */
export interface Accumulation {
  evaluate: Evaluate;
  start: StartAccumulator;
}
