import { decode } from '../raw/decode.ts';
import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { location } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import type { Table } from '../storage/databases.ts';
import { rangeOf } from '../storage/key-range.ts';
import type { Server } from './command.ts';
import { only } from './only.ts';

/** How large a collection is: documents, and bytes. */
export interface CollectionFigures {
  count: number;
  size: number;
  avgObjSize: number;
  storageSize: number;
  nindexes: number;
  totalIndexSize: number;
  totalSize: number;
  indexSizes: Record<string, number>;
}

const SAMPLE = 200;
/** What lmdb keeps of an entry besides its key and value. */
const OVERHEAD_BYTES = 10;

/** Counts the documents of a collection; bytes are estimated from the first entries of each kind. */
export async function collectionFigures(
  { readers }: Server,
  stored: Collection | undefined,
): Promise<CollectionFigures> {
  if (!stored) return NOTHING;
  const { definition, databases } = stored;
  const reading = {
    database: definition.database,
    collection: definition.name,
    query: { filter: {} },
    now: new Date(),
  };
  const counted = decode(await only(await readers.read({ ...reading, then: 'count' })));
  const count = numberOf(counted.n) ?? 0;
  const documents = meanSizes(databases.data, definition.id);
  const indexSizes = Object.fromEntries([
    ['_id_', count * documents.key],
    ...definition.indexes.map(({ name, id }) => {
      const { key, value } = meanSizes(databases.index, id);
      return [name, Math.round(count * (key + value + OVERHEAD_BYTES))];
    }),
  ]) as Record<string, number>;
  const totalIndexSize = Object.values(indexSizes).reduce((sum, size) => sum + size, 0);
  const storageSize = Math.round(count * (documents.value + OVERHEAD_BYTES));
  return {
    size: Math.round(count * documents.value),
    count,
    avgObjSize: Math.round(documents.value),
    storageSize,
    nindexes: definition.indexes.length + 1,
    totalIndexSize,
    totalSize: storageSize + totalIndexSize,
    indexSizes,
  };
}

const NOTHING: CollectionFigures = {
  size: 0,
  count: 0,
  avgObjSize: 0,
  storageSize: 0,
  nindexes: 0,
  totalIndexSize: 0,
  totalSize: 0,
  indexSizes: {},
};

/** Figures in the words and the unit of `collStats`. Throws for a scale below 1. */
export function scaled({ indexSizes, avgObjSize, ...figures }: CollectionFigures, scale = 1): Doc {
  if (scale < 1) throw location(51024, `BSON field 'scale' value must be >= 1, actual value '${scale}'`);
  const part = (bytes: number) => Math.floor(bytes / scale);
  return {
    ...figures,
    size: part(figures.size),
    ...(figures.count ? { avgObjSize } : {}),
    storageSize: part(figures.storageSize),
    totalIndexSize: part(figures.totalIndexSize),
    totalSize: part(figures.totalSize),
    indexSizes: Object.fromEntries(Object.entries(indexSizes).map(([name, size]) => [name, part(size)])),
    indexBuilds: [],
    freeStorageSize: 0,
    capped: false,
    scaleFactor: scale,
  };
}

/** The mean bytes of the first keys and values of a collection or an index. */
function meanSizes(table: Table, id: number): { key: number; value: number } {
  const entries = [...table.getRange({ ...rangeOf(id), limit: SAMPLE })];
  const mean = (sizes: number[]) => (sizes.length ? sizes.reduce((sum, size) => sum + size, 0) / sizes.length : 0);
  return { key: mean(entries.map(({ key }) => key.length)), value: mean(entries.map(({ value }) => value.length)) };
}
