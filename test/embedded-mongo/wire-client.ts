import { connect, type Socket } from 'node:net';
import { type Document, deserialize, serialize } from 'bson';
import { crc32c } from '../../src/embedded-mongo/wire/crc32c.ts';

interface Answer {
  responseTo: number;
  opCode: number;
  flags: number;
  body: Document;
  /** the message as it came */
  bytes: Buffer;
}

interface Options {
  requestId?: number;
  flags?: number;
  /** documents beside the body, by name; a list so that a name may come twice */
  beside?: [string, Uint8Array[]][];
  /** adds the checksum, and the flag that says so */
  checksum?: boolean;
}

/** Frames a command, or bytes that take the place of one, as the driver does. */
export function opMsg(body: Document | Uint8Array, { requestId = 7, flags = 0, beside = [], checksum }: Options = {}) {
  const sections = [Buffer.from([0]), body instanceof Uint8Array ? body : serialize(body)];
  for (const [name, docs] of beside) {
    const content = Buffer.concat([Buffer.from(`${name}\0`), ...docs]);
    sections.push(Buffer.from([1]), int32(content.length + 4), content);
  }
  const whole = message(
    2013,
    [int32(checksum ? flags | 1 : flags), ...sections, Buffer.alloc(checksum ? 4 : 0)],
    requestId,
  );
  if (checksum) whole.writeUInt32LE(crc32c(whole.subarray(0, -4)), whole.length - 4);
  return whole;
}

/** Frames the oldest kind of request. */
export function opQuery(namespace: string, body: Document, requestId = 7): Buffer {
  return message(2004, [int32(0), Buffer.from(`${namespace}\0`), int32(0), int32(-1), serialize(body)], requestId);
}

/** Any message: its header and what follows. */
export function message(opCode: number, parts: Uint8Array[], requestId = 7): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([int32(content.length + 16), int32(requestId), int32(0), int32(opCode), content]);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value | 0);
  return bytes;
}

/** A connection on which anything may be sent. */
export class WireClient {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  private received = Buffer.alloc(0);
  private readonly waiting: ((answer: Answer | 'closed') => void)[] = [];
  private isClosed = false;

  constructor(uri: string) {
    const { hostname, port } = new URL(uri);
    this.socket = connect(Number(port), hostname);
    this.socket.on('error', () => {});
    this.socket.on('data', (chunk) => this.take(chunk));
    // Also after an error: one who is turned away may be told so by a reset.
    this.closed = new Promise<void>((resolve) => this.socket.once('close', () => resolve())).then(() => {
      this.isClosed = true;
      for (const resolve of this.waiting.splice(0)) resolve('closed');
    });
  }

  send(bytes: Uint8Array): void {
    this.socket.write(bytes);
  }

  /** The next answer, or that there will be none. */
  answer(): Promise<Answer | 'closed'> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.isClosed) resolve('closed');
      else this.take(Buffer.alloc(0));
    });
  }

  async ask(bytes: Uint8Array): Promise<Document | 'closed'> {
    this.send(bytes);
    const answer = await this.answer();
    return answer === 'closed' ? answer : answer.body;
  }

  end(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    while (this.waiting.length && this.received.length >= 16 && this.received.length >= this.received.readInt32LE(0)) {
      const bytes = this.received.subarray(0, this.received.readInt32LE(0));
      this.received = this.received.subarray(bytes.length);
      this.waiting.shift()?.(answerOf(bytes));
    }
  }
}

function answerOf(bytes: Buffer): Answer {
  const opCode = bytes.readInt32LE(12);
  const flags = bytes.readInt32LE(16);
  const end = opCode === 2013 && flags & 1 ? -4 : undefined;
  return {
    responseTo: bytes.readInt32LE(8),
    opCode,
    flags,
    body: deserialize(bytes.subarray(opCode === 2013 ? 21 : 36, end), {
      bsonRegExp: true,
      validation: { utf8: false },
    }),
    bytes,
  };
}
