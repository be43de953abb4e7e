import { numberOf } from '../raw/number-of.ts';
import { badValue, failedToParse, invalidOptions, MongoServerFault } from '../semantics/fault.ts';
import type { Values } from './fields.ts';
import { anything, flag, ignored, oneOf, part, whole } from './kinds.ts';
import type { Traits } from './traits.ts';

const READ_FIELDS = {
  level: oneOf('local', 'available', 'majority', 'linearizable', 'snapshot'),
  afterClusterTime: anything,
  atClusterTime: anything,
  afterOpTime: anything,
  provenance: ignored,
};

const WRITE_FIELDS = {
  w: anything,
  j: flag,
  fsync: flag,
  wtimeout: whole,
  provenance: ignored,
};

/** How settled the documents have to be that a read sees. */
export const readConcern = part(READ_FIELDS);

/** How safe a write has to be before it is acknowledged. */
export const writeConcern = part(WRITE_FIELDS);

interface Concerns {
  readConcern: Values<typeof READ_FIELDS> | undefined;
  writeConcern: Values<typeof WRITE_FIELDS> | undefined;
}

/** Refuses the concerns that a standalone server cannot meet. All others it always meets: writes are durable. */
export function checkConcerns(command: Traits & { name: string }, { readConcern, writeConcern }: Concerns): void {
  if (readConcern) checkReadConcern(command, readConcern);
  if (writeConcern) checkWriteConcern(command, writeConcern);
}

function checkReadConcern(
  command: Traits & { name: string },
  { level = 'local', ...times }: NonNullable<Concerns['readConcern']>,
): void {
  if (!command.readConcern && level !== 'local' && level !== 'available') {
    throw invalidOptions(
      `Command ${command.name} does not support { readConcern: { level: "${level}" } } :: caused by :: read concern not supported`,
    );
  }
  const waits = times.afterClusterTime ?? times.atClusterTime ?? times.afterOpTime;
  if (level === 'linearizable' || level === 'snapshot' || waits !== undefined) {
    throw new MongoServerFault(123, 'NotAReplicaSet', 'node needs to be a replica set member to use read concern');
  }
}

function checkWriteConcern(command: Traits, { w = 1, j, fsync }: NonNullable<Concerns['writeConcern']>): void {
  if (!command.writeConcern) throw invalidOptions('Command does not support writeConcern');
  if (j && fsync) throw failedToParse('fsync and j options cannot be used together');
  if (typeof w === 'string') {
    if (w === 'majority') return;
    throw badValue(`cannot use non-majority 'w' mode "${w}" when a host is not a member of a replica set`);
  }
  const nodes = numberOf(w);
  if (nodes === undefined) throw failedToParse('w has to be a number, string, or object');
  if (nodes < 0 || nodes > 50) throw failedToParse('w has to be a non-negative number and not greater than 50');
  if (nodes > 1) throw badValue("cannot use 'w' > 1 when a host is not replicated");
}
