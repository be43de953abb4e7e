import { expectFaults, expectValues } from './evaluate.ts';

describe('expressions on sets', () => {
  it('know each element once, in order', () => {
    expectValues([
      [
        {
          $setUnion: [
            ['b', 'a'],
            ['b', 'c'],
          ],
        },
        ['a', 'b', 'c'],
      ],
      [{ $setUnion: [[1], null] }, null],
      [{ $setUnion: [] }, []],
      [
        {
          $setIntersection: [
            ['a', 'b'],
            ['b', 'a', 'b'],
          ],
        },
        ['a', 'b'],
      ],
      [{ $setIntersection: [['a'], [['a']]] }, []],
      [{ $setDifference: [['c', 'a', 'c'], ['b']] }, ['c', 'a']],
      [{ $setDifference: [null, [1]] }, null],
      [{ $allElementsTrue: [[]] }, true],
      [{ $allElementsTrue: [[1, 'a', null]] }, false],
      [{ $anyElementTrue: [[]] }, false],
      [{ $anyElementTrue: [[[false]]] }, true],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $setUnion: [[1], 'a'] }, 17043],
      [{ $setIntersection: [1] }, 17047],
      [{ $setDifference: [1, [1]] }, 17048],
      [{ $setDifference: [[1], 1] }, 17049],
      [{ $setEquals: [[1], 1] }, 17044],
      [{ $setEquals: [[1]] }, 17045],
      [{ $setIsSubset: [1, [1]] }, 17046],
      [{ $setIsSubset: [[1], 1] }, 17042],
      [{ $setIsSubset: [null, [1]] }, 17046],
      [{ $allElementsTrue: [null] }, 17040],
      [{ $anyElementTrue: ['a'] }, 17041],
    ]);
  });
});
