interface Closable {
  destroy(): void;
}

/** Bytes of unfinished messages that all clients together may leave here. */
const LIMIT_BYTES = 512 * 1024 * 1024;

/** Watches what clients have sent of messages that are not whole yet: when it is too much, the one that is at it longest has to go. */
export class Unfinished {
  /** in the order in which the messages began */
  private readonly held = new Map<Closable, number>();
  private readonly limit: number;
  private total = 0;

  constructor(limit = LIMIT_BYTES) {
    this.limit = limit;
  }

  /** Notes how many bytes a client has waiting; 0 when it has none, or is gone. */
  hold(client: Closable, bytes: number): void {
    this.total += bytes - (this.held.get(client) ?? 0);
    if (bytes) this.held.set(client, bytes);
    else this.held.delete(client);
    while (this.total > this.limit) {
      const [oldest] = this.held.keys() as IterableIterator<Closable>;
      oldest?.destroy();
      this.hold(oldest as Closable, 0);
    }
  }
}
