import { expect } from 'chai';
import { decimal, double, expectFaults, expectValues, value } from './evaluate.ts';
import { faultName } from './values.ts';

describe('summaries of values', () => {
  it('are those that groups have', () => {
    expectValues([
      [{ $sum: [1, 'a', 2] }, 3],
      [{ $sum: '$a' }, 6, { a: [1, 2, 3] }],
      [{ $sum: ['$a', 1] }, 1, { a: [1, 2] }],
      [{ $sum: '$x' }, 0],
      [{ $avg: [1, 2] }, double(1.5)],
      [{ $avg: ['a'] }, null],
      [{ $avg: [decimal('1'), decimal('2')] }, decimal('1.5')],
      [{ $max: [1, null, 'a'] }, 'a'],
      [{ $min: [null, 3, 1] }, 1],
      [{ $max: [] }, null],
      [{ $min: '$a' }, 1, { a: [3, 1] }],
      [{ $stdDevPop: [1, 3] }, double(1)],
      [{ $stdDevSamp: [1] }, null],
      [{ $stdDevSamp: [1, 2, 3, 4] }, double(1.2909944487358056)],
      [{ $sum: [decimal('0.1'), double(0.25)] }, decimal('0.35')],
      [{ $median: { input: [1, 2, 3, 4], method: 'approximate' } }, double(2)],
      [
        { $percentile: { input: [1, 2, 3, 4, 5], p: [double(0.5), double(0.95)], method: 'approximate' } },
        [double(3), double(5)],
      ],
      [{ $median: { input: 'a', method: 'approximate' } }, null],
      [{ $percentile: { input: [], p: [0], method: 'approximate' } }, [null]],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $median: { input: [1] } }, 40414],
      [{ $median: { input: [1], method: 'approximate', p: [1] } }, 40415],
      [{ $median: { input: [1], method: 'x' } }, 2],
      [{ $percentile: { input: [1], p: 1, method: 'approximate' } }, 7750301],
      [{ $percentile: { input: [1], p: ['a'], method: 'approximate' } }, 7750302],
      [{ $percentile: { input: [1], p: [2], method: 'approximate' } }, 7750303],
      [{ $median: 1 }, 7429703],
    ]);
    const stray = { $median: { input: [1], method: 'approximate', p: [1] } };
    expect(faultName(() => value(stray))).to.equal('IDLUnknownField');
  });
});
