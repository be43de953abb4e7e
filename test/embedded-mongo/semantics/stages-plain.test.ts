import { double, long } from './evaluate.ts';
import { expectRefusals, expectResults } from './pipeline-cases.ts';

describe('stages that filter, count and change documents', () => {
  it('evaluate what they are given', () => {
    expectResults([
      [[], [{ $documents: [{ a: { $add: [1, 2] } }] }], [{ a: 3 }]],
      [[{ _id: 1, a: 1 }], [{ $replaceWith: { $mergeObjects: [{ b: 2 }, '$$ROOT'] } }], [{ b: 2, _id: 1, a: 1 }]],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectRefusals([
      [[1], 14],
      [[{}], 40323],
      [[{ $a: 1, $b: 1 }], 40323],
      [[{ $foo: 1 }], 40324],
      [[{ $densify: {} }], 40324],
      [[{ $fill: {} }], 40324],
      [[{ $geoNear: {} }], 27],
      [[{ $search: {} }], 31082],
      [[{ $changeStream: {} }], 40573],
      [[{ $match: 1 }], 15959],
      [[{ $limit: 0 }], 15958],
      [[{ $limit: -1 }], 5107201],
      [[{ $limit: 'a' }], 5107201],
      [[{ $limit: double(1.5) }], 5107201],
      [[{ $skip: -1 }], 5107200],
      [[{ $skip: 'a' }], 5107200],
      [[{ $count: '' }], 40157],
      [[{ $count: 1 }], 40156],
      [[{ $count: '$a' }], 40158],
      [[{ $count: 'a.b' }], 40160],
      [[{ $count: 'a\0' }], 40159],
      [[{ $sample: 1 }], 28745],
      [[{ $sample: { size: 'a' } }], 28746],
      [[{ $sample: { size: -1 } }], 28747],
      [[{ $sample: { x: 1 } }], 28748],
      [[{ $sample: {} }], 28749],
      [[{ $sortByCount: { a: 1 } }], 40147],
      [[{ $sortByCount: 'a' }], 40148],
      [[{ $sortByCount: 1 }], 40149],
      [[{ $match: {} }, { $documents: [] }], 40602],
      [[{ $documents: 1 }], 5858203],
      [[{ $documents: [1] }], 5858203],
      [[{ $unset: 1 }], 31002],
      [[{ $unset: [] }], 31119],
      [[{ $unset: [1] }], 31120],
      [[{ $replaceRoot: 1 }], 40229],
      [[{ $replaceRoot: {} }], 40231],
      [[{ $replaceRoot: { newRoot: {}, x: 1 } }], 40230],
      [[{ $replaceRoot: { newRoot: '$x' } }], 40228],
      [[{ $replaceWith: 5 }], 40228],
      [[{ $addFields: 1 }], 40272],
      [[{ $project: 1 }], 15969],
      [[{ $project: {} }], 51272],
      [[{ $addFields: {} }], 40177],
    ]);
  });

  it('unwind arrays, keeping what they are told to keep', () => {
    expectResults([
      [
        [{ _id: 1, a: [1, null] }, { _id: 2, a: [] }, { _id: 3, a: null }, { _id: 4 }, { _id: 5, a: 7 }],
        [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } }],
        [
          { _id: 1, a: 1, i: long(0) },
          { _id: 1, a: null, i: long(1) },
          { _id: 2, i: null },
          { _id: 3, a: null, i: null },
          { _id: 4, i: null },
          { _id: 5, a: 7, i: null },
        ],
      ],
      [
        [{ _id: 1, a: { b: [1, 2] } }],
        [{ $unwind: { path: '$a.b', includeArrayIndex: 'x.i' } }],
        [
          { _id: 1, a: { b: 1 }, x: { i: long(0) } },
          { _id: 1, a: { b: 2 }, x: { i: long(1) } },
        ],
      ],
      [[{ _id: 1, a: [{ b: [1] }] }], [{ $unwind: '$a.b' }], []],
    ]);
  });

  it("refuse to unwind with MongoDB's codes", () => {
    expectRefusals([
      [[{ $unwind: 1 }], 15981],
      [[{ $unwind: {} }], 28812],
      [[{ $unwind: { path: 1 } }], 28808],
      [[{ $unwind: { path: '$a', preserveNullAndEmptyArrays: 1 } }], 28809],
      [[{ $unwind: { path: '$a', includeArrayIndex: 1 } }], 28810],
      [[{ $unwind: { path: '$a', includeArrayIndex: '' } }], 28810],
      [[{ $unwind: { path: '$a', x: 1 } }], 28811],
      [[{ $unwind: 'a' }], 28818],
      [[{ $unwind: { path: '$a', includeArrayIndex: '$i' } }], 28822],
      [[{ $unwind: '' }], 28812],
    ]);
  });

  it('begin all facets with the same documents', () => {
    expectResults([
      [[{ a: 1 }], [{ $facet: { all: [], n: [{ $count: 'n' }] } }], [{ all: [{ a: 1 }], n: [{ n: 1 }] }]],
      [[], [{ $facet: { all: [] } }], [{ all: [] }]],
    ]);
  });

  it("refuse facets with MongoDB's codes", () => {
    expectRefusals([
      [[{ $facet: 1 }], 40169],
      [[{ $facet: {} }], 40169],
      [[{ $facet: { a: 1 } }], 40170],
      [[{ $facet: { a: [1] } }], 40171],
      [[{ $facet: { a: [{ $facet: {} }] } }], 40600],
      [[{ $facet: { a: [{ $out: 'x' }] } }], 40600],
      [[{ $facet: { $a: [] } }], 16410],
      [[{ $facet: { 'a.b': [] } }], 16412],
    ]);
  });

  it('redact each level by itself, knowing the whole', () => {
    expectResults([
      [
        [{ _id: 1, l: 1, a: { l: 5, x: 1 }, b: [{ l: 1 }, { l: 9 }, 7] }],
        [{ $redact: { $cond: [{ $lte: ['$l', 3] }, '$$DESCEND', '$$PRUNE'] } }],
        [{ _id: 1, l: 1, b: [{ l: 1 }, 7] }],
      ],
      [
        [{ k: 1, a: { x: 1 } }],
        [{ $redact: { $cond: [{ $eq: ['$$ROOT.k', 1] }, '$$DESCEND', '$$PRUNE'] } }],
        [{ k: 1, a: { x: 1 } }],
      ],
      [
        [{ k: 1, a: { k: 2 } }],
        [{ $redact: { $cond: [{ $eq: ['$$CURRENT.k', 2] }, '$$PRUNE', '$$DESCEND'] } }],
        [{ k: 1 }],
      ],
    ]);
  });

  it('refuse what is no verdict', () => {
    expectRefusals([[[{ $redact: 1 }], 17053]]);
  });
});
