import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { DuplicateKey } from '../storage/duplicate-key.ts';

/** What a write answers about one of its statements that was refused. Faults of the store itself are thrown on. */
export function writeError(index: number, error: unknown): Doc {
  if (!(error instanceof MongoServerFault)) throw error;
  return { index, code: error.code, errmsg: error.message, ...duplicateOf(error) };
}

/** The fields by which drivers show a duplicate key. */
export function duplicateOf(error: unknown): Doc {
  return error instanceof DuplicateKey ? { keyPattern: error.keyPattern, keyValue: error.keyValue } : {};
}

/** `{n, …, writeErrors?}` */
export function writeAnswer(counts: Doc, errors: Doc[]): Doc {
  return errors.length ? { ...counts, writeErrors: errors } : counts;
}
