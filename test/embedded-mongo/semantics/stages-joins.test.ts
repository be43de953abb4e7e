import { BSONRegExp } from 'bson';
import { double, long } from './evaluate.ts';
import { expectRefusals, expectResults } from './pipeline-cases.ts';

const stock = {
  stock: [
    { _id: 1, sku: 'almonds' },
    { _id: 2, sku: null },
    { _id: 3 },
    { _id: 4, sku: ['almonds', 'nuts'] },
    { _id: 5, sku: /alm/ },
  ],
};
const lookup = (more: object) => ({ $lookup: { from: 'stock', as: 'r', ...more } });
const ids = { $set: { r: '$r._id' } };
const staff = {
  staff: [
    { _id: 1, name: 'Dev' },
    { _id: 2, name: 'Eliot', r: 'Dev' },
    { _id: 3, name: 'Ron', r: 'Eliot' },
    { _id: 4, name: 'Andrew', r: 'Eliot' },
  ],
};
const reach = (more: object) => ({
  $graphLookup: { from: 'staff', startWith: '$r', connectFromField: 'r', connectToField: 'name', as: 'h', ...more },
});

describe('joins, unions and ways through collections', () => {
  it('join by fields, by a pipeline and by both', () => {
    expectResults([
      [
        [{ item: 'almonds' }],
        [lookup({ localField: 'item', foreignField: 'sku' }), ids],
        [{ item: 'almonds', r: [1, 4] }],
        stock,
      ],
      [[{}], [lookup({ localField: 'item', foreignField: 'sku' }), ids], [{ r: [2, 3] }], stock],
      [
        [{ item: null }],
        [lookup({ localField: 'item', foreignField: 'sku' }), ids],
        [{ item: null, r: [2, 3] }],
        stock,
      ],
      [
        [{ item: ['nuts', 'x'] }],
        [lookup({ localField: 'item', foreignField: 'sku' }), ids],
        [{ item: ['nuts', 'x'], r: [4] }],
        stock,
      ],
      [[{ item: [] }], [lookup({ localField: 'item', foreignField: 'sku' }), ids], [{ item: [], r: [] }], stock],
      [
        [{ item: new BSONRegExp('alm') }],
        [lookup({ localField: 'item', foreignField: 'sku' }), ids, { $unset: 'item' }],
        [{ r: [5] }],
        stock,
      ],
      [
        [{ item: [new BSONRegExp('alm')] }],
        [lookup({ localField: 'item', foreignField: 'sku' }), ids, { $unset: 'item' }],
        [{ r: [5] }],
        stock,
      ],
      [
        [{ i: [{ k: 'almonds' }, { k: 'nuts' }] }],
        [lookup({ localField: 'i.k', foreignField: 'sku' }), ids, { $unset: 'i' }],
        [{ r: [1, 4] }],
        stock,
      ],
      [
        [{ v: 1 }],
        [lookup({ let: { v: '$v' }, pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$v'] } } }] }), ids],
        [{ v: 1, r: [1] }],
        stock,
      ],
      [
        [{ v: 1, s: 'almonds' }],
        [
          lookup({
            localField: 's',
            foreignField: 'sku',
            let: { v: '$v' },
            pipeline: [{ $match: { $expr: { $gt: ['$_id', '$$v'] } } }],
          }),
          ids,
        ],
        [{ v: 1, s: 'almonds', r: [4] }],
        stock,
      ],
      [[{ a: 1 }], [{ $lookup: { as: 'r', pipeline: [{ $documents: [{ x: 1 }] }] } }], [{ a: 1, r: [{ x: 1 }] }]],
      [[{ a: 1 }], [lookup({ from: 'none', localField: 'a', foreignField: 'b' })], [{ a: 1, r: [] }]],
      [
        [{ a: 1, b: { c: 2 } }],
        [{ $lookup: { from: 'none', localField: 'a', foreignField: 'b', as: 'b.d' } }],
        [{ a: 1, b: { c: 2, d: [] } }],
      ],
    ]);
  });

  it("refuse joins with MongoDB's codes", () => {
    expectRefusals([
      [[{ $lookup: 1 }], 9],
      [[{ $lookup: {} }], 9],
      [[{ $lookup: { from: 'x', as: 'y' } }], 9],
      [[{ $lookup: { from: 'x', localField: 'a', foreignField: 'b' } }], 9],
      [[lookup({ localField: 'a', pipeline: [] })], 9],
      [[lookup({ localField: 'a', foreignField: 'b', let: {} })], 9],
      [[lookup({ pipeline: [], x: 'a' })], 9],
      [[lookup({ pipeline: [], x: 1 })], 9],
      [[lookup({ pipeline: 1 })], 14],
      [[lookup({ pipeline: [], let: 1 })], 9],
      [[lookup({ pipeline: [{ $out: 'x' }] })], 51047],
      [[lookup({ pipeline: [], let: { A: 1 } })], 9],
      [[lookup({ pipeline: [{ $match: { $expr: '$$nope' } }] })], 17276],
      [[lookup({ pipeline: [{ $foo: 1 }] })], 40324],
      [[{ $lookup: { as: 'r', pipeline: [] } }], 9],
    ]);
  });

  it('unite collections', () => {
    expectResults([
      [[{ a: 1 }], [{ $unionWith: 'stock' }, { $count: 'n' }], [{ n: 6 }], stock],
      [[{ a: 1 }], [{ $unionWith: { pipeline: [{ $documents: [{ b: 1 }] }] } }], [{ a: 1 }, { b: 1 }]],
    ]);
  });

  it("refuse unions with MongoDB's codes", () => {
    expectRefusals([
      [[{ $unionWith: 1 }], 9],
      [[{ $unionWith: {} }], 9],
      [[{ $unionWith: { coll: 'a', x: 1 } }], 40415],
      [[{ $unionWith: { coll: 'a', pipeline: [{ $out: 'x' }] } }], 31441],
      [[{ $unionWith: { coll: 1 } }], 14],
    ]);
  });

  it('follow references, as far as they are told to', () => {
    expectResults([
      [[{ r: 'Ron' }], [reach({}), { $set: { h: '$h.name' } }], [{ r: 'Ron', h: ['Ron', 'Eliot', 'Dev'] }], staff],
      [[{ r: 'Ron' }], [reach({ maxDepth: 0 }), { $set: { h: '$h.name' } }], [{ r: 'Ron', h: ['Ron'] }], staff],
      [
        [{ r: 'Ron' }],
        [reach({ maxDepth: 1, depthField: 'x.d' }), { $set: { h: '$h.x.d' } }],
        [{ r: 'Ron', h: [long(0), long(1)] }],
        staff,
      ],
      [
        [{ r: 'Ron' }],
        [reach({ restrictSearchWithMatch: { name: { $ne: 'Eliot' } } }), { $set: { h: '$h.name' } }],
        [{ r: 'Ron', h: ['Ron'] }],
        staff,
      ],
      [[{}], [reach({}), { $set: { h: '$h.name' } }], [{ h: [] }], staff],
    ]);
  });

  it("refuse such ways with MongoDB's codes", () => {
    expectRefusals([
      [[reach({ maxDepth: 'a' })], 40100],
      [[reach({ maxDepth: -1 })], 40101],
      [[reach({ maxDepth: double(1.5) })], 40102],
      [[reach({ as: 1 })], 40103],
      [[reach({ x: 1 })], 40104],
      [[{ $graphLookup: {} }], 40105],
      [[reach({ restrictSearchWithMatch: 1 })], 40185],
      [[{ $graphLookup: 1 }], 9],
    ]);
  });
});
