import { arch, cpus, hostname, platform, release, totalmem, type } from 'node:os';
import { Double, Long } from 'bson';
import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { invalidOptions, MongoServerFault, notSupported } from '../semantics/fault.ts';
import { command, lenient } from './command.ts';
import { required } from './fields.ts';
import { text } from './kinds.ts';
import { VERSION } from './version.ts';

const PARAMETERS: Doc = {
  featureCompatibilityVersion: { version: VERSION.split('.').slice(0, 2).join('.') },
  authenticationMechanisms: [],
  logLevel: 0,
  quiet: false,
};

export const getParameter = lenient(
  'getParameter',
  ({ command }) => {
    const all = command.getParameter === '*' || (command.getParameter as Doc | undefined)?.allParameters === true;
    const found = Object.entries(PARAMETERS).filter(([name]) => all || name in command);
    if (!found.length) throw invalidOptions('no option found to get');
    return Object.fromEntries(found);
  },
  { admin: true },
);

export const hostInfo = lenient('hostInfo', () => ({
  system: {
    currentTime: new Date(),
    hostname: hostname(),
    cpuAddrSize: 64,
    memSizeMB: Long.fromNumber(Math.floor(totalmem() / 2 ** 20)),
    numCores: cpus().length,
    cpuArch: arch(),
  },
  os: { type: type(), name: platform(), version: release() },
  extra: {},
}));

const LOGS = ['global', 'startupWarnings'];

/** What there is to log goes to the standard error of the process, and is not kept. */
export const getLog = command(
  { getLog: required(text) },
  ({ getLog: name }) => {
    if (name === '*') return { names: LOGS };
    if (!LOGS.includes(name)) throw new MongoServerFault(96, 'OperationFailed', `No log named '${name}'`);
    return { totalLinesWritten: 0, log: [] };
  },
  { admin: true },
);

export const getCmdLineOpts = lenient('getCmdLineOpts', () => ({ argv: [], parsed: {} }), { admin: true });

export const getFreeMonitoringStatus = lenient('getFreeMonitoringStatus', () => ({ state: 'disabled' }), {
  admin: true,
});

/** No plan is kept that could be forgotten. */
export const planCacheClear = lenient('planCacheClear', () => ({}));

/** Nothing is profiled; asking for it is refused. */
export const profile = lenient('profile', ({ command }) => {
  if ((numberOf(command.profile) ?? 0) > 0) {
    throw notSupported("this store has no 'profile'");
  }
  return { was: 0, slowms: 100, sampleRate: 1 };
});

/** Nobody has to say who they are, so there are no users and no roles. */
export const usersInfo = lenient('usersInfo', () => ({ users: [] }));
export const rolesInfo = lenient('rolesInfo', () => ({ roles: [] }));

/** What is acknowledged is on the disk already. */
export const fsync = lenient(
  'fsync',
  ({ command }) => {
    if (command.lock) throw notSupported("this store has no 'lock' of fsync");
    return { numFiles: 1 };
  },
  { admin: true },
);

export const serverStatus = lenient('serverStatus', (_request, { store, cursors, startedAt, traffic, address }) => {
  const uptimeMillis = Date.now() - startedAt.getTime();
  const { rss } = process.memoryUsage();
  const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);
  return {
    host: address,
    version: VERSION,
    process: 'embedded-mongo',
    pid: Long.fromNumber(process.pid),
    uptime: new Double(Math.floor(uptimeMillis / 1000)),
    uptimeMillis: Long.fromNumber(uptimeMillis),
    uptimeEstimate: Long.fromNumber(Math.floor(uptimeMillis / 1000)),
    localTime: new Date(),
    connections: traffic.connections(),
    opcounters: traffic.opcounters(),
    network: traffic.network(),
    mem: { bits: 64, resident: megabytes(rss), supported: true },
    metrics: { cursor: { open: { total: Long.fromNumber(cursors.size) } } },
    storageEngine: { name: 'lmdb', supportsCommittedReads: false, persistent: true, readOnly: false },
    collections: store.catalog.all().length,
  };
});
