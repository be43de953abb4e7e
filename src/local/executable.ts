import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Log } from './local-service.ts';

/** A program that we run but do not bring along. */
export interface Wanted {
  /** The names it goes by, best first. */
  names: string[];
  /** The Debian package that holds it. */
  package: string;
  /** The environment variable that may say where it is. */
  variable?: string;
}

export const redisServer: Wanted = { names: ['redis-server'], package: 'redis-server' };

export const chromium: Wanted = {
  names: ['chromium', 'chromium-browser', 'google-chrome'],
  package: 'chromium',
  variable: 'CHROMIUM_PATH',
};

/**
 * The path of a program: found on the PATH, else installed with apt-get where that needs no password.
 * Throws an Error whose one line says what to install.
 */
export async function executable(wanted: Wanted, log: Log): Promise<string> {
  const named = wanted.variable && process.env[wanted.variable];
  if (named) return named;
  const found = (await onPath(wanted.names)) ?? ((await install(wanted.package, log)) && (await onPath(wanted.names)));
  if (!found) {
    const names = wanted.names.join(' or ');
    throw new Error(`${names} is missing: install it (on Debian and Ubuntu: apt-get install ${wanted.package}).`);
  }
  return found;
}

async function onPath(names: string[]): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const file of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}

async function install(name: string, log: Log): Promise<boolean> {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  if (!(await succeeds([...asRoot, 'apt-get', '--version']))) return false;
  log.info(`Installing ${name} with apt-get…`);
  const apt = [...asRoot, 'apt-get', '--yes', '--quiet=2', '--no-install-recommends'];
  // The lists of a fresh machine are empty or old; only then is fetching them worth the time.
  if (await succeeds([...apt, 'install', name])) return true;
  return (await succeeds([...apt, 'update'])) && (await succeeds([...apt, 'install', name]));
}

function succeeds([command = '', ...args]: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    // RUNLEVEL keeps Debian from starting a service of its own with what it installs.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    const child = spawn(command, args, { stdio: 'ignore', env });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
