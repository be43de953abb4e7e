import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { end, ending } from '../src/local/child.ts';

/** A process of its own that is asked one thing at a time. */
export interface Child {
  ask<Answer>(question: object): Promise<Answer>;
  close(): Promise<void>;
}

type Reply = { readonly value: unknown } | { readonly error: string };

/** Starts a program of this folder that answers by `answering`. What it logs is written, and read by nobody. */
export function startChild(program: string): Child {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const over = ending(child).then((cause) => {
    throw new Error(`${program} ended (${cause})`);
  });
  over.catch(() => undefined);
  return {
    async ask<Answer>(question: object) {
      const answered = once(child, 'message');
      child.send(question);
      const [reply] = (await Promise.race([answered, over])) as [Reply];
      if ('error' in reply) throw new Error(`${program}: ${reply.error}`);
      return reply.value as Answer;
    },
    close: () => end(child),
  };
}

/** The child's side: answers each question with what the work on it gives. */
export function answering<Question>(work: (question: Question) => Promise<unknown>): void {
  // Whoever asked is gone.
  process.once('disconnect', () => process.exit());
  process.on('message', (question) => {
    work(question as Question).then(
      (value) => process.send?.({ value }),
      (error: Error) => process.send?.({ error: error.stack ?? error.message }),
    );
  });
}
