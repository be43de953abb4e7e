import { MongoServerFault } from '../semantics/fault.ts';
import { type Command, lenient } from './command.ts';

/** Commands that MongoDB has, and that would be misunderstood if this server only said that it does not know them. */
const REFUSALS: Record<string, [code: number, codeName: string, message: string]> = {
  replSetGetStatus: [76, 'NoReplicationEnabled', 'not running with --replSet'],
  replSetInitiate: [76, 'NoReplicationEnabled', 'This node was not started with replication enabled.'],
  ...Object.fromEntries(
    ['commitTransaction', 'abortTransaction'].map((name) => [
      name,
      [20, 'IllegalOperation', 'Transaction numbers are only allowed on a replica set member or mongos'],
    ]),
  ),
  ...Object.fromEntries(
    ['createSearchIndexes', 'updateSearchIndex', 'dropSearchIndex', 'listSearchIndexes'].map((name) => [
      name,
      [31082, 'SearchNotEnabled', 'Search index commands are only supported with Atlas.'],
    ]),
  ),
  ...Object.fromEntries(
    [
      'applyOps',
      'cloneCollectionAsCapped',
      'compact',
      'convertToCapped',
      'createRole',
      'createUser',
      'currentOp',
      'dbHash',
      'killOp',
      'mapReduce',
      'reIndex',
      'setFeatureCompatibilityVersion',
      'setParameter',
      'shutdown',
      'top',
    ].map((name) => [name, [115, 'CommandNotSupported', `this store has no '${name}'`]]),
  ),
};

export const refusals: Command[] = Object.entries(REFUSALS).map(([name, fault]) =>
  lenient(name, () => {
    throw new MongoServerFault(...fault);
  }),
);
