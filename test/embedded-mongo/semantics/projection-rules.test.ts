import { expect } from 'chai';
import { projector } from '../../../src/embedded-mongo/semantics/projection.ts';
import { faultCode as code, received, stored } from './values.ts';

const projected = (doc: object, projection: object, filter: object = {}) =>
  received(projector(stored(projection), stored(filter))(stored(doc)));

describe('the rules of projections', () => {
  it('are those of MongoDB', () => {
    const doc = { _id: 1, a: 1, b: { c: 2, d: 3 }, l: [{ x: 1, y: 2 }, { x: 2 }, 5], n: [[{ x: 1, y: 1 }]] };
    expect(projected(doc, { a: 1 })).to.deep.equal({ _id: 1, a: 1 });
    expect(projected(doc, { b: 0, l: 0, n: 0 })).to.deep.equal({ _id: 1, a: 1 });
    expect(code(() => projected(doc, { a: 1, b: 0 }))).to.equal(31254);
    expect(code(() => projected(doc, { a: 0, b: 1 }))).to.equal(31253);
    expect(projected(doc, { a: 1, _id: 0 })).to.deep.equal({ a: 1 });
    expect(projected(doc, { _id: 0, b: 0, l: 0, n: 0 })).to.deep.equal({ a: 1 });
    expect(projected(doc, { _id: 1, b: 0, l: 0, n: 0 })).to.deep.equal({ _id: 1, a: 1 });
    expect(projected(doc, { 'b.c': 1 })).to.deep.equal({ _id: 1, b: { c: 2 } });
    expect(projected(doc, { b: { c: 1 } })).to.deep.equal({ _id: 1, b: { c: 2 } });
    expect(projected(doc, { 'l.x': 1 })).to.deep.equal({ _id: 1, l: [{ x: 1 }, { x: 2 }] });
    expect(projected(doc, { 'n.x': 1 })).to.deep.equal({ _id: 1, n: [[{ x: 1 }]] });
    expect(code(() => projected(doc, { b: 1, 'b.c': 1 }))).to.equal(31249);
    expect(code(() => projected(doc, { 'b.c': 1, b: 1 }))).to.equal(31250);
    expect(projected(doc, { a: 'x' })).to.deep.equal({ _id: 1, a: 'x' });
    expect(projected(doc, { z: '$a' })).to.deep.equal({ _id: 1, z: 1 });
    expect(code(() => projected(doc, { b: 0, z: '$a' }))).to.equal(31310);
    expect(code(() => projected(doc, { b: 0, z: { $add: [1, 1] } }))).to.equal(31252);
    expect(code(() => projected(doc, { a: { $foo: 1 } }))).to.equal(31325);
    expect(code(() => projected(doc, { a: {} }))).to.equal(51270);
    expect(code(() => projected(doc, { '': 1 }))).to.equal(40352);
    expect(code(() => projected(doc, { 'a.': 1 }))).to.equal(40353);
    expect(code(() => projected(doc, { 'a..b': 1 }))).to.equal(15998);
    expect(code(() => projected(doc, { $a: 1 }))).to.equal(16410);
    expect(code(() => projected(doc, { 'a.$b': 1 }))).to.equal(16410);
    expect(code(() => projected(doc, { s: { $meta: 'textScore' } }))).to.equal(40218);
    expect(projected(doc, { l: { $slice: 1 } })).to.deep.equal({
      _id: 1,
      a: 1,
      b: { c: 2, d: 3 },
      l: [{ x: 1, y: 2 }],
      n: [[{ x: 1, y: 1 }]],
    });
    expect(projected(doc, { a: 1, l: { $slice: -1 } })).to.deep.equal({ _id: 1, a: 1, l: [5] });
    expect(projected(doc, { _id: 1, l: { $slice: 1 } })).to.deep.equal({ _id: 1, l: [{ x: 1, y: 2 }] });
    expect(projected(doc, { _id: 0, l: { $slice: [1, 1] }, n: 0, b: 0 })).to.deep.equal({ a: 1, l: [{ x: 2 }] });
    expect(code(() => projected(doc, { l: { $slice: [1, 0] } }))).to.equal(28724);
    expect(code(() => projected(doc, { l: { $slice: 'x' } }))).to.equal(28667);
    expect(projected(doc, { l: { $slice: [-9, 1] }, a: 1 })).to.deep.equal({ _id: 1, a: 1, l: [{ x: 1, y: 2 }] });
    expect(projected(doc, { l: { $elemMatch: { x: 2 } } })).to.deep.equal({ _id: 1, l: [{ x: 2 }] });
    expect(projected(doc, { l: { $elemMatch: { x: 2 } }, b: 0, n: 0 })).to.deep.equal({ _id: 1, a: 1, l: [{ x: 2 }] });
    expect(projected(doc, { l: { $elemMatch: { x: 2 } }, _id: 0 })).to.deep.equal({ l: [{ x: 2 }] });
    expect(code(() => projected(doc, { l: { $elemMatch: 5 } }))).to.equal(31274);
    expect(code(() => projected(doc, { 'b.l': { $elemMatch: { x: 2 } } }))).to.equal(31275);
    expect(projected(doc, { l: { $elemMatch: { x: 9 } } })).to.deep.equal({ _id: 1 });
    expect(projected(doc, { 'l.$': 1 }, { 'l.x': 2 })).to.deep.equal({ _id: 1, l: [{ x: 2 }] });
    expect(code(() => projected(doc, { 'l.$': 1 }, { a: 1 }))).to.equal(31277);
    expect(code(() => projected(doc, { 'l.$.x': 1 }, { 'l.x': 1 }))).to.equal(31394);
    expect(code(() => projected(doc, { 'l.$': 1, 'n.$': 1 }, { l: 5, n: 1 }))).to.equal(31276);
    expect(code(() => projected(doc, { 'l.$': 1, n: { $elemMatch: { x: 1 } } }, { l: 5 }))).to.equal(31255);
    expect(code(() => projected(doc, { n: { $elemMatch: { x: 1 } }, 'l.$': 1 }, { l: 5 }))).to.equal(31256);
    expect(code(() => projected(doc, { 'l.$': 1, a: 0 }, { l: 5 }))).to.equal(31254);
    expect(code(() => projected(doc, { a: 0, 'l.$': 1 }, { l: 5 }))).to.equal(31253);
    expect(code(() => projected(doc, { 'l.$': 0 }, { l: 5 }))).to.equal(16410);
    expect(code(() => projected(doc, { 'l.$': 'x' }, { l: 5 }))).to.equal(31308);
    expect(code(() => projected(doc, { 'l.$': { $slice: 1 } }, { l: 5 }))).to.equal(31271);
    expect(projected(doc, { 'l.$': 1 }, { l: { $elemMatch: { y: { $gt: 0 } } } })).to.deep.equal({
      _id: 1,
      l: [{ x: 1, y: 2 }],
    });
    expect(code(() => projected(doc, { 'l.$': 1 }, { l: { $ne: 7 } }))).to.equal(51246);
    expect(projected({ _id: 1, b: 2, a: 1 }, { a: 1, b: 1 })).to.deep.equal({ _id: 1, b: 2, a: 1 });
    expect(projected({ b: 2, _id: 1 }, { z: '$b', _id: 1, b: 1 })).to.deep.equal({ b: 2, _id: 1, z: 2 });
    expect(projected(doc, { 'b.z': '$a', 'b.c': 1 })).to.deep.equal({ _id: 1, b: { c: 2, z: 1 } });
  });
});
