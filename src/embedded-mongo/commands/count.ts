import { collationOf } from '../planner/collation.ts';
import { hintOf } from '../planner/hint.ts';
import { countMatches } from '../query/count.ts';
import { numberOf } from '../raw/number-of.ts';
import { collectionName, countOf, documentOf } from './arguments.ts';
import type { Handler } from './command.ts';

export const count: Handler = async ({ database, command }, { store }) => {
  const collection = store.catalog.get(database, collectionName(command, 'count'));
  if (!collection) return { n: 0 };
  const filter = documentOf(command, 'query') ?? {};
  const all = await countMatches(collection, {
    filter,
    hint: hintOf(command.hint),
    collation: collationOf(documentOf(command, 'collation')),
  });
  const rest = Math.max(0, all - (countOf(command, 'skip') ?? 0));
  const limit = Math.abs(numberOf(command.limit) ?? 0);
  return { n: limit ? Math.min(limit, rest) : rest };
};
