import { isDeepStrictEqual } from 'node:util';
import type { Model } from 'mongoose';

/** A small collection that is read whole: agencies, procedures, targets. */
export interface CatalogueRecords<T> {
  all(): Promise<T[]>;
  /** Puts the record in place of the one with the same identity. */
  save(record: T, dryRun?: boolean): Promise<'accepted' | 'unchanged'>;
  ensureIndexes(): Promise<void>;
}

/** `identity` gives the filter under which at most one record stands; a unique index must say the same. */
export function catalogueRecords<T extends object>(
  model: Model<T>,
  identity: (record: T) => Record<string, unknown>,
): CatalogueRecords<T> {
  const withoutId = (document: object): T => {
    const { _id, ...record } = document as { _id: unknown };
    return record as T;
  };
  return {
    all: async () => (await model.collection.find({}).sort({ _id: 1 }).toArray()).map(withoutId),
    async save(record, dryRun = false) {
      const filter = identity(record);
      const before = await model.collection.findOne(filter);
      if (before && isDeepStrictEqual(withoutId(before), record)) return 'unchanged';
      await new model(record).validate();
      if (!dryRun) await model.collection.replaceOne(filter, record, { upsert: true });
      return 'accepted';
    },
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}
