import { hostname } from 'node:os';
import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { leading } from '../query/leading.ts';
import type { Pipeline } from '../query/run-pipeline.ts';
import { decode } from '../raw/decode.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import type { Server } from './command.ts';
import { only } from './only.ts';
import { outputOf } from './output-stage.ts';
import { parsedQuery } from './parsed-query.ts';
import { VERSION } from './version.ts';
import { type Purpose, winningPlan } from './winning-plan.ts';

export type Verbosity = 'queryPlanner' | 'executionStats' | 'allPlansExecution';

/** What a command looks for, and what it does with the documents that it finds. */
export interface Explained {
  database: string;
  collection: string;
  query: Query;
  purpose?: Purpose | undefined;
}

/** How the documents of a command are found, and with more verbosity at what cost. It is not carried out. */
export async function explanation(server: Server, explained: Explained, verbosity: Verbosity): Promise<Doc> {
  const { database, collection, query, purpose } = explained;
  const stored = server.store.catalog.get(database, collection);
  const nothing = purpose ? { stage: purpose, inputStage: { stage: 'EOF' } } : { stage: 'EOF' };
  const plan = stored ? winningPlan(stored, planQuery(stored, query), query, purpose) : nothing;
  const queryPlanner = {
    namespace: `${database}.${collection}`,
    indexFilterSet: false,
    parsedQuery: parsedQuery(query.filter),
    winningPlan: plan,
    rejectedPlans: [],
  };
  if (verbosity === 'queryPlanner') return { queryPlanner };
  return { queryPlanner, executionStats: await executionStats(server, explained, plan, verbosity) };
}

async function executionStats(
  { readers, store }: Server,
  { database, collection, query, purpose }: Explained,
  plan: Doc,
  verbosity: Verbosity,
): Promise<Doc> {
  const began = performance.now();
  const reading = { database, collection, query, then: 'statistics', now: new Date() } as const;
  const examined = store.catalog.get(database, collection)
    ? decode(await only(await readers.read(reading)))
    : { nReturned: 0, totalKeysExamined: 0, totalDocsExamined: 0 };
  const { totalDocsExamined } = examined;
  const nReturned = Number(examined.nReturned);
  // The documents' own keys are no index of their own here, but MongoDB counts them as one.
  const keysExamined = reads(plan, WITHOUT_KEYS) ? 0 : totalDocsExamined;
  const docsExamined = reads(plan, WITHOUT_DOCUMENTS) ? 0 : totalDocsExamined;
  const figures = { found: nReturned + (query.skip ?? 0), keysExamined, docsExamined };
  return {
    executionSuccess: true,
    nReturned: purpose ? 0 : nReturned,
    executionTimeMillis: Math.round(performance.now() - began),
    totalKeysExamined: keysExamined,
    totalDocsExamined: docsExamined,
    executionStages: {
      ...carriedOut(plan, figures),
      nReturned: purpose ? 0 : nReturned,
      ...(purpose ? { [HANDLED[purpose]]: nReturned } : {}),
    },
    ...(verbosity === 'allPlansExecution' ? { allPlansExecution: [] } : {}),
  };
}

const WITHOUT_KEYS = ['COLLSCAN', 'RECORD_STORE_FAST_COUNT'];
const WITHOUT_DOCUMENTS = ['COUNT_SCAN', 'RECORD_STORE_FAST_COUNT'];
const HANDLED = { COUNT: 'nCounted', UPDATE: 'nMatched', DELETE: 'nWouldDelete' };

function reads({ stage, inputStage }: Doc, names: string[]): boolean {
  return names.includes(stage as string) || (isDocument(inputStage) && reads(inputStage, names));
}

/** The stages of a plan with what is known of each: what one branch of an `$or` did is not. */
function carriedOut(plan: Doc, figures: Doc): Doc {
  const { found, keysExamined, docsExamined } = figures;
  switch (plan.stage) {
    case 'IXSCAN':
    case 'COUNT_SCAN':
      return { ...plan, nReturned: keysExamined, keysExamined };
    case 'IDHACK':
      return { ...plan, nReturned: found, keysExamined, docsExamined };
    case 'COLLSCAN':
      return { ...plan, nReturned: found, docsExamined };
    default: {
      const input = isDocument(plan.inputStage) ? { inputStage: carriedOut(plan.inputStage, figures) } : {};
      return { ...plan, nReturned: found, ...(plan.stage === 'FETCH' ? { docsExamined } : {}), ...input };
    }
  }
}

/** How the stages of a pipeline are run: those that a find does as well, and the others behind it. */
export async function explained(server: Server, pipeline: Pipeline, verbosity: Verbosity): Promise<Doc> {
  const { database, collection = '$cmd.aggregate', variables, hint, collation } = pipeline;
  const { query, rest } = leading(outputOf(pipeline.stages, database).stages);
  const whole = { ...query, variables, hint, collation };
  const found = await explanation(server, { database, collection, query: whole }, verbosity);
  const others = pipeline.stages.slice(pipeline.stages.length - rest.length);
  if (!rest.length) return { explainVersion: '1', ...found, ...about(server) };
  return { explainVersion: '1', stages: [{ $cursor: found }, ...others], ...about(server) };
}

/** What every explanation says of the server. */
export function about({ address }: Server): Doc {
  const port = Number(/:(\d+)$/.exec(address)?.[1] ?? 0);
  return { serverInfo: { host: hostname(), port, version: VERSION, gitVersion: 'embedded' } };
}
