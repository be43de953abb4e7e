import { Double, Int32, Long } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { aggregate, neededFields } from '../../../src/embedded-mongo/semantics/aggregate.ts';
import { compareValues } from '../../../src/embedded-mongo/semantics/compare.ts';
import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { matcher } from '../../../src/embedded-mongo/semantics/filter.ts';
import { NOW } from './evaluate.ts';
import { anyValue, faultCode, received, storedList, typed } from './values.ts';

type Collections = Record<string, object[]>;

function run(docs: object[], pipeline: object[], others: Collections = {}, wanted: Doc[] = []): Doc[] {
  const lookup = (name: string, filter: Doc): Doc[] => {
    wanted.push(filter);
    return storedList(others[name] ?? []).filter(matcher(filter));
  };
  return [...aggregate(storedList(docs), storedList(pipeline), { lookup, now: NOW })].map(received);
}

const code = (pipeline: object[], docs: object[] = [{}]) => faultCode(() => run(docs, pipeline));

const SALES = [
  { _id: 1, item: 'a', price: 10, tags: ['x', 'y'] },
  { _id: 2, item: 'b', price: 20, tags: [] },
  { _id: 3, item: 'a', price: 5, tags: ['x'] },
  { _id: 4, item: null, price: 1 },
  { _id: 5, price: 2, tags: 'z' },
];

describe('the stages of a pipeline', () => {
  it('filters, sorts, skips, limits and counts', () => {
    const pipeline = [{ $match: { price: { $gt: 1 } } }, { $sort: { price: -1 } }, { $skip: 1 }, { $limit: 2 }];
    expect(run(SALES, pipeline).map((doc) => doc._id)).to.deep.equal([1, 3]);
    expect(run(SALES, [{ $count: 'n' }])).to.deep.equal([{ n: 5 }]);
    expect(run([], [{ $count: 'n' }])).to.deep.equal([]);
  });

  it('draws no more of its input than it needs', () => {
    let drawn = 0;
    function* input(): Iterable<Doc> {
      for (;;) yield { _id: new Int32(drawn++) };
    }
    const results = aggregate(input(), storedList([{ $addFields: { a: 1 } }, { $limit: 3 }]), {
      lookup: () => [],
      now: NOW,
    });
    expect([...results]).to.have.length(3);
    expect(drawn).to.equal(3);
  });

  it('sorts text by code point, or as a collation says', () => {
    const names = ['Ơn', 'Ba', 'an', 'Ân'].map((name) => ({ name }));
    const order = (collation?: Doc) =>
      [...aggregate(storedList(names), [{ $sort: { name: 1 } }], { lookup: () => [], now: NOW, collation })].map(
        (doc) => doc.name,
      );
    expect(order()).to.deep.equal(['Ba', 'an', 'Ân', 'Ơn']);
    expect(order({ locale: 'vi' })).to.deep.equal(['an', 'Ân', 'Ba', 'Ơn']);
  });

  it('projects, adds and removes fields', () => {
    expect(run(SALES.slice(0, 1), [{ $project: { item: 1, twice: { $multiply: ['$price', 2] } } }])).to.deep.equal([
      { _id: 1, item: 'a', twice: 20 },
    ]);
    expect(
      run([{ _id: 1, a: { b: 1 }, c: [{ d: 1 }, {}] }], [{ $set: { 'a.e': 2, 'c.f': 3, a2: '$a.b' } }]),
    ).to.deep.equal([{ _id: 1, a: { b: 1, e: 2 }, c: [{ d: 1, f: 3 }, { f: 3 }], a2: 1 }]);
    expect(run([{ _id: 1, a: 5, c: [1, { d: 2 }] }], [{ $project: { 'a.b': 'x', 'c.e': '$a' } }])).to.deep.equal([
      { _id: 1, a: { b: 'x' }, c: [{ e: 5 }, { e: 5 }] },
    ]);
    expect(run([{ _id: 1, a: 1, b: { c: 1, d: 2 } }], [{ $unset: ['a', 'b.c'] }])).to.deep.equal([
      { _id: 1, b: { d: 2 } },
    ]);
    expect(run([{ _id: 1, a: 1 }], [{ $addFields: { a: '$$REMOVE' } }])).to.deep.equal([{ _id: 1 }]);
    expect(run([{ _id: 1, a: { b: 2 } }], [{ $replaceRoot: { newRoot: '$a' } }])).to.deep.equal([{ b: 2 }]);
  });

  it('unwinds arrays', () => {
    const ids = (spec: unknown) => run(SALES, [{ $unwind: spec }]).map((doc) => [doc._id, doc.tags]);
    expect(ids('$tags')).to.deep.equal([
      [1, 'x'],
      [1, 'y'],
      [3, 'x'],
      [5, 'z'],
    ]);
    expect(ids({ path: '$tags', preserveNullAndEmptyArrays: true })).to.have.length(6);
    expect(run([{ a: { b: [7, 8] } }], [{ $unwind: { path: '$a.b', includeArrayIndex: 'i' } }])).to.deep.equal([
      { a: { b: 7 }, i: 0 },
      { a: { b: 8 }, i: 1 },
    ]);
  });

  it('groups by fields, documents of fields and nothing', () => {
    expect(run(SALES, [{ $group: { _id: '$item', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])).to.deep.equal([
      { _id: null, n: 2 },
      { _id: 'a', n: 2 },
      { _id: 'b', n: 1 },
    ]);
    expect(
      run(SALES, [{ $group: { _id: { i: '$item', cheap: { $lt: ['$price', 8] } }, p: { $push: '$price' } } }]).length,
    ).to.equal(5);
    expect(
      run(SALES, [{ $group: { _id: null, sum: { $sum: '$price' }, mean: { $avg: '$price' }, n: { $count: {} } } }]),
    ).to.deep.equal([{ _id: null, sum: 38, mean: 7.6, n: 5 }]);
    expect(
      run([{ a: new Int32(1) }, { a: new Double(1) }, { a: Long.fromNumber(1) }], [{ $group: { _id: '$a' } }]),
    ).to.have.length(1);
  });

  it('accumulates in every way', () => {
    const fields = {
      first: { $first: '$price' },
      last: { $last: '$price' },
      min: { $min: '$price' },
      max: { $max: '$item' },
      set: { $addToSet: '$item' },
      merged: { $mergeObjects: { k: '$price' } },
      deviation: { $stdDevPop: '$price' },
      two: { $firstN: { n: 2, input: '$_id' } },
      most: { $maxN: { n: 2, input: '$price' } },
      top: { $top: { sortBy: { price: -1 }, output: '$_id' } },
      bottom: { $bottomN: { n: 2, sortBy: { price: -1 }, output: '$_id' } },
    };
    const [result = {}] = run(SALES.slice(0, 3), [{ $group: { _id: null, ...fields } }]);
    expect(result.deviation).to.be.closeTo(6.2361, 1e-4);
    expect({ ...result, deviation: 0 }).to.deep.equal({
      _id: null,
      first: 10,
      last: 5,
      min: 5,
      max: 'b',
      set: ['a', 'b'],
      merged: { k: 5 },
      deviation: 0,
      two: [1, 2],
      most: [20, 10],
      top: 2,
      bottom: [1, 3],
    });
  });

  it('sums exactly and keeps the types of numbers', () => {
    const sum = (values: unknown[]) => {
      const docs = values.map((v) => ({ v })) as Doc[];
      const pipeline = [{ $group: { _id: null, s: { $sum: '$v' } } }];
      const [result] = [...aggregate(docs, pipeline, { lookup: () => [], now: NOW })];
      return typed({ s: result?.s });
    };
    expect(sum([new Int32(1), new Int32(2)])).to.deep.equal({ s: { $numberInt: '3' } });
    expect(sum([new Int32(2147483647), new Int32(1)])).to.deep.equal({ s: { $numberLong: '2147483648' } });
    expect(sum([Long.fromBigInt(2n ** 60n), new Int32(1)])).to.deep.equal({
      s: { $numberLong: String(2n ** 60n + 1n) },
    });
    expect(sum([new Double(1), new Int32(1), 'x', null])).to.deep.equal({ s: { $numberDouble: '2.0' } });
    expect(sum([0.1, 0.2, 0.3].map((v) => new Double(v)))).to.deep.equal({ s: { $numberDouble: '0.6' } });
    expect(sum([1e100, 1, -1e100].map((v) => new Double(v)))).to.deep.equal({ s: { $numberDouble: '1.0' } });
  });

  it('sorts by count, in buckets and in automatic ones', () => {
    expect(run(SALES, [{ $unwind: '$tags' }, { $sortByCount: '$tags' }, { $limit: 1 }])).to.deep.equal([
      { _id: 'x', count: 2 },
    ]);
    expect(run(SALES, [{ $bucket: { groupBy: '$price', boundaries: [0, 5, 15], default: 'more' } }])).to.deep.equal([
      { _id: 0, count: 2 },
      { _id: 5, count: 2 },
      { _id: 'more', count: 1 },
    ]);
    expect(run(SALES, [{ $bucketAuto: { groupBy: '$price', buckets: 2 } }]).map((doc) => doc.count)).to.deep.equal([
      3, 2,
    ]);
  });

  it('samples as many as asked for, each as likely, none twice', () => {
    const docs = Array.from({ length: 20 }, (_, _id) => ({ _id }));
    const picked = Array.from({ length: 400 }, () => run(docs, [{ $sample: { size: 5 } }]).map((doc) => doc._id));
    for (const ids of picked) expect(new Set(ids).size).to.equal(5);
    // 100 are expected of each; 50 are five standard deviations off.
    for (const { _id } of docs) expect(picked.flat().filter((id) => id === _id).length).to.be.within(50, 150);
    expect(run(docs, [{ $sample: { size: 50 } }])).to.have.length(20);
  });

  it('runs facets over the same documents', () => {
    const facets = { total: [{ $count: 'n' }], items: [{ $match: { item: 'a' } }, { $project: { _id: 1 } }] };
    expect(run(SALES, [{ $facet: facets }])).to.deep.equal([{ total: [{ n: 5 }], items: [{ _id: 1 }, { _id: 3 }] }]);
  });

  it('puts the results of accumulators over windows', () => {
    const pipeline = [
      { $match: { item: 'a' } },
      {
        $setWindowFields: {
          partitionBy: '$item',
          sortBy: { _id: 1 },
          output: {
            running: { $sum: '$price', window: { documents: ['unbounded', 'current'] } },
            pair: { $push: '$_id', window: { documents: [-1, 0] } },
            rank: { $rank: {} },
            next: { $shift: { output: '$_id', by: 1, default: 'none' } },
          },
        },
      },
      { $project: { item: 0, price: 0, tags: 0 } },
    ];
    expect(run(SALES, pipeline)).to.deep.equal([
      { _id: 1, running: 10, pair: [1], rank: 1, next: 3 },
      { _id: 3, running: 15, pair: [1, 3], rank: 2, next: 'none' },
    ]);
    const days = [1, 2, 4, 9].map((day) => ({ _id: day, at: new Date(Date.UTC(2026, 0, day)) }));
    const window = { range: [-2, 'current'], unit: 'day' };
    const output = { n: { $sum: 1, window } };
    expect(run(days, [{ $setWindowFields: { sortBy: { at: 1 }, output } }]).map((doc) => doc.n)).to.deep.equal([
      1, 2, 2, 1,
    ]);
  });

  it('evaluates the constants of let once for all stages', () => {
    const context = {
      lookup: () => [],
      now: NOW,
      let: storedList([{ least: { $add: [2, 3] }, text: { $literal: '$bar' } }])[0],
    };
    const pipeline = storedList([
      { $match: { $expr: { $gte: ['$price', '$$least'] } } },
      { $project: { t: '$$text' } },
    ]);
    expect([...aggregate(storedList(SALES), pipeline, context)].map(received)).to.deep.equal(
      [1, 2, 3].map((_id) => ({ _id, t: '$bar' })),
    );
  });

  it("refuses with MongoDB's codes, before anything is drawn", () => {
    expect(code([{ $foo: 1 }])).to.equal(40324);
    expect(code([{ $match: {}, $sort: {} }])).to.equal(40323);
    expect(code([{ $project: {} }])).to.equal(51272);
    expect(code([{ $project: { a: { $foo: 1 } } }])).to.equal(31325);
    expect(code([{ $group: { n: { $sum: 1 } } }])).to.equal(15955);
    expect(code([{ $group: { _id: 1, n: { $foo: 1 } } }])).to.equal(15952);
    expect(code([{ $group: { _id: 1, n: 1 } }])).to.equal(40234);
    expect(code([{ $limit: 0 }])).to.equal(15958);
    expect(code([{ $unwind: 'a' }])).to.equal(28818);
    expect(code([{ $sort: {} }])).to.equal(15976);
    expect(code([{ $facet: { a: [{ $facet: { b: [] } }] } }])).to.equal(40600);
    expect(code([{ $replaceRoot: { newRoot: '$a' } }])).to.equal(40228);
    expect(code([{ $project: { a: { $add: [1, 'x'] } } }])).to.equal(14);
  });

  it('groups as a naive reading of equality would', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 12 }), (values) => {
        const naive: { value: unknown; n: number }[] = [];
        for (const value of values) {
          const group = naive.find((other) => compareValues(other.value, value) === 0);
          if (group) group.n++;
          else naive.push({ value, n: 1 });
        }
        const pipeline = [{ $group: { _id: '$v', n: { $sum: 1 } } }];
        const groups = [
          ...aggregate(
            values.map((v) => ({ v })),
            pipeline,
            { lookup: () => [], now: NOW },
          ),
        ];
        expect(groups.map((group) => Number(group.n))).to.deep.equal(naive.map((group) => group.n));
      }),
    );
  });
});

describe('stages that read other collections', () => {
  const items = [
    { _id: 'a', name: 'A', stock: 3 },
    { _id: 'b', name: 'B', stock: 0 },
    { name: 'no id', _id: null },
  ];

  it('looks up by equality', () => {
    const spec = { from: 'items', localField: 'item', foreignField: '_id', as: 'found' };
    const found = run(SALES, [{ $lookup: spec }], { items }).map((doc) =>
      (doc.found as Doc[]).map((item) => item.name),
    );
    expect(found).to.deep.equal([['A'], ['B'], ['A'], ['no id'], ['no id']]);
    const tagged = [{ _id: 1, ids: ['a', 'b'] }];
    expect(run(tagged, [{ $lookup: { ...spec, localField: 'ids' } }], { items })[0]?.found).to.have.length(2);
  });

  it('looks up by a pipeline with variables, asking for no more than an index gives', () => {
    const wanted: Doc[] = [];
    const spec = {
      from: 'items',
      let: { wanted: '$item', price: '$price' },
      pipeline: [
        { $match: { $expr: { $and: [{ $eq: ['$_id', '$$wanted'] }, { $gt: ['$$price', '$stock'] }] } } },
        { $project: { _id: 0, name: 1, price: '$$price' } },
      ],
      as: 'found',
    };
    const [first, second] = run(SALES, [{ $limit: 2 }, { $lookup: spec }], { items }, wanted);
    expect(first?.found).to.deep.equal([{ name: 'A', price: 10 }]);
    expect(second?.found).to.deep.equal([{ name: 'B', price: 20 }]);
    expect(wanted).to.deep.equal([{ _id: { $eq: 'a' } }, { _id: { $eq: 'b' } }]);
  });

  it('finds by a variable that is an array what an expression gathers from one', () => {
    const others = { lists: [{ _id: 1, a: [{ b: 1 }, { b: 2 }] }] };
    const pipeline = [{ $match: { $expr: { $eq: ['$a.b', '$$wanted'] } } }];
    const spec = { from: 'lists', let: { wanted: '$list' }, pipeline, as: 'found' };
    expect(run([{ list: [1, 2] }], [{ $lookup: spec }], others)[0]?.found).to.have.length(1);
  });

  it('unites collections and follows references', () => {
    expect(
      run([{ _id: 1 }], [{ $unionWith: { coll: 'items', pipeline: [{ $match: { stock: 3 } }] } }], { items }),
    ).to.have.length(2);
    const staff = [{ _id: 1 }, { _id: 2, boss: 1 }, { _id: 3, boss: 2 }];
    const graph = {
      from: 'staff',
      startWith: '$boss',
      connectFromField: 'boss',
      connectToField: '_id',
      as: 'over',
      depthField: 'd',
    };
    expect(run([{ _id: 3, boss: 2 }], [{ $graphLookup: graph }], { staff })[0]?.over).to.deep.equal([
      { _id: 2, boss: 1, d: 0 },
      { _id: 1, d: 1 },
    ]);
  });
});

describe('the fields that a pipeline needs', () => {
  const needs = (...pipeline: Doc[]) => {
    const fields = neededFields(pipeline);
    return fields === 'all' ? fields : [...fields].sort();
  };

  it('are those it reads before it makes new documents', () => {
    expect(
      needs({ $match: { 'a.b': 1, $or: [{ c: 1 }] } }, { $group: { _id: '$d', n: { $sum: '$e.f' } } }),
    ).to.deep.equal(['a', 'c', 'd', 'e']);
    expect(needs({ $match: { $expr: { $gt: ['$x', '$$CURRENT.y'] } } }, { $count: 'n' })).to.deep.equal(['x', 'y']);
    expect(needs({ $sort: { a: 1 } }, { $project: { b: 1, c: '$d' } }, { $match: { z: 1 } })).to.deep.equal([
      '_id',
      'a',
      'b',
      'c',
      'd',
    ]);
    expect(needs({ $unwind: '$list' }, { $group: { _id: '$list.a' } })).to.deep.equal(['list']);
  });

  it('are those that any of several facets needs', () => {
    expect(needs({ $facet: { a: [{ $count: 'n' }], b: [{ $group: { _id: '$x' } }] } })).to.deep.equal(['x']);
    expect(needs({ $facet: { a: [{ $count: 'n' }], b: [{ $match: { x: 1 } }] } })).to.equal('all');
    expect(
      needs({ $group: { _id: '$a', best: { $top: { sortBy: { 'b.c': -1, d: 1 }, output: '$e' } } } }),
    ).to.deep.equal(['a', 'b', 'd', 'e']);
    expect(needs({ $bucket: { groupBy: '$p', boundaries: [0, 1] } })).to.deep.equal(['p']);
  });

  it('are all when documents go on whole', () => {
    expect(needs({ $match: { a: 1 } })).to.equal('all');
    expect(needs({ $group: { _id: '$a', docs: { $push: '$$ROOT' } } })).to.equal('all');
    expect(needs({ $project: { a: 0 } }, { $count: 'n' })).to.equal('all');
    expect(needs({ $project: { rest: { $getField: 'a' } } })).to.equal('all');
    expect(needs()).to.equal('all');
  });
});
