/** How many keys a read may look at before it lets other clients have their turn. */
export const KEYS_PER_TURN = 2000;

/** Resolves when the other work that waits has had its turn. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
