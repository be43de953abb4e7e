/** Says why reading must stop now; undefined as long as it may go on. It is asked every few keys, so it must cost little. */
export type Patience = () => Error | undefined;

/** Why a read stops on the main thread; another thread then does it from its beginning. */
export const TOO_LONG = new Error('this read takes too long for the main thread');

/** How long one read, or one step of a write, may keep the process from its other clients, in milliseconds. */
const USUAL_MS = 5;
/** The same for one that has hardly begun: on a busy machine even the shortest may be kept waiting. */
const LONGEST_MS = 20;
const HARDLY_BEGUN = 50;

/** The patience of the main thread, from now on. */
export function shortPatience(): Patience {
  const began = performance.now();
  let asked = 0;
  return () => (performance.now() - began > (++asked > HARDLY_BEGUN ? USUAL_MS : LONGEST_MS) ? TOO_LONG : undefined);
}

/** What loops within expressions call. */
export function pauses(patience: Patience | undefined): (() => void) | undefined {
  return patience && (() => impatient(patience));
}

/** Throws the reason to stop, if there is one. */
export function impatient(patience: Patience): void {
  const reason = patience();
  if (reason) throw reason;
}
