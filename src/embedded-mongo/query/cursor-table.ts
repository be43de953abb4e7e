import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import type { Source } from './source.ts';

/** How long an unused cursor is kept, in milliseconds. */
const IDLE_MS = 10 * 60_000;
/** The same for one that was asked to last: as long as a session that nobody refreshes. */
const LASTING_MS = 30 * 60_000;

/** A query whose documents were not all fetched yet. */
export interface Cursor {
  id: Long;
  namespace: string;
  source: Source;
  /** in which it was opened, and may be read on */
  session: string | undefined;
  /** it is kept as long as its session */
  lasting: boolean;
  /** somebody is reading */
  busy: boolean;
  usedAt: number;
}

/** All open cursors. Those that nobody reads for ten minutes are closed, those that were asked to last after thirty. */
export class CursorTable {
  private readonly cursors = new Map<string, Cursor>();
  private readonly timer = setInterval(() => this.closeIdle(Date.now()), 60_000).unref();

  get size(): number {
    return this.cursors.size;
  }

  open(opened: Pick<Cursor, 'namespace' | 'source' | 'session' | 'lasting'>): Cursor {
    const id = Long.fromBigInt(randomBytes(8).readBigUInt64LE() >> 2n).or(1);
    const cursor = { ...opened, id, busy: false, usedAt: Date.now() };
    this.cursors.set(id.toString(), cursor);
    return cursor;
  }

  get(id: Long): Cursor | undefined {
    const cursor = this.cursors.get(id.toString());
    if (cursor) cursor.usedAt = Date.now();
    return cursor;
  }

  close(id: Long): boolean {
    this.cursors.get(id.toString())?.source.close?.();
    return this.cursors.delete(id.toString());
  }

  /** Closes the cursors of a session. */
  closeOf(session: string): void {
    for (const cursor of this.of(session)) this.close(cursor.id);
  }

  /** Keeps the cursors of a session for longer. */
  refresh(session: string): void {
    for (const cursor of this.of(session)) cursor.usedAt = Date.now();
  }

  closeAll(): void {
    clearInterval(this.timer);
    for (const { id } of this.cursors.values()) this.close(id);
  }

  private of(session: string): Cursor[] {
    return [...this.cursors.values()].filter((cursor) => cursor.session === session);
  }

  private closeIdle(now: number): void {
    for (const { id, usedAt, lasting, busy } of this.cursors.values()) {
      if (!busy && now - usedAt > (lasting ? LASTING_MS : IDLE_MS)) this.close(id);
    }
  }
}
