import type { Socket } from 'node:net';
import { Long } from 'bson';
import type { Doc } from '../semantics/document.ts';

const COUNTED = ['insert', 'query', 'update', 'delete', 'getmore', 'command'] as const;
type Counted = (typeof COUNTED)[number];

const COUNTED_AS: Record<string, Counted> = {
  insert: 'insert',
  find: 'query',
  update: 'update',
  delete: 'delete',
  getMore: 'getmore',
};

/** Counts what clients asked for since the start. */
export class Traffic {
  private requests = 0;
  private connectedEver = 0;
  private readonly counts = new Map<Counted, number>();
  private readonly clients = new Set<Socket>();
  private readonly gone = { bytesRead: 0, bytesWritten: 0 };
  private readonly mostClients: number;

  constructor(mostClients: number) {
    this.mostClients = mostClients;
  }

  /** A client came; the returned function says that it is gone. */
  connect(client: Socket): () => void {
    this.clients.add(client);
    this.connectedEver++;
    return () => {
      this.clients.delete(client);
      this.gone.bytesRead += client.bytesRead;
      this.gone.bytesWritten += client.bytesWritten;
    };
  }

  /** A command of that name was asked for. */
  count(command: string): void {
    const kind = COUNTED_AS[command] ?? 'command';
    this.requests++;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  connections(): Doc {
    const current = this.clients.size;
    return { current, available: this.mostClients - current, totalCreated: this.connectedEver };
  }

  network(): Doc {
    const bytes = (way: 'bytesRead' | 'bytesWritten') =>
      Long.fromNumber([...this.clients].reduce((sum, client) => sum + client[way], this.gone[way]));
    return {
      bytesIn: bytes('bytesRead'),
      bytesOut: bytes('bytesWritten'),
      numRequests: Long.fromNumber(this.requests),
    };
  }

  opcounters(): Doc {
    return Object.fromEntries(COUNTED.map((kind) => [kind, Long.fromNumber(this.counts.get(kind) ?? 0)]));
  }
}
