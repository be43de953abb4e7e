import { double, expectFaults, expectValues, MISSING } from './evaluate.ts';

describe('expressions on arrays', () => {
  it('take, find and join elements', () => {
    expectValues([
      [{ $arrayElemAt: [[1, 2, 3], -1] }, 3],
      [{ $arrayElemAt: [[1], 5] }, MISSING],
      [{ $arrayElemAt: [[1], -5] }, MISSING],
      [{ $arrayElemAt: [null, 1] }, null],
      [{ $arrayElemAt: [[1], double(0)] }, 1],
      [{ $first: [[1, 2]] }, 1],
      [{ $first: { $literal: [] } }, MISSING],
      [{ $last: null }, null],
      [{ $concatArrays: [[1], [2, [3]]] }, [1, 2, [3]]],
      [{ $concatArrays: [[1], null, 'a'] }, null],
      [{ $concatArrays: [] }, []],
      [{ $isArray: ['hello'] }, false],
      [{ $isArray: [['hello']] }, true],
      [{ $size: [[1, 2]] }, 2],
      [{ $slice: [[1, 2, 3], 1, 1] }, [2]],
      [{ $slice: [[1, 2, 3], -2] }, [2, 3]],
      [{ $slice: [[1, 2, 3], 15, 2] }, []],
      [{ $slice: [[1, 2, 3], -15, 2] }, [1, 2]],
      [{ $slice: [null, 1] }, null],
      [{ $slice: [[1], null] }, null],
      [{ $slice: [[1], 0, null] }, null],
      [{ $slice: [[1, 2], 0] }, []],
      [{ $in: [2, [1, 2, 3]] }, true],
      [{ $in: ['abc', ['xyz', 'abc']] }, true],
      [{ $in: ['xy', ['xyz', 'abc']] }, false],
      [{ $in: [['a'], ['a']] }, false],
      [{ $in: [['a'], [['a']]] }, true],
      [{ $in: [/^a/, ['a']] }, false],
      [{ $indexOfArray: [['a', 'abc'], 'a'] }, 0],
      [{ $indexOfArray: [['a', 'abc', 'de', ['de']], ['de']] }, 3],
      [{ $indexOfArray: [[1, 2], 5] }, -1],
      [
        {
          $indexOfArray: [
            [1, 2, 3],
            [1, 2],
          ],
        },
        -1,
      ],
      [{ $indexOfArray: [[10, 9, 9, 8, 9], 9, 3] }, 4],
      [{ $indexOfArray: [['a', 'abc', 'b'], 'b', 0, 1] }, -1],
      [{ $indexOfArray: [['a', 'abc', 'b'], 'b', 20] }, -1],
      [{ $indexOfArray: [[null, null], null] }, 0],
      [{ $indexOfArray: [null, 'foo'] }, null],
      [{ $range: [0, 10, 2] }, [0, 2, 4, 6, 8]],
      [{ $range: [10, 0, -2] }, [10, 8, 6, 4, 2]],
      [{ $range: [0, 10, -2] }, []],
      [{ $range: [0, 3] }, [0, 1, 2]],
      [{ $reverseArray: [[1, 2, 3]] }, [3, 2, 1]],
      [{ $reverseArray: { $slice: [['foo', 'bar', 'baz'], 1, 2] } }, ['baz', 'bar']],
      [{ $reverseArray: null }, null],
      [{ $reverseArray: [[[1, 2], [3]]] }, [[3], [1, 2]]],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $arrayElemAt: ['a', 1] }, 28689],
      [{ $arrayElemAt: [[1], 'a'] }, 28690],
      [{ $arrayElemAt: [[1], double(1.5)] }, 28691],
      [{ $last: 'a' }, 28689],
      [{ $concatArrays: [[1], 'a'] }, 28664],
      [{ $isArray: [1, 2] }, 16020],
      [{ $size: null }, 17124],
      [{ $size: '$x' }, 17124],
      [{ $slice: ['a', 1] }, 28724],
      [{ $slice: [[1], 'a'] }, 28725],
      [{ $slice: [[1], double(1.5)] }, 28726],
      [{ $slice: [[1], 1, 'a'] }, 28727],
      [{ $slice: [[1], 1, double(1.5)] }, 28728],
      [{ $slice: [[1], 1, 0] }, 28729],
      [{ $slice: [[1]] }, 28667],
      [{ $in: [1, 'a'] }, 40081],
      [{ $in: [1, '$x'] }, 40081],
      [{ $indexOfArray: ['foo', 'foo'] }, 40090],
      [{ $indexOfArray: [['a'], 'a', -1] }, 40097],
      [{ $indexOfArray: [['a'], 'a', 'b'] }, 40096],
      [{ $range: ['a', 1] }, 34443],
      [{ $range: [double(0.5), 1] }, 34444],
      [{ $range: [0, 'a'] }, 34445],
      [{ $range: [0, double(0.5)] }, 34446],
      [{ $range: [0, 1, 'a'] }, 34447],
      [{ $range: [0, 1, double(0.5)] }, 34448],
      [{ $range: [0, 1, 0] }, 34449],
      [{ $range: [0] }, 28667],
      [{ $reverseArray: 'a' }, 34435],
    ]);
  });

  it('read paths through the documents of an array, not through arrays in it', () => {
    expectValues([
      ['$a.b', [1, 2], { a: [{ b: 1 }, 5, [{ b: 9 }], { b: 2 }, {}] }],
      ['$a.b.c', [[3], 4], { a: [{ b: [{ c: 3 }] }, { b: { c: 4 } }] }],
      ['$a.0', [], { a: [1, 2] }],
      ['$a.b', MISSING, { a: 5 }],
    ]);
  });
});
