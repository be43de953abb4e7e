import type { Doc } from '../semantics/document.ts';
import { invalidOptions, MongoServerFault } from '../semantics/fault.ts';
import { aggregate, pipelineOf } from './aggregate.ts';
import { command, type Request, type Server } from './command.ts';
import { count, countQuery } from './count.ts';
import { deleteDocuments, deletions } from './delete.ts';
import { distinct } from './distinct.ts';
import { about, type Explained, explained, explanation, type Verbosity } from './explanation.ts';
import { required } from './fields.ts';
import { find, findQuery } from './find.ts';
import { findAndModify, queryOf } from './find-and-modify.ts';
import { document, oneOf } from './kinds.ts';
import { update, updates } from './update.ts';

/** Tells how a command would find its documents, without doing what it asks for. */
export const explain = command(
  { explain: required(document), verbosity: oneOf('queryPlanner', 'executionStats', 'allPlansExecution') },
  async ({ explain: explainedCommand, verbosity = 'allPlansExecution' }, request, server) => {
    const [name = ''] = Object.keys(explainedCommand);
    const answer = await explanationOf(name, { ...request, command: explainedCommand }, server, verbosity);
    return { ...answer, command: { ...explainedCommand, $db: request.database } };
  },
  { stable: true },
);

async function explanationOf(name: string, request: Request, server: Server, verbosity: Verbosity): Promise<Doc> {
  if (name === 'aggregate') {
    return explained(server, pipelineOf(aggregate.take(request.command), request), verbosity);
  }
  const found = await explanation(server, { database: request.database, ...(await sought(name, request)) }, verbosity);
  return { explainVersion: '1', ...found, ...about(server) };
}

async function sought(name: string, { command, message }: Request): Promise<Omit<Explained, 'database'>> {
  switch (name) {
    case 'find': {
      const args = find.take(command);
      return { collection: args.find, query: findQuery(args) };
    }
    case 'count': {
      const args = count.take(command);
      return { collection: args.count, query: countQuery(args), purpose: 'COUNT' };
    }
    case 'distinct': {
      const { distinct: collection, query: filter = {}, hint, collation } = distinct.take(command);
      return { collection, query: { filter, hint, collation } };
    }
    case 'findAndModify':
    case 'findandmodify': {
      const { [name]: collection, ...rest } = command;
      const args = findAndModify.take({ findAndModify: collection, ...rest });
      const query = { ...queryOf(args), limit: 1 };
      return { collection: args.findAndModify, query, purpose: args.remove ? 'DELETE' : 'UPDATE' };
    }
    case 'update': {
      const args = update.take(command);
      const { q: filter, multi, hint, collation } = onlyOne(await updates(message, args.updates));
      return {
        collection: args.update,
        query: { filter, hint, collation, variables: args.let, ...(multi ? {} : { limit: 1 }) },
        purpose: 'UPDATE',
      };
    }
    case 'delete': {
      const args = deleteDocuments.take(command);
      const { q: filter, limit, hint, collation } = onlyOne(await deletions(message, args.deletes));
      return {
        collection: args.delete,
        query: { filter, limit, hint, collation, variables: args.let },
        purpose: 'DELETE',
      };
    }
    default:
      throw new MongoServerFault(59, 'CommandNotFound', `Explain failed due to unknown command: ${name}`);
  }
}

/** The one write of a command that is explained; of several, MongoDB explains none. */
function onlyOne<T>([first, ...others]: T[]): T {
  if (first !== undefined && !others.length) return first;
  throw invalidOptions('explained write batches must be of size 1');
}
