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
  requests = 0;
  connected = 0;
  connectedEver = 0;
  private readonly counts = new Map<Counted, number>();

  /** A client came; the returned function says that it is gone. */
  connect(): () => void {
    this.connected++;
    this.connectedEver++;
    return () => this.connected--;
  }

  /** A command of that name was asked for. */
  count(command: string): void {
    const kind = COUNTED_AS[command] ?? 'command';
    this.requests++;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
  }

  connections(): Doc {
    return { current: this.connected, totalCreated: this.connectedEver };
  }

  opcounters(): Doc {
    return Object.fromEntries(COUNTED.map((kind) => [kind, Long.fromNumber(this.counts.get(kind) ?? 0)]));
  }
}
