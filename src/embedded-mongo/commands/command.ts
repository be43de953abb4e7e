import type { CursorTable } from '../query/cursor-table.ts';
import type { LongPipelines } from '../query/long-pipelines.ts';
import type { Doc } from '../semantics/document.ts';
import type { Store } from '../storage/store.ts';
import type { Message } from '../wire/message.ts';

/** A command on its way: who asks what of which database. */
export interface Request {
  database: string;
  command: Doc;
  message: Message;
  connectionId: number;
}

/** What commands work with. */
export interface Server {
  store: Store;
  cursors: CursorTable;
  longPipelines: LongPipelines;
  startedAt: Date;
  /** where clients reach this server */
  address: string;
}

/** Carries out a command: the answer without its `ok`, or an answer that is already encoded. */
export type Handler = (request: Request, server: Server) => Doc | Uint8Array | Promise<Doc | Uint8Array>;
