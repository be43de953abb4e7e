import { decode } from '../raw/decode.ts';
import { MAX_DOCUMENT_BYTES, validateDocument } from '../raw/validate.ts';
import type { Doc } from '../semantics/document.ts';
import { documentsOf } from './arguments.ts';
import type { Request } from './command.ts';

const OVERHEAD_BYTES = 16 * 1024;

/** The statements of an update or delete, whether they came inside the command or beside it. */
export function statementsOf({ message, command }: Request, name: string): Doc[] {
  const beside = message.sequences.get(name);
  if (!beside) return documentsOf(command, name);
  return beside.map((raw) => {
    validateDocument(raw, MAX_DOCUMENT_BYTES + OVERHEAD_BYTES);
    return decode(raw);
  });
}
