import { unhurried } from '../query/reading-time.ts';
import { decode } from '../raw/decode.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Message } from '../wire/message.ts';
import { checked, type Fields, missingField, type Values } from './fields.ts';
import { document, listOf, part } from './kinds.ts';

const MOST_STATEMENTS = 100_000;

/** Compiles what reads the statements of an update or delete, whether they came inside the command or beside it. */
export function statements<F extends Fields>(field: string, path: string, fields: F) {
  const statement = part(fields);
  return async (message: Message, inside: unknown): Promise<Values<F>[]> => {
    const beside = message.sequences.get(field);
    if (beside) {
      checkCount(beside.length);
      return unhurried(beside, (raw) => statement.of(decode(raw), path));
    }
    if (inside === undefined || inside === null) throw missingField(path);
    const read = checked(listOf(document), inside, path);
    checkCount(read.length);
    return unhurried(read, (each) => statement.of(each, path));
  };
}

/** How many writes one command may ask for. Throws InvalidLength. */
export function checkCount(count: number): void {
  if (count >= 1 && count <= MOST_STATEMENTS) return;
  throw new MongoServerFault(
    16,
    'InvalidLength',
    `Write batch sizes must be between 1 and ${MOST_STATEMENTS}. Got ${count} operations.`,
  );
}
