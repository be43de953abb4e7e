import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';

// BSD kernels lock while opening; Node does not name the flag.
const O_EXLOCK = 0x20;

/**
 * Takes the kernel's exclusive lock on an existing file or folder. The kernel gives it back when the last descriptor is
 * closed, so whoever dies, however it dies, leaves no stale lock behind.
 * @param {string} path
 * @param {number} waitSeconds 0: do not wait
 * @returns {number | undefined} the descriptor that holds the lock; undefined when somebody else has it
 */
export function lockFile(path, waitSeconds) {
  return process.platform === 'linux' ? lockOpened(path, waitSeconds) : lockByOpening(path, waitSeconds);
}

// The lock belongs to the open file, not to the process that asks: flock(1) locks the descriptor it inherits, ends, and we keep it.
function lockOpened(path, waitSeconds) {
  const descriptor = openSync(path, 'r');
  const patience = waitSeconds > 0 ? ['--timeout', String(waitSeconds)] : ['--nonblock'];
  const { error, status } = spawnSync('flock', [...patience, '3'], {
    stdio: ['ignore', 'ignore', 'inherit', descriptor],
  });
  if (status === 0) return descriptor;
  closeSync(descriptor);
  if (error) throw new Error('The command flock is missing: install the package util-linux.');
  return undefined;
}

function lockByOpening(path, waitSeconds) {
  const patience = waitSeconds > 0 ? 0 : constants.O_NONBLOCK;
  try {
    return openSync(path, constants.O_RDONLY | O_EXLOCK | patience);
  } catch (error) {
    if (error.code === 'EAGAIN' || error.code === 'EWOULDBLOCK') return undefined;
    throw error;
  }
}
