import { readHeader } from './header.ts';

const NOTHING = Buffer.alloc(0);
const HEADER_BYTES = 16;
const MODEST_BYTES = 1024 * 1024;

/** Cuts a stream of bytes into messages. What it keeps of an unfinished one grows with what has come, not with what was announced. */
export class Framing {
  private held: Buffer = NOTHING;
  private from = 0;
  private to = 0;

  /** Bytes that wait to become a message. */
  get size(): number {
    return this.to - this.from;
  }

  push(chunk: Buffer): void {
    if (this.size === 0) {
      this.held = chunk;
      this.from = 0;
      this.to = chunk.length;
      return;
    }
    if (this.held.length - this.to < chunk.length) this.grow(chunk.length);
    chunk.copy(this.held, this.to);
    this.to += chunk.length;
  }

  /** The next whole message, or undefined. Throws WireError as soon as a header shows that none will come. */
  next(): Buffer | undefined {
    if (this.size < HEADER_BYTES) return undefined;
    const { length } = readHeader(this.held, this.from);
    if (this.size < length) return undefined;
    const message = this.held.subarray(this.from, this.from + length);
    this.from += length;
    if (this.size === 0) this.held = NOTHING;
    return message;
  }

  /** Makes room for the whole message if that is modest, else for twice what there is: so it is copied a few times only. */
  private grow(more: number): void {
    const needed = this.size + more;
    const announced = this.size < HEADER_BYTES ? 0 : readHeader(this.held, this.from).length;
    const roomy = Buffer.allocUnsafeSlow(Math.max(needed, announced <= MODEST_BYTES ? announced : needed * 2));
    this.held.copy(roomy, 0, this.from, this.to);
    this.to = this.size;
    this.from = 0;
    this.held = roomy;
  }
}
