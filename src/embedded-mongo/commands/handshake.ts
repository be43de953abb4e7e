import { Int32 } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../raw/validate.ts';
import { MAX_MESSAGE_BYTES } from '../wire/header.ts';
import { type Answer, lenient, type Request } from './command.ts';
import { VERSION, WIRE_VERSION } from './version.ts';

function greeting(sign: string): (request: Request) => Answer {
  return ({ connectionId }) => ({
    [sign]: true,
    helloOk: true,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  });
}

export const hello = lenient('hello', greeting('isWritablePrimary'), { stable: true });

/** The greeting of older drivers. It is asked before anything is agreed on, so the Stable API allows it too. */
export const isMaster = lenient('isMaster', greeting('ismaster'), { aliases: ['ismaster'], stable: true });

export const ping = lenient('ping', () => ({}), { stable: true });

export const buildInfo = lenient(
  'buildInfo',
  () => ({
    version: VERSION,
    gitVersion: 'embedded',
    modules: [],
    allocator: 'system',
    javascriptEngine: 'none',
    sysInfo: 'deprecated',
    versionArray: [...VERSION.split('.').map(Number), 0].map((part) => new Int32(part)),
    openssl: {},
    buildEnvironment: {},
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    storageEngines: ['lmdb'],
  }),
  { aliases: ['buildinfo'] },
);

export const connectionStatus = lenient(
  'connectionStatus',
  ({ command }) => ({
    authInfo: {
      authenticatedUsers: [],
      authenticatedUserRoles: [],
      ...(command.showPrivileges ? { authenticatedUserPrivileges: [] } : {}),
    },
  }),
  { stable: true },
);

export const whatsmyuri = lenient('whatsmyuri', ({ connectionId }) => ({ you: `127.0.0.1:${connectionId}` }));
