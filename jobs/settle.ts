import type { Actions } from '../src/actions/actions.ts';

/** Pays everything that has been owed for a while: the guarantee behind every job that Redis may have lost. */
export const settle = (actions: Actions) => () => actions.settle();
