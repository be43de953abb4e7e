import { expect } from 'chai';
import { mostAttempts, nextAttemptAt, owedNotice } from '../../src/domain/notice.ts';

const at = new Date('2026-11-20T03:00:00Z');
const minutesAfter = (attempts: number, jitter: number): number =>
  (nextAttemptAt(at, attempts, jitter).getTime() - at.getTime()) / 60_000;

describe('a notice', () => {
  it('is tried again after 1, 2, 4 ... minutes and at least hourly', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 20].map((attempts) => minutesAfter(attempts, 0))).to.deep.equal([
      1, 2, 4, 8, 16, 32, 60, 60,
    ]);
  });

  it('is put off by up to a quarter more, so that thousands do not come back at once', () => {
    expect(minutesAfter(7, 1)).to.equal(75);
    expect(minutesAfter(1, 0.5)).to.equal(1.125);
  });

  it('is given up after about three days', () => {
    let minutes = 0;
    for (let attempts = 1; attempts < mostAttempts; attempts += 1) minutes += minutesAfter(attempts, 0.5);
    expect(minutes / 60 / 24).to.be.within(3, 4);
  });

  it('is told apart by what it is and to whom', () => {
    expect(owedNotice('acknowledgement', at).key).to.equal('acknowledgement');
    expect(owedNotice('waiting', at, 'a1').key).to.equal('waiting:a1');
  });
});
