import { compareValues } from '../semantics/compare.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';

type Request = Omit<IndexDefinition, 'id'>;

/** Whether an index that exists is the one asked for. Throws when only its name or only its keys are the same. */
export function sameIndex(existing: Request, request: Request): boolean {
  const sameKey = JSON.stringify(Object.entries(existing.key)) === JSON.stringify(Object.entries(request.key));
  const samePartial =
    compareValues(existing.partialFilterExpression ?? null, request.partialFilterExpression ?? null) === 0;
  const sameOptions =
    existing.unique === request.unique &&
    existing.sparse === request.sparse &&
    existing.expireAfterSeconds === request.expireAfterSeconds;
  if (existing.name === request.name) {
    if (sameKey && samePartial && sameOptions) return true;
    throw new MongoServerFault(
      86,
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index: ${request.name}`,
    );
  }
  if (sameKey && samePartial) {
    throw new MongoServerFault(
      85,
      'IndexOptionsConflict',
      `Index already exists with a different name: ${existing.name}`,
    );
  }
  return false;
}
