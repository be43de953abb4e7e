import { MinKey } from 'bson';
import { decimal, double, expectFaults, expectValues, long, MISSING } from './evaluate.ts';

describe('comparisons and decisions', () => {
  it('follow the order of all types and what counts as true', () => {
    expectValues([
      [{ $cmp: [1, 2] }, -1],
      [{ $eq: [1, double(1)] }, true],
      [{ $eq: [long(1), decimal('1')] }, true],
      [{ $gt: ['abc', 1] }, true],
      [{ $lt: [null, 0] }, true],
      [{ $eq: ['$x', null] }, false],
      [{ $gte: ['$x', null] }, false],
      [{ $ne: [[1], [1]] }, false],
      [
        {
          $eq: [
            { a: 1, b: 2 },
            { b: 2, a: 1 },
          ],
        },
        false,
      ],
      [{ $lt: [new MinKey(), null] }, true],
      [{ $and: [] }, true],
      [{ $or: [] }, false],
      [{ $and: [1, 'a'] }, true],
      [{ $and: [1, 0] }, false],
      [{ $or: ['$x', 0] }, false],
      [{ $not: [[]] }, false],
      [{ $not: 0 }, true],
      [{ $and: true }, true],
      [{ $or: [[false]] }, true],
      [{ $cond: [true, 1, 2] }, 1],
      [{ $cond: { if: '$x', then: 1, else: '$x' } }, MISSING],
      [{ $ifNull: ['$x', null, 3] }, 3],
      [{ $ifNull: ['$x', '$y'] }, MISSING],
      [{ $ifNull: [null, null] }, null],
      [
        {
          $switch: {
            branches: [
              { case: false, then: 1 },
              { case: 1, then: 2 },
            ],
          },
        },
        2,
      ],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $eq: [1] }, 16020],
      [{ $eq: [1, 2, 3] }, 16020],
      [{ $not: [1, 2] }, 16020],
      [{ $cond: [1, 2] }, 16020],
      [{ $cond: { if: 1, then: 2 } }, 17082],
      [{ $cond: { then: 1, else: 2 } }, 17080],
      [{ $cond: { if: 1, else: 2 } }, 17081],
      [{ $cond: { if: 1, then: 1, else: 2, x: 1 } }, 17083],
      [{ $ifNull: [1] }, 1257300],
      [{ $switch: { branches: [{ case: '$x', then: 1 }] } }, 40066],
      [{ $switch: 1 }, 40060],
      [{ $switch: { branches: 1 } }, 40061],
      [{ $switch: { branches: [1] } }, 40062],
      [{ $switch: { branches: [{ case: 1, then: 1, x: 1 }] } }, 40063],
      [{ $switch: { branches: [{ then: 1 }] } }, 40064],
      [{ $switch: { branches: [{ case: 1 }] } }, 40065],
      [{ $switch: { branches: [{ case: 1, then: 1 }], x: 1 } }, 40067],
      [{ $switch: { branches: [] } }, 40068],
      [{ $switch: {} }, 40068],
    ]);
  });
});
