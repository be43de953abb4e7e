import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { lockFile } from './file-lock.mjs';

// Plain Node.js without any package: in a fresh clone nothing else is there.

const root = fileURLToPath(new URL('../..', import.meta.url));

const oldestNode = [20, 19];
const installSeconds = 600;

/**
 * Makes sure of Node.js and the packages of package-lock.json; ends the process with one line where it cannot.
 * @param {{ development?: boolean }} wanted development: also the packages that only checks and measurements need
 */
export function prepare({ development = process.env.NODE_ENV !== 'production' } = {}) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    fail(`Ý Dân needs Node.js ${oldestNode.join('.')} or newer; this is ${process.version}.`);
  }
  process.chdir(root);
  if (!installed(development)) install(development);
}

/** Runs one of our TypeScript programs in this very process, so that signals and exit codes are its own. */
export async function run(file) {
  readSettings();
  const path = join(root, file);
  process.argv[1] = path;
  await import('tsx');
  await import(pathToFileURL(path).href);
}

/** The settings in .env, under those of the environment. */
export function readSettings() {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** Ends the process with one line that says what is the matter. */
export function fail(line) {
  console.error(line);
  process.exit(1);
}

function installed(development) {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([path, entry]) => {
    const found = present[path];
    if (found) return found.version === entry.version;
    return path === '' || entry.optional || ((entry.dev || entry.devOptional) && !development);
  });
}

function packagesIn(lock) {
  return existsSync(lock) ? JSON.parse(readFileSync(lock, 'utf8')).packages : {};
}

function install(development) {
  // Two commands at once: the second waits for the first and finds everything there.
  const lock = lockFile('package.json', installSeconds);
  if (lock === undefined) fail('Another command has been installing packages for ten minutes.');
  if (!installed(development)) {
    console.error('Installing packages (npm ci)…');
    const args = ['ci', '--loglevel=error', '--no-progress', `--${development ? 'include' : 'omit'}=dev`];
    const viaNpm = process.env.npm_execpath;
    const [command, first] = viaNpm ? [process.execPath, [viaNpm]] : ['npm', []];
    // npm holds the lock too: were this process killed, nobody would install into the same folder beside it.
    const { status } = spawnSync(command, [...first, ...args], { stdio: ['ignore', 'ignore', 'inherit', lock] });
    if (status !== 0) fail('The packages could not be installed; npm says why above.');
  }
  closeSync(lock);
}
