import { expect } from 'chai';
import { sharedWrite } from '../../src/stores/shared-write.ts';

describe('a shared write', () => {
  it('writes what comes together at once, and tells each document its own error', async () => {
    const batches: number[][] = [];
    const odd = new Error('odd');
    const write = sharedWrite<number>(async (numbers) => {
      batches.push([...numbers]);
      return new Map(numbers.filter((number) => number % 2).map((number) => [number, odd]));
    });
    expect(await Promise.all([1, 2, 3, 4].map(write))).to.deep.equal([odd, undefined, odd, undefined]);
    expect(batches.flat()).to.deep.equal([1, 2, 3, 4]);
    expect(batches.length).to.be.below(4);
  });

  it('fails for all whom it held, and goes on with those who come after', async () => {
    let away = true;
    const write = sharedWrite<number>(async () => {
      if (away) throw new Error('away');
      return new Map();
    });
    const outcomes = await Promise.allSettled([1, 2].map(write));
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['rejected', 'rejected']);
    away = false;
    expect(await write(3)).to.equal(undefined);
  });

  it('turns people away when the store hangs, instead of filling the memory', async () => {
    const write = sharedWrite<number>(() => new Promise(() => undefined));
    const hanging = Array.from({ length: 21_000 }, (_, number) => write(number));
    const last = await Promise.race([hanging.at(-1), new Promise((resolve) => setTimeout(resolve, 1000))]).catch(
      (error: unknown) => error,
    );
    for (const waiting of hanging) waiting?.catch(() => undefined);
    expect(last).to.include({ kind: 'unavailable' });
  });
});
