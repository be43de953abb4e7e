import type { CursorTable } from '../query/cursor-table.ts';
import type { Readers } from '../query/readers.ts';
import type { Doc } from '../semantics/document.ts';
import type { Store } from '../storage/store.ts';
import type { Message } from '../wire/message.ts';
import { type Fields, reader, type Values } from './fields.ts';
import { isGenericArgument } from './generic-arguments.ts';
import type { Traffic } from './traffic.ts';
import type { Traits } from './traits.ts';

/** Who asks. */
export interface Client {
  connectionId: number;
  /** aborted when nobody waits for an answer any more */
  gone: AbortSignal;
}

/** A command on its way: who asks what of which database. */
export interface Request extends Client {
  database: string;
  command: Doc;
  message: Message;
  /** the session that it is part of, in hexadecimal */
  session: string | undefined;
  /** how long the client will wait, in milliseconds; 0 is for ever */
  maxTimeMS: number;
}

/** What commands work with. */
export interface Server {
  store: Store;
  cursors: CursorTable;
  readers: Readers;
  traffic: Traffic;
  startedAt: Date;
  /** where clients reach this server */
  address: string;
}

/** An answer without its `ok`, or one that is already encoded. */
export type Answer = Doc | Uint8Array | Promise<Doc | Uint8Array>;

/** A command by its name, which checks its own fields before it does anything. */
export interface Command extends Traits {
  name: string;
  carryOut(request: Request, server: Server): Answer;
}

/** Makes a command of the fields that it takes, the first of which is its name, and of what it does with them. */
export function command<F extends Fields>(
  fields: F,
  run: (args: Values<F>, request: Request, server: Server) => Answer,
  traits: Traits = {},
): Command & { take(body: Doc): Values<F> } {
  const [name = ''] = Object.keys(fields);
  const read = reader(fields, isGenericArgument);
  const take = (body: Doc) => read(body, name);
  return { ...traits, name, take, carryOut: (request, server) => run(take(request.command), request, server) };
}

/** Makes a command that, as in MongoDB, does not mind fields that it does not know. */
export function lenient(name: string, run: (request: Request, server: Server) => Answer, traits: Traits = {}): Command {
  return { ...traits, name, carryOut: run };
}
