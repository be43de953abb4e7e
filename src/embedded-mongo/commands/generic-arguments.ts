import type { Binary } from 'bson';
import type { Doc } from '../semantics/document.ts';
import { invalidOptions, MongoServerFault } from '../semantics/fault.ts';
import { checkConcerns, readConcern, writeConcern } from './concerns.ts';
import { type Kind, reader } from './fields.ts';
import { anything, flag, ignored, natural, part, text } from './kinds.ts';
import { checkStableApi } from './stable-api.ts';
import type { Traits } from './traits.ts';

const uuid: Kind<string> = { types: ['binData'], of: (value) => (value as Binary).toString('hex') };

/** What every command may be told. */
const GENERIC = {
  $db: anything,
  $readPreference: ignored,
  $clusterTime: ignored,
  comment: ignored,
  $client: ignored,
  lsid: part({ id: uuid, uid: ignored }),
  txnNumber: anything,
  autocommit: anything,
  startTransaction: anything,
  readConcern,
  writeConcern,
  maxTimeMS: natural,
  apiVersion: text,
  apiStrict: flag,
  apiDeprecationErrors: flag,
} satisfies Record<string, Kind<unknown>>;

export function isGenericArgument(name: string): boolean {
  return Object.hasOwn(GENERIC, name);
}

const take = reader(GENERIC, () => true);

/** Reads what a command was told as any other may be. Throws what MongoDB as a standalone server would. */
export function genericArguments(command: Traits & { name: string }, body: Doc) {
  const args = take(body, command.name);
  checkStableApi(command, body, args);
  checkTransaction(body);
  checkConcerns(command, args);
  return { session: args.lsid?.id, maxTimeMS: args.maxTimeMS ?? 0 };
}

function checkTransaction({ txnNumber, autocommit, startTransaction }: Doc): void {
  if (txnNumber !== undefined) {
    throw new MongoServerFault(
      20,
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  }
  if (autocommit === undefined && startTransaction === undefined) return;
  const name = autocommit === undefined ? 'startTransaction' : 'autocommit';
  throw invalidOptions(`'${name}' field requires a transaction number to also be specified`);
}
