import type { Doc } from '../document.ts';
import type { Evaluate } from '../expression/operands.ts';
import type { Scope } from '../variables.ts';

/** Takes values one by one and says what they come to. A missing value is undefined. */
export interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

/** Told of the bytes of every value that is held until the end; throws when these become too many. */
export type Keep = (bytes: number) => void;

/** What is accumulated of each document, and how; what is asked for may depend on the group's key, if that is a document. */
export interface Accumulation {
  evaluate: Evaluate;
  start: (key?: Doc, keep?: Keep) => Accumulator;
}

export type CompileAccumulation = (operand: unknown, scope: Scope, operator: string) => Accumulation;
