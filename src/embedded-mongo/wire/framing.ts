import { MAX_MESSAGE_BYTES } from './message.ts';
import { WireError } from './wire-error.ts';

/** Cuts a stream of bytes into messages. */
export class Framing {
  private chunks: Buffer[] = [];
  private size = 0;

  /** Takes in bytes and returns every message that is now whole, each in memory of its own. Throws WireError. */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.size += chunk.length;
    const messages: Buffer[] = [];
    for (let length = this.nextLength(); length !== undefined && this.size >= length; length = this.nextLength()) {
      messages.push(this.take(length));
    }
    return messages;
  }

  private nextLength(): number | undefined {
    if (this.size < 16) return undefined;
    if ((this.chunks[0] as Buffer).length < 16) this.chunks = [Buffer.concat(this.chunks)];
    const length = (this.chunks[0] as Buffer).readInt32LE(0);
    if (length < 21 || length > MAX_MESSAGE_BYTES) throw new WireError(`a message of ${length} bytes`);
    return length;
  }

  private take(length: number): Buffer {
    const all = this.chunks.length === 1 ? (this.chunks[0] as Buffer) : Buffer.concat(this.chunks, this.size);
    const rest = all.subarray(length);
    this.chunks = rest.length ? [rest] : [];
    this.size -= length;
    return all.subarray(0, length);
  }
}
