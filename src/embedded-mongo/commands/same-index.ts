import { compareValues } from '../semantics/compare.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { shown } from '../semantics/shown.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';
import { describedIndex } from './index-description.ts';
import { patternOf } from './index-search.ts';

type Request = Omit<IndexDefinition, 'id'>;

/** Whether an index that exists is the one asked for. Throws where MongoDB allows no two such beside each other. */
export function sameIndex(existing: Request, request: Request): boolean {
  const isAlike = holdsTheSame(existing, request);
  const isEqual = isAlike && existing.expireAfterSeconds === request.expireAfterSeconds;
  const both = `Requested index: ${shown(describedIndex(request))}, existing index: ${shown(describedIndex(existing))}`;
  if (existing.name === request.name) {
    if (isEqual) return true;
    if (isAlike) {
      throw conflict(`An equivalent index already exists with the same name but different options. ${both}`);
    }
    const advice =
      'When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation.';
    throw new MongoServerFault(
      86,
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. ${advice} ${both}`,
    );
  }
  if (isEqual) throw conflict(`Index already exists with a different name: ${existing.name}`);
  if (isAlike) throw conflict(`An equivalent index already exists with a different name and options. ${both}`);
  return false;
}

/** Refuses to make the same index twice at once. */
export function refuseTwins(requests: Request[]): void {
  for (const [at, request] of requests.entries()) {
    if (requests.slice(0, at).some((earlier) => sameIndex(earlier, request))) {
      throw new MongoServerFault(68, 'IndexAlreadyExists', `Identical index already exists: ${request.name}`);
    }
  }
}

/** Whether two indexes hold the same entries of the same documents. */
function holdsTheSame(one: Request, other: Request): boolean {
  return (
    patternOf(one.key) === patternOf(other.key) &&
    one.unique === other.unique &&
    one.sparse === other.sparse &&
    compareValues(one.partialFilterExpression ?? null, other.partialFilterExpression ?? null) === 0
  );
}

function conflict(message: string): MongoServerFault {
  return new MongoServerFault(85, 'IndexOptionsConflict', message);
}
