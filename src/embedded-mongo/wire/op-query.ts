import { decode } from '../raw/decode.ts';
import { int32 } from '../raw/element.ts';
import { validateReceived } from '../raw/validate.ts';
import { invalid } from '../raw/well-formed.ts';
import { location, MongoServerFault } from '../semantics/fault.ts';
import type { Message } from './message.ts';

const GREETINGS = new Set(['hello', 'isMaster', 'ismaster']);
const UPGRADE =
  'The client driver may require an upgrade. For more details see https://dochub.mongodb.org/core/legacy-opcode-removal';

/** Reads the greeting of a driver that does not know yet whom it talks to: all that is left of OP_QUERY. */
export function readGreeting(bytes: Buffer): Message {
  const nameEnd = bytes.indexOf(0, 20);
  const at = nameEnd + 1 + 8;
  const size = nameEnd >= 0 && at + 4 <= bytes.length ? int32(bytes, at) : 0;
  if (size < 5 || at + size > bytes.length) throw invalid('a query that leads out of its message');
  const [, database, collection] = /^([^.]*)\.(.*)$/s.exec(bytes.toString('utf8', 20, nameEnd)) ?? [];
  if (collection !== '$cmd') throw location(5739101, `OP_QUERY is no longer supported. ${UPGRADE}`);
  const bodyBytes = bytes.subarray(at, at + size);
  validateReceived(bodyBytes);
  const body = decode(bodyBytes);
  const [name = ''] = Object.keys(body);
  if (!GREETINGS.has(name)) {
    throw new MongoServerFault(352, 'UnsupportedOpQueryCommand', `Unsupported OP_QUERY command: ${name}. ${UPGRADE}`);
  }
  return { body: { ...body, $db: database }, bodyBytes, sequences: new Map() };
}
