/** A growing byte buffer that keys are written into; reused from key to key, so take a copy of what must last. */
export class KeyWriter {
  bytes = Buffer.allocUnsafe(4096);
  length = 0;

  reserve(extra: number): void {
    if (this.length + extra <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + extra));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  uint32(value: number): void {
    this.reserve(4);
    this.length = this.bytes.writeUInt32BE(value, this.length);
  }

  raw(source: Uint8Array): void {
    this.reserve(source.length);
    this.bytes.set(source, this.length);
    this.length += source.length;
  }

  /** UTF-8 text ended by 0; a 0 inside is written 0 255, so a shorter text still sorts before a longer one. */
  text(value: string): void {
    if (value.includes('\0')) {
      for (const byte of Buffer.from(value)) {
        this.byte(byte);
        if (byte === 0) this.byte(255);
      }
    } else {
      this.reserve(value.length * 3);
      this.length += this.bytes.write(value, this.length);
    }
    this.byte(0);
  }

  copy(from = 0): Buffer {
    const copy = Buffer.allocUnsafe(this.length - from);
    // Keys are short: a loop is quicker than a view.
    for (let i = 0; i < copy.length; i++) copy[i] = this.bytes[from + i] as number;
    return copy;
  }
}
