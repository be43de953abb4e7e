import { encode } from '../raw/decode.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { StorageFailure } from '../storage/storage-failure.ts';
import type { Message } from '../wire/message.ts';
import type { Server } from './command.ts';
import { COMMANDS } from './registry.ts';
import { duplicateOf } from './write-errors.ts';

/** Carries out the command of a message and encodes the answer, a fault included; never rejects. */
export async function dispatch(message: Message, connectionId: number, server: Server): Promise<Uint8Array> {
  try {
    const answer = await carryOut(message, connectionId, server);
    return answer instanceof Uint8Array ? answer : encode({ ...answer, ok: 1 });
  } catch (error) {
    return encode(failure(error));
  }
}

function carryOut(message: Message, connectionId: number, server: Server) {
  const { body } = message;
  const [name = ''] = Object.keys(body);
  const handler = COMMANDS.get(name);
  if (!handler) throw new MongoServerFault(59, 'CommandNotFound', `no such command: '${name}'`);
  if (body.txnNumber !== undefined || body.startTransaction !== undefined) {
    throw new MongoServerFault(
      20,
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  }
  const database = typeof body.$db === 'string' && body.$db ? body.$db : 'admin';
  return handler({ database, command: body, message, connectionId }, server);
}

function failure(error: unknown): Doc {
  if (error instanceof MongoServerFault) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...duplicateOf(error) };
  }
  console.error(error instanceof StorageFailure ? error.message : error);
  return { ok: 0, errmsg: error instanceof Error ? error.message : String(error), code: 1, codeName: 'InternalError' };
}
