import { double } from './evaluate.ts';
import { expectRefusals, expectResults } from './pipeline-cases.ts';

const VALUES = [
  { _id: 1, p: 'a', v: 1 },
  { _id: 2, p: 'a', v: 2 },
  { _id: 3, p: 'b', v: 5 },
  { _id: 4, p: 'a', v: 2 },
];
const windowed = (output: object, more: object = {}) => [
  { $setWindowFields: { sortBy: { v: 1 }, output, ...more } },
  { $sort: { _id: 1 } },
  { $project: { r: 1 } },
];
const results = (...r: unknown[]) => r.map((x, i) => ({ _id: i + 1, r: x }));

describe('windows over partitions', () => {
  it('give each document what comes of its neighbours', () => {
    expectResults([
      [VALUES, windowed({ r: { $sum: '$v', window: { documents: ['unbounded', 'current'] } } }), results(1, 3, 10, 5)],
      [VALUES, windowed({ r: { $sum: '$v' } }, { partitionBy: '$p' }), results(5, 5, 5, 5)],
      [VALUES, windowed({ r: { $rank: {} } }), results(1, 2, 4, 2)],
      [VALUES, windowed({ r: { $denseRank: {} } }), results(1, 2, 3, 2)],
      [VALUES, windowed({ r: { $documentNumber: {} } }), results(1, 2, 4, 3)],
      [VALUES, windowed({ r: { $shift: { output: '$v', by: -1, default: 0 } } }), results(0, 1, 2, 2)],
      [
        VALUES,
        windowed({ r: { $push: '$v', window: { range: [-1, 1] } } }),
        results([1, 2, 2], [1, 2, 2], [5], [1, 2, 2]),
      ],
      [VALUES, windowed({ r: { $max: '$v', window: { documents: [1, 2] } } }), results(2, 5, null, 5)],
      [VALUES, windowed({ r: { $count: {} } }), results(4, 4, 4, 4)],
      [
        VALUES,
        windowed({ r: { $median: { input: '$v', method: 'approximate' } } }),
        results(double(2), double(2), double(2), double(2)),
      ],
      [VALUES, windowed({ r: { $first: '$_id' } }), results(1, 1, 1, 1)],
      [
        [
          { _id: 1, v: 1, x: 5 },
          { _id: 2, v: 2 },
          { _id: 3, v: 3, x: null },
        ],
        windowed({ r: { $locf: '$x' } }),
        results(5, 5, 5),
      ],
      [
        VALUES,
        windowed({ 'r.s': { $sum: 1, window: { documents: [0, 0] } } }),
        results({ s: 1 }, { s: 1 }, { s: 1 }, { s: 1 }),
      ],
      [VALUES, windowed({ r: { $topN: { n: 1, sortBy: { v: -1 }, output: '$_id' } } }), results([3], [3], [3], [3])],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectRefusals([
      [[{ $setWindowFields: 1 }], 9],
      [[{ $setWindowFields: {} }], 40414],
      [[{ $setWindowFields: { output: {}, x: 1 } }], 40415],
      [[{ $setWindowFields: { output: 1 } }], 14],
      [windowed({ r: { $rank: {} } }, { sortBy: { a: 1, b: 1 } }), 5371602],
      [windowed({ r: { $rank: 1 } }), 5371603],
      [windowed({ r: { $foo: 1 } }), 9],
      [windowed({ r: { $derivative: {} } }), 9],
      [windowed({ r: { $mergeObjects: {} } }), 9],
      [windowed({ r: 1 }), 9],
      [windowed({ r: { sum: 1 } }), 9],
      [windowed({ r: { $sum: 1, window: 1 } }), 9],
      [windowed({ r: { $sum: 1, window: { documents: [1] } } }), 9],
      [windowed({ r: { $sum: 1, window: { documents: [2, 1] } } }), 5339900],
      [[{ $setWindowFields: { output: { r: { $sum: 1, window: { documents: [0, 1] } } } } }], 5339901],
      [windowed({ r: { $sum: 1, window: { range: [0, 1] } } }, { sortBy: { a: 1, b: 1 } }), 5339902],
      [windowed({ r: { $sum: 1, window: { documents: [0, 1], range: [0, 1] } } }), 9],
      [windowed({ r: { $sum: 1, window: { documents: [0, 1], unit: 'day' } } }), 9],
      [windowed({ r: { $sum: 1, window: { range: [0, 1], unit: 'eon' } } }), 9],
      [windowed({ r: { $sum: 1, window: { documents: ['x', 1] } } }), 9],
      [windowed({ r: { $sum: 1 }, 'r.s': { $sum: 1 } }), 6307900],
      [windowed({ r: { $sum: 1 } }, { partitionBy: '$a' }), 14, [{ a: [1] }]],
      [windowed({ r: { $shift: { output: 1 } } }), 9],
      [windowed({ r: { $rank: {}, window: {} } }), 9],
    ]);
  });
});
