import { type Pipeline, runPipeline } from '../query/run-pipeline.ts';
import { sourceOf } from '../query/source.ts';
import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { failedToParse } from '../semantics/fault.ts';
import { collation } from './collation.ts';
import { command, type Request } from './command.ts';
import { firstAnswer } from './cursor-answer.ts';
import { explained } from './explanation.ts';
import { type Kind, required, type Values } from './fields.ts';
import { document, flag, hint, ignored, listOf, natural, part } from './kinds.ts';
import { checkedCollectionName } from './namespace.ts';
import { outputOf } from './output-stage.ts';
import { deliver } from './pipeline-output.ts';
import { informed } from './source-stages.ts';
import { checkStableStages } from './stable-api.ts';

/** A collection, or 1 for a pipeline that begins with documents of its own. */
const target: Kind<string | undefined> = {
  types: 'any',
  of: (value) => {
    if (typeof value === 'string') return checkedCollectionName(value);
    if (numberOf(value) === 1) return undefined;
    throw failedToParse("Invalid command format: the 'aggregate' field must specify a collection name or 1");
  },
};

const FIELDS = {
  aggregate: target,
  pipeline: required(listOf(document)),
  explain: flag,
  allowDiskUse: ignored,
  cursor: part({ batchSize: natural }),
  bypassDocumentValidation: ignored,
  collation,
  hint,
  let: document,
};

type Arguments = Values<typeof FIELDS>;

export const aggregate = command(
  FIELDS,
  async (args, request, server) => {
    checkStableStages(args.pipeline, request.command);
    const pipeline = pipelineOf(args, request);
    if (args.explain) return explained(server, pipeline, 'queryPlanner');
    if (!args.cursor) {
      throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
    }
    const { stages, output } = outputOf(pipeline.stages, request.database);
    const source = await runPipeline(server.readers, await informed(server, { ...pipeline, stages }), request.gone);
    const namespace = `${request.database}.${pipeline.collection ?? '$cmd.aggregate'}`;
    const { session } = request;
    if (!output) return firstAnswer(server, namespace, source, { batchSize: args.cursor.batchSize, session });
    await deliver(server.store, source, output, request.maxTimeMS);
    return firstAnswer(server, namespace, sourceOf([]), { session });
  },
  { stable: true, readConcern: true, writeConcern: true },
);

/** The pipeline that the arguments of an aggregate ask for. */
export function pipelineOf(args: Arguments, { database, command: { lsid }, maxTimeMS }: Request): Pipeline {
  return {
    database,
    collection: args.aggregate,
    stages: args.pipeline,
    variables: args.let,
    hint: args.hint,
    collation: args.collation,
    session: lsid as Doc | undefined,
    maxTimeMS,
    now: new Date(),
  };
}
