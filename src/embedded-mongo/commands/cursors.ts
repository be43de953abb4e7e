import { Long } from 'bson';
import { MongoServerFault } from '../semantics/fault.ts';
import { collectionName, countOf } from './arguments.ts';
import type { Handler } from './command.ts';
import { cursorAnswer, nextBatch } from './cursor-answer.ts';

export const getMore: Handler = async ({ command }, { cursors }) => {
  const id = command.getMore;
  const cursor = id instanceof Long ? cursors.get(id) : undefined;
  if (!cursor) throw new MongoServerFault(43, 'CursorNotFound', `cursor id ${String(id)} not found`);
  const batch = await nextBatch(cursor.source, countOf(command, 'batchSize') || Number.POSITIVE_INFINITY);
  if (!cursor.source.done) return cursorAnswer('nextBatch', batch, cursor.id, cursor.namespace);
  cursors.close(cursor.id);
  return cursorAnswer('nextBatch', batch, Long.ZERO, cursor.namespace);
};

export const killCursors: Handler = ({ command }, { cursors }) => {
  collectionName(command, 'killCursors');
  const ids = (Array.isArray(command.cursors) ? command.cursors : []).filter((id): id is Long => id instanceof Long);
  const cursorsKilled = ids.filter((id) => cursors.close(id));
  const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [] };
};
