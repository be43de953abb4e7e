import { Long } from 'bson';
import type { Cursor } from '../query/cursor-table.ts';
import { badValue, location, MongoServerFault } from '../semantics/fault.ts';
import { command, type Request } from './command.ts';
import { cursorAnswer, nextBatch } from './cursor-answer.ts';
import { type Kind, required } from './fields.ts';
import { listOf, natural, text } from './kinds.ts';

const cursorId: Kind<Long> = { types: ['long'], of: (value) => value as Long };

export const getMore = command(
  { getMore: required(cursorId), collection: required(text), batchSize: natural },
  async ({ getMore: id, collection: name, batchSize }, request, { cursors }) => {
    const cursor = cursors.get(id);
    if (!cursor) throw new MongoServerFault(43, 'CursorNotFound', `cursor id ${id} not found`);
    checkClaim(cursor, `${request.database}.${name}`, request);
    cursor.busy = true;
    const leave = () => cursors.close(id);
    request.gone.addEventListener('abort', leave);
    try {
      const batch = await nextBatch(cursor.source, batchSize || Number.POSITIVE_INFINITY);
      if (!cursor.source.done) return cursorAnswer('nextBatch', batch, cursor.id, cursor.namespace);
      cursors.close(cursor.id);
      return cursorAnswer('nextBatch', batch, Long.ZERO, cursor.namespace);
    } catch (error) {
      cursors.close(cursor.id);
      throw error;
    } finally {
      request.gone.removeEventListener('abort', leave);
      cursor.busy = false;
    }
  },
  { stable: true },
);

/** Whether a request may read on with a cursor: in its own namespace and session, one at a time. */
function checkClaim({ id, namespace, session, busy }: Cursor, asked: string, request: Request): void {
  if (asked !== namespace) {
    throw new MongoServerFault(
      13,
      'Unauthorized',
      `Requested getMore on namespace '${asked}', but cursor belongs to a different namespace ${namespace}`,
    );
  }
  if (session !== request.session) {
    const made = session === undefined ? 'was not created in a session' : `was created in session ${session}`;
    const now = request.session === undefined ? 'without an lsid' : `in session ${request.session}`;
    const code = session === undefined ? 50736 : request.session === undefined ? 50737 : 50738;
    throw location(code, `Cannot run getMore on cursor ${id}, which ${made}, ${now}`);
  }
  if (busy) throw new MongoServerFault(12051, 'CursorInUse', `cursor id ${id} is already in use`);
  if (request.maxTimeMS) {
    throw badValue('cannot set maxTimeMS on getMore command for a non-awaitData cursor');
  }
}

export const killCursors = command(
  { killCursors: required(text), cursors: required(listOf(cursorId)) },
  ({ cursors: ids }, _request, { cursors }) => {
    const cursorsKilled = ids.filter((id) => cursors.close(id));
    const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
    return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
  },
  { stable: true },
);
