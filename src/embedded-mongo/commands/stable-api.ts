import type { Doc } from '../semantics/document.ts';
import { location, MongoServerFault } from '../semantics/fault.ts';
import type { Traits } from './traits.ts';

interface ApiArguments {
  apiVersion: string | undefined;
  apiStrict: boolean | undefined;
  apiDeprecationErrors: boolean | undefined;
}

const WHERE = 'can be found at https://dochub.mongodb.org/core/manual-versioned-api.';

/** Holds a command against the version of the Stable API that the client declares. Nothing in version 1 is deprecated. */
export function checkStableApi(
  { name, stable, unstable = [] }: Traits & { name: string },
  body: Doc,
  { apiVersion, apiStrict, apiDeprecationErrors }: ApiArguments,
): void {
  if (apiVersion === undefined) {
    if (!apiStrict && !apiDeprecationErrors) return;
    throw location(4886600, 'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion');
  }
  if (apiVersion !== '1') throw new MongoServerFault(322, 'APIVersionError', 'API version must be "1"');
  if (!apiStrict) return;
  if (!stable) {
    const what = 'Information on supported commands and migrations in API Version 1';
    throw strictError(`Provided apiStrict:true, but the command ${name} is not in API Version 1. ${what} ${WHERE}`);
  }
  const field = unstable.find((each) => body[each] !== undefined);
  if (field) throw strictError(`BSON field '${name}.${field}' is not allowed with apiStrict:true.`);
}

/** The stages of pipelines that version 1 does not promise. */
const UNSTABLE_STAGES = new Set([
  '$currentOp',
  '$indexStats',
  '$listLocalSessions',
  '$listSessions',
  '$planCacheStats',
]);

/** Refuses, to a client that is strict about the Stable API, what it does not promise of pipelines. */
export function checkStableStages(stages: Doc[], { apiStrict, apiVersion }: Doc): void {
  if (!apiStrict || !apiVersion) return;
  for (const stage of stages) {
    const [name = ''] = Object.keys(stage);
    const asksMoreThanCount =
      name === '$collStats' && Object.keys(stage.$collStats ?? {}).some((one) => one !== 'count');
    if (UNSTABLE_STAGES.has(name) || asksMoreThanCount) {
      throw strictError(`stage ${name} is not allowed with 'apiStrict: true' in API Version 1`);
    }
  }
}

function strictError(message: string): MongoServerFault {
  return new MongoServerFault(323, 'APIStrictError', message);
}
