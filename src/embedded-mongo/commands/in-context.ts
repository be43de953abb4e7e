import { MongoServerFault } from '../semantics/fault.ts';

/** A fault, told with what was being done when it was met. Keeps its code. */
export function inContext(error: unknown, context: string): unknown {
  if (error instanceof MongoServerFault) error.message = `${context} :: caused by :: ${error.message}`;
  return error;
}
