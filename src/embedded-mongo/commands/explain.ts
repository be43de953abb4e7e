import { collationOf } from '../planner/collation.ts';
import { hintOf } from '../planner/hint.ts';
import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { sortSpec } from '../planner/sort-spec.ts';
import { documentTest } from '../query/document-test.ts';
import { leading } from '../query/leading.ts';
import type { Doc } from '../semantics/document.ts';
import { isDocument } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { Scan } from '../storage/scan.ts';
import { countOf, documentOf, documentsOf } from './arguments.ts';
import type { Handler } from './command.ts';
import { winningPlan } from './winning-plan.ts';

/** Tells which index a command would use, and with `executionStats` how much of it. */
export const explain: Handler = ({ database, command }, { store }) => {
  const explained = documentOf(command, 'explain') ?? {};
  const [[kind = '', name] = []] = Object.entries(explained);
  const query = queryOf(kind, explained);
  const collection = store.catalog.get(database, String(name));
  const namespace = `${database}.${String(name)}`;
  if (!collection) return { queryPlanner: { namespace, winningPlan: { stage: 'EOF' }, rejectedPlans: [] } };
  const plan = planQuery(collection, query);
  const queryPlanner = {
    namespace,
    parsedQuery: query.filter,
    winningPlan: winningPlan(plan, query),
    rejectedPlans: [],
  };
  const detailed = command.verbosity !== 'queryPlanner';
  return { queryPlanner, ...(detailed ? { executionStats: statistics(collection, query) } : {}), command: explained };
};

function queryOf(kind: string, command: Doc): Query {
  const rest = { limit: countOf(command, 'limit'), skip: countOf(command, 'skip'), hint: hintOf(command.hint) };
  const collation = collationOf(documentOf(command, 'collation'));
  const sort = sortSpec(documentOf(command, 'sort'));
  switch (kind) {
    case 'find':
      return { filter: documentOf(command, 'filter') ?? {}, sort, collation, ...rest };
    case 'aggregate':
      return { ...leading(documentsOf(command, 'pipeline')).query, hint: rest.hint };
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return { filter: documentOf(command, 'query') ?? {}, sort, hint: rest.hint };
    case 'update':
    case 'delete': {
      const statements = command[kind === 'update' ? 'updates' : 'deletes'];
      const [first] = Array.isArray(statements) ? statements : [];
      return { filter: isDocument(first) ? (documentOf(first, 'q') ?? {}) : {} };
    }
    default:
      throw new MongoServerFault(59, 'CommandNotFound', `Explain failed due to unknown command: ${kind}`);
  }
}

function statistics(collection: Collection, query: Query): Doc {
  const plan = planQuery(collection, query);
  const matches = documentTest(query);
  const scan = new Scan(collection, plan.routes);
  const wanted = query.limit && plan.sorted ? (query.skip ?? 0) + query.limit : Number.MAX_SAFE_INTEGER;
  const found = scan.read((raw) => matches(raw) || undefined, wanted, Number.MAX_SAFE_INTEGER).length;
  const byIndex = plan.routes.some(({ index }) => index);
  return {
    executionSuccess: true,
    nReturned: Math.min(Math.max(0, found - (query.skip ?? 0)), query.limit || Number.MAX_SAFE_INTEGER),
    totalKeysExamined: byIndex ? scan.examined : 0,
    totalDocsExamined: scan.examined,
  };
}
