import { MongoBulkWriteError } from 'mongodb';

const duplicateKey = 11000;

/**
 * The places in an unordered write of many whose unique key was taken. Throws the error when anything else went wrong:
 * also when the rest was written but a majority did not confirm it, which stands beside the duplicates and is no error
 * of its own.
 */
export function duplicatesOf(error: unknown): number[] {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const failures = [error.writeErrors].flat();
  const onlyDuplicates = failures.length > 0 && failures.every(({ code }) => code === duplicateKey);
  if (!onlyDuplicates || error.result.getWriteConcernError()) throw error;
  return failures.map(({ index }) => index);
}
