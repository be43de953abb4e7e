import { collationOf } from '../planner/collation.ts';
import { hintOf } from '../planner/hint.ts';
import { sortSpec } from '../planner/sort-spec.ts';
import { select } from '../query/select.ts';
import { sourceOf } from '../query/source.ts';
import { flagOf } from '../raw/number-of.ts';
import { matcher } from '../semantics/filter.ts';
import { collectionName, countOf, documentOf } from './arguments.ts';
import type { Handler } from './command.ts';
import { firstAnswer } from './cursor-answer.ts';

export const find: Handler = async ({ database, command }, server) => {
  const name = collectionName(command, 'find');
  const namespace = `${database}.${name}`;
  const query = {
    filter: documentOf(command, 'filter') ?? {},
    sort: sortSpec(documentOf(command, 'sort')),
    skip: countOf(command, 'skip'),
    limit: countOf(command, 'limit'),
    projection: documentOf(command, 'projection'),
    variables: documentOf(command, 'let'),
    hint: hintOf(command.hint),
    collation: collationOf(documentOf(command, 'collation')),
  };
  const collection = server.store.catalog.get(database, name);
  if (!collection) matcher(query.filter, {});
  const source = collection ? await select(collection, query) : sourceOf([]);
  const batchSize = countOf(command, 'batchSize');
  return firstAnswer(server, namespace, source, { batchSize, singleBatch: flagOf(command.singleBatch) });
};
