import { Collection } from '../storage/collection.ts';
import type { Databases, Table } from '../storage/databases.ts';
import { rangeOf } from '../storage/key-range.ts';
import { readDefinition } from '../storage/read-definition.ts';
import type { Fault } from './report.ts';

type Report = (fault: Fault) => void;

const LAST_NUMBER = 2 ** 32 - 1;

/** The collections whose definitions can be read; reports the others, and keys in the file that belong to none. */
export function checkCatalog(databases: Databases, report: Report): Collection[] {
  const { collections, leftovers, next } = definitions(databases, report);
  const numbers = { data: new Set(leftovers.data), index: new Set(leftovers.index) };
  const taken = new Set<number>();
  const take = (table: 'data' | 'index', number: number, owner: Fault) => {
    if (number >= next) report({ ...owner, fault: `has the number ${number}, which is still to be given` });
    if (taken.has(number)) report({ ...owner, fault: `has the number ${number}, which another one has` });
    taken.add(number);
    numbers[table].add(number);
  };
  for (const { namespace, definition } of collections) {
    take('data', definition.id, { namespace, fault: '' });
    for (const { id, name } of definition.indexes) take('index', id, { namespace, index: name, fault: '' });
  }
  for (const table of ['data', 'index'] as const) refuseStrangers(databases[table], table, numbers[table], report);
  return collections;
}

function definitions(databases: Databases, report: Report) {
  const collections: Collection[] = [];
  const leftovers: Record<string, number[]> = { data: [], index: [] };
  let next = 1;
  for (const { key, value } of databases.meta.getRange()) {
    const name = key.toString();
    if (name === 'next') next = value.readUInt32BE();
    else if (name.startsWith('c:')) {
      try {
        const collection = new Collection(readDefinition(value), databases, () => {});
        if (`c:${collection.namespace}` !== name) throw new Error(`it names ${collection.namespace}`);
        collections.push(collection);
      } catch (error) {
        report({ namespace: name.slice(2), fault: `its definition cannot be read: ${(error as Error).message}` });
      }
    } else if (name.startsWith('p:')) {
      const [, table = '', number] = name.split(':');
      leftovers[table]?.push(Number(number));
    } else if (name !== 'format') report({ fault: `an unknown entry in the catalogue: ${name}` });
  }
  return { collections, leftovers, next };
}

/** Reports keys of numbers that neither a collection or an index nor what is still to be cleared away has. */
function refuseStrangers(table: Table, name: string, known: Set<number>, report: Report): void {
  for (let start: Buffer | undefined = Buffer.from([0]); start; ) {
    const [key] = table.getKeys({ start, limit: 1 });
    if (!key) return;
    const number = Buffer.concat([key, Buffer.alloc(4)]).readUInt32BE();
    if (!known.has(number)) report({ fault: `keys in "${name}" under the number ${number}, which nothing has` });
    start = number < LAST_NUMBER ? rangeOf(number).end : undefined;
  }
}
