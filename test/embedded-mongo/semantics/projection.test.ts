import { expect } from 'chai';
import { projector } from '../../../src/embedded-mongo/semantics/projection.ts';
import { faultCode, received, stored } from './values.ts';

const project = (doc: object, projection: object, filter: object = {}) =>
  received(projector(stored(projection), stored(filter))(stored(doc)));

const DOC = { _id: 1, a: 1, b: { c: 2, d: 3 }, list: [{ x: 1, y: 2 }, 5, { y: 3 }] };

describe('the projection of a find', () => {
  it('keeps the named fields in the order of the document, with _id', () => {
    expect(Object.entries(project(DOC, { b: 1, a: true }))).to.deep.equal([
      ['_id', 1],
      ['a', 1],
      ['b', { c: 2, d: 3 }],
    ]);
    expect(project(DOC, { _id: 0, a: 1 })).to.deep.equal({ a: 1 });
    expect(project(DOC, { _id: 1 })).to.deep.equal({ _id: 1 });
  });

  it('drops the named fields', () => {
    expect(project(DOC, { b: 0, list: 0 })).to.deep.equal({ _id: 1, a: 1 });
    expect(project(DOC, { _id: 0 })).to.deep.equal({ a: DOC.a, b: DOC.b, list: DOC.list });
  });

  it('follows paths into documents and arrays', () => {
    expect(project(DOC, { 'b.c': 1, 'list.x': 1 })).to.deep.equal({ _id: 1, b: { c: 2 }, list: [{ x: 1 }, {}] });
    expect(project(DOC, { b: { c: 1 } })).to.deep.equal({ _id: 1, b: { c: 2 } });
    expect(project(DOC, { 'b.c': 0, 'list.y': 0, a: 0 })).to.deep.equal({
      _id: 1,
      b: { d: 3 },
      list: [{ x: 1 }, 5, {}],
    });
    expect(project(DOC, { 'a.z': 1 })).to.deep.equal({ _id: 1 });
  });

  it('computes fields', () => {
    expect(project(DOC, { sum: { $add: ['$a', '$b.c'] }, copy: '$a' })).to.deep.equal({ _id: 1, sum: 3, copy: 1 });
  });

  it('slices arrays and leaves other fields alone', () => {
    const doc = { _id: 1, a: [1, 2, 3, 4], b: 5 };
    expect(project(doc, { a: { $slice: 2 } })).to.deep.equal({ _id: 1, a: [1, 2], b: 5 });
    expect(project(doc, { a: { $slice: -1 } })).to.deep.equal({ _id: 1, a: [4], b: 5 });
    expect(project(doc, { a: { $slice: [-3, 2] } })).to.deep.equal({ _id: 1, a: [2, 3], b: 5 });
    expect(project(doc, { a: { $slice: [1, 1] }, b: 1 })).to.deep.equal({ _id: 1, a: [2], b: 5 });
    expect(project(doc, { a: { $slice: 1 }, b: 0 })).to.deep.equal({ _id: 1, a: [1] });
  });

  it('shows the first element that matches $elemMatch, or none', () => {
    expect(project(DOC, { list: { $elemMatch: { y: { $gt: 1 } } } })).to.deep.equal({ _id: 1, list: [{ x: 1, y: 2 }] });
    expect(project(DOC, { list: { $elemMatch: { $gt: 4 } } })).to.deep.equal({ _id: 1, list: [5] });
    expect(project(DOC, { list: { $elemMatch: { y: 9 } } })).to.deep.equal({ _id: 1 });
  });

  it('shows the element at which the filter matched', () => {
    expect(project(DOC, { 'list.$': 1 }, { 'list.y': 3 })).to.deep.equal({ _id: 1, list: [{ y: 3 }] });
    expect(project(DOC, { 'list.$': 1 }, { $and: [{ a: 1 }, { list: 5 }] })).to.deep.equal({ _id: 1, list: [5] });
    expect(faultCode(() => project(DOC, { 'list.$': 1 }, { a: 1 }))).to.equal(31277);
  });

  it("refuses mixtures and collisions with MongoDB's codes", () => {
    expect(faultCode(() => project(DOC, { a: 1, b: 0 }))).to.equal(31254);
    expect(faultCode(() => project(DOC, { a: 0, b: 1 }))).to.equal(31253);
    expect(faultCode(() => project(DOC, { b: 1, 'b.c': 1 }))).to.equal(31249);
    expect(faultCode(() => project(DOC, { 'b.c': 1, b: 1 }))).to.equal(31250);
    expect(faultCode(() => project(DOC, { a: { $foo: 1 } }))).to.equal(31325);
    expect(faultCode(() => project(DOC, { 'list.$': 1, 'b.$': 1 }, { list: 5 }))).to.equal(31276);
  });
});
