import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { DuplicateKey } from '../storage/duplicate-key.ts';
import { CannotConvertIndexToUnique } from './index-violations.ts';

/**
 * What a write answers about one of its statements that was refused. Faults of the store itself are thrown on, and that
 * the time is up (50), after which nothing else is done.
 */
export function writeError(index: number, error: unknown): Doc {
  if (!(error instanceof MongoServerFault) || error.code === 50) throw error;
  return { index, code: error.code, errmsg: error.message, ...duplicateOf(error) };
}

/** The fields by which drivers show a duplicate key, or the many that keep an index from becoming unique. */
export function duplicateOf(error: unknown): Doc {
  if (error instanceof DuplicateKey) return { keyPattern: error.keyPattern, keyValue: error.keyValue };
  return error instanceof CannotConvertIndexToUnique ? { violations: error.violations } : {};
}

/** `{n, …, writeErrors?}` */
export function writeAnswer(counts: Doc, errors: Doc[]): Doc {
  return errors.length ? { ...counts, writeErrors: errors } : counts;
}
