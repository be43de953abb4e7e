import { command } from './command.ts';
import { required } from './fields.ts';
import { anything, collection } from './kinds.ts';
import { once } from './once.ts';

export const drop = command(
  { drop: required(collection) },
  async ({ drop: name }, { database }, { store }) => {
    const answer = await store.write(
      once(() => {
        const stored = store.catalog.get(database, name);
        if (!stored) return {};
        store.catalog.drop(stored);
        return { nIndexesWas: stored.indexes.length + 1, ns: stored.namespace };
      }),
    );
    store.clearLeftovers();
    return answer;
  },
  { stable: true, writeConcern: true },
);

export const dropDatabase = command(
  { dropDatabase: anything },
  async (_args, { database }, { store }) => {
    const answer = await store.write(
      once(() => {
        for (const stored of store.catalog.of(database)) store.catalog.drop(stored);
        return { dropped: database };
      }),
    );
    store.clearLeftovers();
    return answer;
  },
  { stable: true, writeConcern: true },
);
