import { Int32, Long } from 'bson';
import { MAX_DOCUMENT_BYTES } from '../raw/validate.ts';
import { MAX_MESSAGE_BYTES } from '../wire/message.ts';
import type { Handler } from './command.ts';

/** The version whose manners this server has: a driver then leaves out what only replica sets can do. */
const VERSION = '7.0.0';
const WIRE_VERSION = 21;

export const hello: Handler = ({ command, connectionId }) => ({
  ...(command.hello === undefined ? { ismaster: true } : { isWritablePrimary: true }),
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

export const ping: Handler = () => ({});

export const buildInfo: Handler = () => ({
  version: VERSION,
  gitVersion: 'embedded',
  modules: [],
  versionArray: [7, 0, 0, 0].map((part) => new Int32(part)),
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  storageEngines: ['lmdb'],
});

export const getParameter: Handler = ({ command }) => {
  const known = { featureCompatibilityVersion: { version: '7.0' }, authenticationMechanisms: [], logLevel: 0 };
  if (command.getParameter === '*') return known;
  return Object.fromEntries(Object.entries(known).filter(([name]) => name in command));
};

export const connectionStatus: Handler = () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] } });

export const whatsmyuri: Handler = ({ connectionId }) => ({ you: `127.0.0.1:${connectionId}` });

export const startSession: Handler = () => ({ timeoutMinutes: 30 });

export const hostInfo: Handler = () => ({
  system: { currentTime: new Date(), hostname: 'localhost', cpuAddrSize: 64 },
  os: { type: process.platform, name: process.platform, version: '' },
  extra: {},
});

export const getLog: Handler = ({ command }) =>
  command.getLog === '*' ? { names: ['global', 'startupWarnings'] } : { totalLinesWritten: 0, log: [] };

export const serverStatus: Handler = (_request, { store, cursors, startedAt }) => ({
  host: 'localhost',
  version: VERSION,
  process: 'embedded-mongo',
  pid: Long.fromNumber(process.pid),
  uptime: (Date.now() - startedAt.getTime()) / 1000,
  localTime: new Date(),
  mem: { resident: Math.round(process.memoryUsage().rss / 2 ** 20) },
  metrics: { cursor: { open: { total: cursors.size } } },
  collections: store.catalog.all().length,
});
