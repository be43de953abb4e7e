import { Double } from 'bson';
import { encode } from '../raw/decode.ts';
import type { Doc } from '../semantics/document.ts';
import { location, MongoServerFault } from '../semantics/fault.ts';
import { StorageFailure } from '../storage/storage-failure.ts';
import type { Message } from '../wire/message.ts';
import { refusal } from '../wire/reply.ts';
import type { Answer, Client, Server } from './command.ts';
import { genericArguments } from './generic-arguments.ts';
import { checkedDatabaseName } from './namespace.ts';
import { COMMANDS } from './registry.ts';
import { duplicateOf } from './write-errors.ts';

const YES = new Double(1);

/** A full disk refuses everybody, and what is said about it takes room too: at most once in so many milliseconds. */
const COMPLAINT_INTERVAL_MS = 60_000;

let lastComplaint = Number.NEGATIVE_INFINITY;

/** What may come beside a command. */
const BESIDE = new Map([
  ['insert', 'documents'],
  ['update', 'updates'],
  ['delete', 'deletes'],
]);

/** Carries out the command of a message and encodes the answer, a fault included; never rejects. */
export async function dispatch(message: Message, client: Client, server: Server): Promise<Uint8Array> {
  try {
    const answer = await carryOut(message, client, server);
    return answer instanceof Uint8Array ? answer : encode({ ...answer, ok: YES });
  } catch (error) {
    return encode(failure(error));
  }
}

function carryOut(message: Message, client: Client, server: Server): Answer {
  const [name = ''] = Object.keys(message.body);
  const command = COMMANDS.get(name);
  server.traffic.count(command?.name ?? name);
  if (!command) throw new MongoServerFault(59, 'CommandNotFound', `no such command: '${name}'`);
  for (const beside of message.sequences.keys()) {
    if (beside !== BESIDE.get(command.name)) {
      throw location(40415, `BSON field '${command.name}.${beside}' is an unknown field.`);
    }
  }
  const body = name === command.name ? message.body : renamed(message.body, name, command.name);
  const database = databaseOf(body);
  if (command.admin && database !== 'admin') {
    throw new MongoServerFault(13, 'Unauthorized', `${command.name} may only be run against the admin database.`);
  }
  const told = genericArguments(command, body);
  return command.carryOut({ database, command: body, message, ...client, ...told }, server);
}

/** A command that was called by another of its names. */
function renamed(body: Doc, alias: string, name: string): Doc {
  const { [alias]: target, ...rest } = body;
  return { [name]: target, ...rest };
}

function databaseOf({ $db }: Doc): string {
  if ($db === undefined) throw location(40571, 'OP_MSG requests require a $db argument');
  if (typeof $db !== 'string') throw location(40572, '$db must be a string');
  return checkedDatabaseName($db);
}

function failure(error: unknown): Doc {
  if (error instanceof MongoServerFault) return { ...refusal(error), ...duplicateOf(error) };
  if (error instanceof StorageFailure) {
    complain(error);
    return refusal(error);
  }
  // JavaScript's ways to say that there is no more room: on the stack, in a text, in an array.
  if (error instanceof RangeError) return refusal({ message: error.message, ...outOfRoom(error) });
  console.error(error);
  const message = error instanceof Error ? error.message : String(error);
  return refusal({ message, code: 1, codeName: 'InternalError' });
}

function complain({ message }: StorageFailure): void {
  const now = performance.now();
  if (now - lastComplaint < COMPLAINT_INTERVAL_MS) return;
  lastComplaint = now;
  console.error(message);
}

function outOfRoom({ message }: RangeError) {
  if (message.includes('call stack')) return { code: 15, codeName: 'Overflow' };
  return { code: 146, codeName: 'ExceededMemoryLimit' };
}
