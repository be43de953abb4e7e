import type { Doc } from '../semantics/document.ts';
import { MongoServerFault, namespaceNotFound } from '../semantics/fault.ts';
import type { Store } from '../storage/store.ts';
import { command } from './command.ts';
import { required } from './fields.ts';
import { flag, ignored, text } from './kinds.ts';
import { checkedNamespace } from './namespace.ts';
import { once } from './once.ts';

export const renameCollection = command(
  { renameCollection: required(text), to: required(text), dropTarget: flag, stayTemp: ignored },
  async ({ renameCollection: from, to, dropTarget = false }, _request, { store }) => {
    if (from === to) throw new MongoServerFault(20, 'IllegalOperation', "Can't rename a collection to itself");
    const answer = await store.write(once(() => rename(store, from, to, dropTarget)));
    store.clearLeftovers();
    return answer;
  },
  { admin: true, writeConcern: true },
);

function rename(store: Store, from: string, to: string, dropTarget: boolean): Doc {
  const source = store.catalog.get(...checkedNamespace(from));
  const [database, name] = checkedNamespace(to);
  if (!source) throw namespaceNotFound(`Source collection ${from} does not exist`);
  if (store.catalog.get(database, name) && !dropTarget) {
    throw new MongoServerFault(48, 'NamespaceExists', 'target namespace exists');
  }
  store.catalog.rename(source, database, name);
  return {};
}
