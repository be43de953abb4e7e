import { type CommandOptions, commandScope } from './command-scope.ts';
import type { Doc } from './document.ts';
import { projectionTree } from './projection/parse.ts';
import { project } from './projection/project.ts';

/**
 * Compiles the projection of a find; `filter` is what the positional `$` refers to.
 * Throws a MongoServerFault for mixtures and operators that MongoDB refuses.
 */
export function projector(projection: Doc, filter: Doc = {}, options: CommandOptions = {}): (doc: Doc) => Doc {
  if (Object.keys(projection).length === 0) return (doc) => doc;
  const scope = commandScope(options);
  return project(projectionTree(projection, scope, filter), scope.variables);
}
