import { rmSync } from 'node:fs';
import { connect } from 'node:net';

/** Removes the file of a socket whose server was killed; true when nobody answers there. */
export async function removeStaleSocket(path: string): Promise<boolean> {
  const refused = await new Promise<boolean>((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
  if (refused) rmSync(path, { force: true });
  return refused;
}
