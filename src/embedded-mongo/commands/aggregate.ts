import { collationOf } from '../planner/collation.ts';
import { hintOf } from '../planner/hint.ts';
import type { Pipeline } from '../query/pipeline.ts';
import { runPipeline } from '../query/run-pipeline.ts';
import { sourceOf } from '../query/source.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { collectionName, countOf, documentOf, documentsOf } from './arguments.ts';
import type { Handler, Request } from './command.ts';
import { firstAnswer } from './cursor-answer.ts';
import { deliver, outputOf } from './pipeline-output.ts';

export const aggregate: Handler = async (request, server) => {
  const { database, command } = request;
  const cursor = documentOf(command, 'cursor');
  if (!cursor) {
    throw new MongoServerFault(
      9,
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const { stages, output } = outputOf(documentsOf(command, 'pipeline'), database);
  const pipeline = pipelineOf(request, stages);
  const { catalog } = server.store;
  const namespace = `${database}.${pipeline.collection ?? '$cmd.aggregate'}`;
  const source = await runPipeline(catalog, server.longPipelines, pipeline);
  if (!output) return firstAnswer(server, namespace, source, { batchSize: countOf(cursor, 'batchSize') });
  await deliver(server.store, source, output);
  return firstAnswer(server, namespace, sourceOf([]), {});
};

/** The pipeline of an `aggregate` command, with these of its stages. */
function pipelineOf({ database, command }: Request, stages: Doc[]): Pipeline {
  return {
    database,
    collection: typeof command.aggregate === 'string' ? collectionName(command, 'aggregate') : undefined,
    stages,
    variables: documentOf(command, 'let'),
    hint: hintOf(command.hint),
    collation: collationOf(documentOf(command, 'collation')),
    session: documentOf(command, 'lsid'),
    now: new Date(),
  };
}
