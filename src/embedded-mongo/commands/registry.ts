import { aggregate } from './aggregate.ts';
import { collMod } from './coll-mod.ts';
import { type Command, lenient } from './command.ts';
import { count } from './count.ts';
import { create } from './create.ts';
import { createIndexes } from './create-indexes.ts';
import { getMore, killCursors } from './cursors.ts';
import { deleteDocuments } from './delete.ts';
import { distinct } from './distinct.ts';
import { drop, dropDatabase } from './drop.ts';
import { explain } from './explain.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import * as handshake from './handshake.ts';
import { dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { listCollections } from './list-collections.ts';
import { listDatabases } from './list-databases.ts';
import { refusals } from './refusals.ts';
import { renameCollection } from './rename-collection.ts';
import * as facts from './server-facts.ts';
import * as sessions from './sessions.ts';
import { collStats, dbStats, validate } from './statistics.ts';
import { update } from './update.ts';

const listCommands = lenient('listCommands', () => ({
  commands: Object.fromEntries(
    ALL.map(({ name, admin = false, stable }) => [
      name,
      { help: '', requiresAuth: false, secondaryOk: true, adminOnly: admin, apiVersions: stable ? ['1'] : [] },
    ]),
  ),
}));

const ALL: Command[] = [
  ...Object.values(handshake),
  ...Object.values(facts),
  ...Object.values(sessions),
  listCommands,
  insert,
  update,
  deleteDocuments,
  find,
  getMore,
  killCursors,
  findAndModify,
  count,
  distinct,
  aggregate,
  explain,
  create,
  collMod,
  drop,
  dropDatabase,
  renameCollection,
  createIndexes,
  dropIndexes,
  listIndexes,
  listCollections,
  listDatabases,
  collStats,
  dbStats,
  validate,
];

/** Every command that this server knows, by each of its names; those that it only refuses among them. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  [...ALL, ...refusals].flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command])),
);
