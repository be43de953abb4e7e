import { Binary, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { expect } from 'chai';
import { sorted } from '../../../src/embedded-mongo/semantics/compare.ts';
import { faultCode as code, stored } from './values.ts';

const order = (docs: object[], sort: Record<string, 1 | -1>) =>
  sorted(docs.map(stored), sort).map((doc) => Number(doc._id));

describe('the order of documents', () => {
  it('goes by the row of an array that sorts first', () => {
    expect(
      order(
        [
          { _id: 1, a: new MaxKey() },
          { _id: 2, a: /x/ },
          { _id: 3, a: new Timestamp({ t: 1, i: 1 }) },
          { _id: 4, a: new Date(1) },
          { _id: 5, a: true },
          { _id: 6, a: new ObjectId() },
          { _id: 7, a: new Binary(Buffer.from('x')) },
          { _id: 8, a: [[1]] },
          { _id: 9, a: {} },
          { _id: 10, a: 'x' },
          { _id: 11, a: 1 },
          { _id: 12 },
          { _id: 13, a: [] },
          { _id: 14, a: new MinKey() },
        ],
        { a: 1 },
      ),
    ).to.deep.equal([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(
      order(
        [
          { _id: 1, a: [3, 8] },
          { _id: 2, a: 5 },
        ],
        { a: 1 },
      ),
    ).to.deep.equal([1, 2]);
    expect(
      order(
        [
          { _id: 1, a: [3, 8] },
          { _id: 2, a: 5 },
        ],
        { a: -1 },
      ),
    ).to.deep.equal([1, 2]);
    expect(
      order(
        [
          {
            _id: 1,
            a: [
              { b: 1, c: 9 },
              { b: 2, c: 1 },
            ],
          },
          { _id: 2, a: [{ b: 1, c: 5 }] },
        ],
        { 'a.b': 1, 'a.c': 1 },
      ),
    ).to.deep.equal([2, 1]);
    expect(code(() => order([{ _id: 1, a: [1], b: [2] }], { a: 1, b: 1 }))).to.equal(2);
    expect(
      order(
        [
          { _id: 1, a: new Binary(Buffer.from('b'), 0) },
          { _id: 2, a: new Binary(Buffer.from('a'), 5) },
          { _id: 3, a: new Binary(Buffer.from('zz')) },
        ],
        { a: 1 },
      ),
    ).to.deep.equal([1, 2, 3]);
  });
});
