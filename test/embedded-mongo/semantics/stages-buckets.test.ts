import { double } from './evaluate.ts';
import { expectRefusals, expectResults } from './pipeline-cases.ts';

describe('stages that fill buckets', () => {
  it('fill buckets that are half open, and automatic ones of about one size', () => {
    expectResults([
      [
        [{ a: 1 }, { a: 5 }, { a: 'x' }, { a: 3 }],
        [
          {
            $bucket: {
              groupBy: '$a',
              boundaries: [0, 3, 10],
              default: 'other',
              output: { n: { $sum: 1 }, v: { $push: '$a' } },
            },
          },
        ],
        [
          { _id: 0, n: 1, v: [1] },
          { _id: 3, n: 2, v: [5, 3] },
          { _id: 'other', n: 1, v: ['x'] },
        ],
      ],
      [
        [1, 2, 2, 3, 4].map((a) => ({ a })),
        [{ $bucketAuto: { groupBy: '$a', buckets: 2 } }],
        [
          { _id: { min: 1, max: 3 }, count: 3 },
          { _id: { min: 3, max: 4 }, count: 2 },
        ],
      ],
      [[], [{ $bucketAuto: { groupBy: '$a', buckets: 2 } }], []],
      [
        [{ a: 1 }],
        [{ $bucketAuto: { groupBy: '$a', buckets: 1, output: {} } }],
        [{ _id: { min: 1, max: 1 }, count: 1 }],
      ],
      [
        [{ a: 1 }, { a: 2 }],
        [{ $bucketAuto: { groupBy: '$a', buckets: 5 } }],
        [
          { _id: { min: 1, max: 2 }, count: 1 },
          { _id: { min: 2, max: 2 }, count: 1 },
        ],
      ],
    ]);
  });

  it("are refused with MongoDB's codes when the buckets are wrong", () => {
    expectRefusals([
      [[{ $bucket: 1 }], 40201],
      [[{ $bucket: {} }], 40198],
      [[{ $bucket: { groupBy: 1, boundaries: [1, 2] } }], 40202],
      [[{ $bucket: { groupBy: '$a', boundaries: 1 } }], 40200],
      [[{ $bucket: { groupBy: '$a', boundaries: [1] } }], 40192],
      [[{ $bucket: { groupBy: '$a', boundaries: [1, 'a'] } }], 40193],
      [[{ $bucket: { groupBy: '$a', boundaries: [2, 1] } }], 40194],
      [[{ $bucket: { groupBy: '$a', boundaries: [1, 3], default: 2 } }], 40199],
      [[{ $bucket: { groupBy: '$a', boundaries: [1, 3], output: 1 } }], 40196],
      [[{ $bucket: { groupBy: '$a', boundaries: [1, 3], x: 1 } }], 40197],
      [[{ $bucket: { groupBy: '$a', boundaries: [1, 3] } }], 40066],
      [[{ $bucketAuto: 1 }], 40240],
      [[{ $bucketAuto: {} }], 40246],
      [[{ $bucketAuto: { groupBy: 'a', buckets: 1 } }], 40239],
      [[{ $bucketAuto: { groupBy: '$a', buckets: 'a' } }], 40241],
      [[{ $bucketAuto: { groupBy: '$a', buckets: double(1.5) } }], 40242],
      [[{ $bucketAuto: { groupBy: '$a', buckets: 0 } }], 40243],
      [[{ $bucketAuto: { groupBy: '$a', buckets: 1, output: 1 } }], 40244],
      [[{ $bucketAuto: { groupBy: '$a', buckets: 1, x: 1 } }], 40245],
      [[{ $bucketAuto: { groupBy: '$a', buckets: 1, granularity: 'R5' } }], 40257],
    ]);
  });
});
