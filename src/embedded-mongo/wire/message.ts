import type { Doc } from '../semantics/document.ts';

/** How a request has to be answered. */
export interface Envelope {
  requestId: number;
  opCode: number;
  /** the client does not want an answer */
  silent: boolean;
  /** the client wants its answer with a checksum */
  checksum: boolean;
}

/** What a request asks for; everything in it is well-formed. */
export interface Message {
  /** the command without the documents that came beside it */
  body: Doc;
  bodyBytes: Buffer;
  /** documents that came beside the command, by the argument they stand for */
  sequences: Map<string, Buffer[]>;
}
