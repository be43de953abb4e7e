import { aggregate } from './aggregate.ts';
import { create, drop, dropDatabase, listCollections, listDatabases, renameCollection } from './collections.ts';
import type { Handler } from './command.ts';
import { count } from './count.ts';
import { getMore, killCursors } from './cursors.ts';
import { deleteDocuments } from './delete.ts';
import { distinct } from './distinct.ts';
import { explain } from './explain.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import * as handshake from './handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { collStats, dbStats, validate } from './statistics.ts';
import { update } from './update.ts';

const nothing: Handler = () => ({});

/** Every command that this server knows. */
export const COMMANDS: ReadonlyMap<string, Handler> = new Map(
  Object.entries({
    hello: handshake.hello,
    isMaster: handshake.hello,
    ismaster: handshake.hello,
    ping: handshake.ping,
    buildInfo: handshake.buildInfo,
    buildinfo: handshake.buildInfo,
    getParameter: handshake.getParameter,
    connectionStatus: handshake.connectionStatus,
    whatsmyuri: handshake.whatsmyuri,
    hostInfo: handshake.hostInfo,
    getLog: handshake.getLog,
    serverStatus: handshake.serverStatus,
    startSession: handshake.startSession,
    refreshSessions: nothing,
    endSessions: nothing,
    killSessions: nothing,
    killAllSessions: nothing,
    killAllSessionsByPattern: nothing,
    insert,
    update,
    delete: deleteDocuments,
    find,
    getMore,
    killCursors,
    findAndModify,
    findandmodify: findAndModify,
    count,
    explain,
    distinct,
    aggregate,
    createIndexes,
    dropIndexes,
    deleteIndexes: dropIndexes,
    listIndexes,
    create,
    drop,
    dropDatabase,
    renameCollection,
    listCollections,
    listDatabases,
    collStats,
    collstats: collStats,
    dbStats,
    validate,
    dbstats: dbStats,
  }),
);
