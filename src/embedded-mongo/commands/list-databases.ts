import { Long } from 'bson';
import type { Doc } from '../semantics/document.ts';
import { matcher } from '../semantics/filter.ts';
import { collectionFigures } from './collection-figures.ts';
import { command, type Server } from './command.ts';
import { anything, document, flag, ignored } from './kinds.ts';

export const listDatabases = command(
  { listDatabases: anything, filter: document, nameOnly: flag, authorizedDatabases: ignored },
  async ({ filter = {}, nameOnly }, _request, server) => {
    const matches = matcher(filter);
    const names = new Set(server.store.catalog.all().map(({ definition }) => definition.database));
    const sorted = [...names].sort();
    if (nameOnly) return { databases: sorted.map((name) => ({ name })).filter(matches) };
    const databases = (await Promise.all(sorted.map((name) => described(server, name)))).filter(matches);
    const totalSize = databases.reduce((sum, { sizeOnDisk }) => sum + Number(sizeOnDisk), 0);
    return {
      databases,
      totalSize: Long.fromNumber(totalSize),
      totalSizeMb: Long.fromNumber(Math.floor(totalSize / 2 ** 20)),
    };
  },
  { stable: true, admin: true },
);

async function described(server: Server, name: string): Promise<Doc> {
  const figures = await Promise.all(server.store.catalog.of(name).map((stored) => collectionFigures(server, stored)));
  const size = figures.reduce((sum, { totalSize }) => sum + totalSize, 0);
  return { name, sizeOnDisk: Long.fromNumber(size), empty: size === 0 };
}
