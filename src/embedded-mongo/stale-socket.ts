import { lstatSync, rmSync } from 'node:fs';
import { connect } from 'node:net';

/**
 * Removes the file of a socket whose server was killed; true when nobody answers there.
 * Throws an Error with one line when something else lies there.
 */
export async function removeStaleSocket(path: string): Promise<boolean> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return true;
  if (!found.isSocket()) throw new Error(`${path} is not a socket`);
  const refused = await new Promise<boolean>((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
  });
  if (refused) rmSync(path, { force: true });
  return refused;
}
