import { decimal, double, long } from './evaluate.ts';
import { expectRefusals, expectResults } from './pipeline-cases.ts';

const ROWS = [
  { _id: 1, g: 'a', v: 3 },
  { _id: 2, g: 'b', v: null },
  { _id: 3, g: 'a', v: 1 },
  { _id: 4, g: 'a' },
  { _id: 5, g: 'a', v: 'x' },
];
const accumulated = (spec: object) => [{ $group: { _id: null, r: spec } }];

describe('stages that group', () => {
  it('accumulate in every way, by the order of documents or of values', () => {
    expectResults([
      [ROWS, accumulated({ $sum: '$v' }), [{ _id: null, r: 4 }]],
      [ROWS, accumulated({ $avg: '$v' }), [{ _id: null, r: double(2) }]],
      [ROWS, accumulated({ $push: '$v' }), [{ _id: null, r: [3, null, 1, 'x'] }]],
      [ROWS, accumulated({ $addToSet: '$g' }), [{ _id: null, r: ['a', 'b'] }]],
      [ROWS, accumulated({ $min: '$v' }), [{ _id: null, r: 1 }]],
      [ROWS, accumulated({ $max: '$v' }), [{ _id: null, r: 'x' }]],
      [ROWS, accumulated({ $first: '$v' }), [{ _id: null, r: 3 }]],
      [ROWS, accumulated({ $last: '$w' }), [{ _id: null, r: null }]],
      [ROWS, accumulated({ $count: {} }), [{ _id: null, r: 5 }]],
      [ROWS, accumulated({ $firstN: { n: 2, input: '$v' } }), [{ _id: null, r: [3, null] }]],
      [ROWS, accumulated({ $lastN: { n: 2, input: '$v' } }), [{ _id: null, r: [null, 'x'] }]],
      [ROWS, accumulated({ $minN: { n: 9, input: '$v' } }), [{ _id: null, r: [1, 3, 'x'] }]],
      [ROWS, accumulated({ $maxN: { n: 2, input: '$v' } }), [{ _id: null, r: ['x', 3] }]],
      [ROWS, accumulated({ $top: { sortBy: { v: -1 }, output: ['$_id', '$v'] } }), [{ _id: null, r: [5, 'x'] }]],
      [ROWS, accumulated({ $bottom: { sortBy: { v: -1 }, output: '$_id' } }), [{ _id: null, r: 2 }]],
      [ROWS, accumulated({ $topN: { n: 2, sortBy: { v: 1 }, output: '$_id' } }), [{ _id: null, r: [2, 4] }]],
      [ROWS, accumulated({ $bottomN: { n: 2, sortBy: { v: 1 }, output: '$w' } }), [{ _id: null, r: [null, null] }]],
      [ROWS, accumulated({ $stdDevPop: '$v' }), [{ _id: null, r: double(1) }]],
      [ROWS, accumulated({ $median: { input: '$v', method: 'approximate' } }), [{ _id: null, r: double(1) }]],
      [
        ROWS,
        accumulated({ $percentile: { input: '$v', p: [double(0.9)], method: 'approximate' } }),
        [{ _id: null, r: [double(3)] }],
      ],
      [
        [{ o: { a: 1 } }, { o: null }, { o: { a: 2, b: 3 } }],
        accumulated({ $mergeObjects: '$o' }),
        [{ _id: null, r: { a: 2, b: 3 } }],
      ],
      [[], accumulated({ $sum: 1 }), []],
      [ROWS, accumulated({ $sum: { $cond: [{ $eq: ['$g', 'a'] }, 1, 0] } }), [{ _id: null, r: 4 }]],
      [ROWS, accumulated({ $avg: '$w' }), [{ _id: null, r: null }]],
      [
        [{ v: decimal('0.1') }, { v: decimal('0.2') }, { v: 1 }],
        accumulated({ $sum: '$v' }),
        [{ _id: null, r: decimal('1.3') }],
      ],
      [[{ v: decimal('1') }, { v: decimal('2') }], accumulated({ $avg: '$v' }), [{ _id: null, r: decimal('1.5') }]],
      [
        [{ v: long('9223372036854775807') }, { v: 1 }],
        accumulated({ $sum: '$v' }),
        [{ _id: null, r: double(9223372036854775808) }],
      ],
      [
        [
          { k: { g: 'x' }, v: 1 },
          { k: { g: 'x' }, v: 2 },
          { k: { g: 'y' }, v: 3 },
          { k: { g: 'y' }, v: 4 },
        ],
        [{ $group: { _id: '$k', r: { $firstN: { input: '$v', n: { $cond: [{ $eq: ['$g', 'y'] }, 1, 3] } } } } }],
        [
          { _id: { g: 'x' }, r: [1, 2] },
          { _id: { g: 'y' }, r: [3] },
        ],
      ],
      [
        [{ a: 1 }, { a: null }, {}],
        [{ $group: { _id: '$a', n: { $sum: 1 } } }],
        [
          { _id: 1, n: 1 },
          { _id: null, n: 2 },
        ],
      ],
      [
        [{ a: 1 }, {}],
        [{ $group: { _id: { a: '$a' }, n: { $sum: 1 } } }],
        [
          { _id: { a: 1 }, n: 1 },
          { _id: {}, n: 1 },
        ],
      ],
    ]);
  });

  it("are refused with MongoDB's codes when an accumulator is wrong", () => {
    expectRefusals([
      [[{ $group: 1 }], 15947],
      [[{ $group: {} }], 15955],
      [[{ $group: { _id: 1, a: 1 } }], 40234],
      [[{ $group: { _id: 1, a: { b: 1 } } }], 40234],
      [[{ $group: { _id: 1, a: {} } }], 40234],
      [[{ $group: { _id: 1, 'a.b': { $sum: 1 } } }], 40235],
      [[{ $group: { _id: 1, $a: { $sum: 1 } } }], 40236],
      [[{ $group: { _id: 1, a: { $sum: [1] } } }], 40237],
      [[{ $group: { _id: 1, a: { $sum: 1, $avg: 1 } } }], 40238],
      [[{ $group: { _id: 1, a: { $foo: 1 } } }], 15952],
      [[{ $group: { _id: 1, a: { $count: 1 } } }], 14],
      [[{ $group: { _id: 1, a: { $accumulator: {} } } }], 31264],
      [[{ $group: { _id: 1, a: { $mergeObjects: 1 } } }], 40400],
      [[{ $group: { _id: 1, a: { $rank: {} } } }], 15952],
      [[{ $group: { _id: 1, a: { $firstN: { n: 0, input: 1 } } } }], 5787908],
      [[{ $group: { _id: 1, a: { $firstN: 1 } } }], 5787801],
      [[{ $group: { _id: 1, a: { $topN: { n: 1, output: 1 } } } }], 5788005],
      [[{ $group: { _id: 1, a: { $top: { sortBy: { a: 1 }, n: 1, output: 1 } } } }], 5788002],
      [[{ $group: { _id: 1, a: { $top: { sortBy: { a: 1 } } } } }], 5788004],
      [[{ $group: { _id: 1, a: { $topN: { sortBy: { a: 1 }, output: 1 } } } }], 5788003],
      [[{ $group: { _id: 1, a: { $top: 1 } } }], 5788001],
    ]);
  });

  it('know texts as equal that a collation holds equal', () => {
    expectResults([
      [
        [{ a: 'x' }, { a: 'X' }, { a: 'y' }],
        [{ $match: { $expr: { $eq: ['$a', 'x'] } } }, { $count: 'n' }],
        [{ n: 2 }],
        {},
        { locale: 'en', strength: 2 },
      ],
      [
        [{ a: 'x' }, { a: 'X' }, { a: 'y' }],
        [{ $group: { _id: '$a', n: { $sum: 1 } } }],
        [
          { _id: 'x', n: 2 },
          { _id: 'y', n: 1 },
        ],
        {},
        { locale: 'en', strength: 2 },
      ],
    ]);
  });
});
