import type { Query } from '../planner/query.ts';
import { sortSpec } from '../planner/sort-spec.ts';
import { badValue, failedToParse } from '../semantics/fault.ts';
import { collation } from './collation.ts';
import { command } from './command.ts';
import { firstAnswer } from './cursor-answer.ts';
import { required, type Values } from './fields.ts';
import { collection, document, flag, hint, ignored, natural } from './kinds.ts';

const FIELDS = {
  find: required(collection),
  filter: document,
  sort: document,
  projection: document,
  hint,
  skip: natural,
  limit: natural,
  batchSize: natural,
  singleBatch: flag,
  allowDiskUse: ignored,
  allowPartialResults: ignored,
  noCursorTimeout: flag,
  oplogReplay: ignored,
  tailable: flag,
  awaitData: flag,
  max: document,
  min: document,
  returnKey: flag,
  showRecordId: flag,
  collation,
  let: document,
};

export const find = command(
  FIELDS,
  async (args, { database, session, maxTimeMS, gone }, server) => {
    const namespace = `${database}.${args.find}`;
    refuseTailing(args, namespace);
    const reading = { database, collection: args.find, query: findQuery(args, maxTimeMS), now: new Date() };
    const source = await server.readers.read(reading, gone);
    const { batchSize, singleBatch = false, noCursorTimeout: lasting = false } = args;
    return firstAnswer(server, namespace, source, { batchSize, singleBatch, lasting, session });
  },
  {
    stable: true,
    readConcern: true,
    unstable: ['awaitData', 'max', 'min', 'noCursorTimeout', 'oplogReplay', 'returnKey', 'showRecordId', 'tailable'],
  },
);

/** What the arguments of a find ask for. */
export function findQuery(args: Values<typeof FIELDS>, maxTimeMS?: number): Query {
  const { filter = {}, skip, limit, projection, hint, min, max, collation, returnKey, showRecordId } = args;
  const { let: variables } = args;
  const sort = sortSpec(args.sort);
  // Said out at once: to copy an object of so many fields costs more than all the rest.
  return {
    filter,
    sort,
    skip,
    limit,
    projection,
    variables,
    collation,
    hint,
    min,
    max,
    returnKey,
    showRecordId,
    maxTimeMS,
  };
}

function refuseTailing({ tailable, awaitData }: Values<typeof FIELDS>, namespace: string): void {
  if (awaitData && !tailable) throw failedToParse("Cannot set 'awaitData' without also setting 'tailable'");
  if (tailable) {
    throw badValue(`error processing query: ns=${namespace} tailable cursor requested on non capped collection`);
  }
}
