import { expect } from 'chai';
import { endAfter, stepPatience, timely } from '../../src/embedded-mongo/query/write-time.ts';
import type { Work } from '../../src/embedded-mongo/storage/write-queue.ts';

describe('the time of a write', () => {
  const waited = (ms: number) => {
    for (const until = performance.now() + ms; performance.now() < until; );
  };

  /** Keeps the processor busy for that long, however many others want it. */
  const computed = (ms: number) => {
    for (
      const before = process.cpuUsage();
      process.cpuUsage(before).user + process.cpuUsage(before).system < ms * 1000;
    );
  };

  /** Takes steps without end, and notes how it was ended. */
  function* endless(notes: unknown[]): Work<void> {
    try {
      for (;;) yield;
    } catch (error) {
      notes.push((error as { code: number }).code);
      throw error;
    } finally {
      notes.push('cleared up');
    }
  }

  it('ends its work where it stands, so that this can clear up', () => {
    const notes: unknown[] = [];
    const work = timely(endless(notes), endAfter(20));
    expect(() => {
      while (!work.next().done);
    })
      .to.throw()
      .with.property('code', 50);
    expect(notes).to.deep.equal([50, 'cleared up']);
  });

  it('has no end when none is asked for, and lets the work be ended from outside', () => {
    const notes: unknown[] = [];
    const work = timely(endless(notes), endAfter(0));
    for (let step = 0; step < 1000; step++) work.next();
    work.return(undefined);
    expect(notes).to.deep.equal(['cleared up']);
  });

  it('is counted from when it was asked for, though its turn comes later', () => {
    const work = timely(endless([]), endAfter(5));
    waited(10);
    expect(() => work.next())
      .to.throw()
      .with.property('code', 50);
  });

  it('is over for one step, but not for the next, when that takes too long', () => {
    const faults: unknown[] = [];
    const work = timely(
      (function* () {
        for (const ms of [0, 300, 0]) {
          computed(ms);
          faults.push((stepPatience() as { code?: number } | undefined)?.code);
          yield;
        }
      })(),
      endAfter(0),
    );
    while (!work.next().done);
    expect(faults).to.deep.equal([undefined, 50, undefined]);
    computed(300);
    expect(stepPatience()).to.equal(undefined);
  });

  it('does not count what the process was kept waiting', () => {
    const sleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    const faults: unknown[] = [];
    const work = timely(
      (function* () {
        sleep();
        faults.push(stepPatience());
        yield;
      })(),
      endAfter(0),
    );
    while (!work.next().done);
    expect(faults).to.deep.equal([undefined]);
  });
});
