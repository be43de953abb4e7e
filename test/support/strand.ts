/** Work that goes on from one of its calls to the next only when it is told to, so that a test decides the order. */
export interface Strand {
  /** Goes on to the next call, or to the end; true when that was it. */
  step(): Promise<boolean>;
}

/** A process that falls: every call from then on fails. */
class Fallen extends Error {}

export interface Fall {
  /** How many calls are made before. */
  readonly calls: number;
  /** Whether the last of them is still carried out. */
  readonly carriedOut: boolean;
}

/** Wraps what a process calls, so that each call waits for its turn. */
export type Wrap = <T extends object>(part: T) => T;

/** Begins work, to be carried out step by step. What it throws before it falls is thrown by the step. */
export function strand(work: (wrap: Wrap) => Promise<unknown>, fall?: Fall): Strand {
  let calls = 0;
  const waiting: (() => void)[] = [];
  let told = { paused: (_isOver: boolean): void => undefined, failed: (_error: unknown): void => undefined };
  const turn = (): Promise<boolean> =>
    new Promise((paused, failed) => {
      told = { paused, failed };
    });
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(resolve);
      told.paused(false);
    });
  const hasFallen = (): boolean => fall !== undefined && calls > fall.calls;
  const begin = async (): Promise<void> => {
    if (hasFallen()) throw new Fallen();
    await pause();
    calls += 1;
    if (hasFallen() && !fall?.carriedOut) throw new Fallen();
  };
  const end = (): void => {
    if (hasFallen()) throw new Fallen();
    // Another of several calls made at once is waiting still.
    if (waiting.length > 0) told.paused(false);
  };
  const call = async (deed: () => Promise<unknown>): Promise<unknown> => {
    await begin();
    const result = await deed();
    end();
    return result;
  };
  async function* flow(found: AsyncIterable<unknown>): AsyncGenerator<unknown> {
    await begin();
    yield* found;
    end();
  }
  const wrap: Wrap = (part) =>
    new Proxy(part, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        const isFlow = method.constructor.name === 'AsyncGeneratorFunction';
        return (...given: unknown[]) => {
          const deed = () => Reflect.apply(method, target, given);
          return isFlow ? flow(deed()) : call(deed);
        };
      },
    });
  const whole = async (): Promise<unknown> => {
    await pause();
    return work(wrap);
  };
  whole().then(
    () => told.paused(true),
    (error: unknown) => (hasFallen() ? told.paused(true) : told.failed(error)),
  );
  return {
    step() {
      const next = turn();
      waiting.shift()?.();
      return next;
    },
  };
}
