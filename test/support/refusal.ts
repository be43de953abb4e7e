import { Refusal } from '../../src/domain/errors.ts';

/** What an action said no with. Throws when it said yes, or failed in another way. */
export async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Refusal)) throw new Error(`no refusal but ${String(thrown)}`);
  return thrown;
}

/** The code an action said no with, that of its first fault if it names any; `done` when it said yes. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return error.faults[0]?.code ?? error.code;
    },
  );
