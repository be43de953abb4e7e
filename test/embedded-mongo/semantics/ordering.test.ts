import { Int32 } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { sorted } from '../../../src/embedded-mongo/semantics/compare.ts';
import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { Ordering } from '../../../src/embedded-mongo/semantics/ordering.ts';

const direction = fc.constantFrom<1 | -1>(1, -1);
const docs: fc.Arbitrary<Doc[]> = fc.array(
  fc.record({ a: fc.nat(4).map((n) => new Int32(n)), b: fc.constantFrom('x', 'y', null) }, { requiredKeys: ['a'] }),
  { maxLength: 60 },
);

describe('ordering', () => {
  it('of the first few gives what sorting everything begins with, equal ones in their old order', () => {
    fc.assert(
      fc.property(
        docs,
        fc.record({ a: direction, b: direction }),
        fc.integer({ min: 1, max: 70 }),
        (all, sort, wanted) => {
          const ordering = new Ordering<Doc>(sort, undefined, () => 1, wanted);
          for (const doc of all) ordering.add(doc, () => doc);
          const expected = sorted(all, sort).slice(0, wanted);
          expect(ordering.items().map((doc) => all.indexOf(doc))).to.deep.equal(
            expected.map((doc) => all.indexOf(doc)),
          );
        },
      ),
    );
  });

  it('holds no more than it may, and the first few of any number', () => {
    const add = (wanted?: number) => {
      const ordering = new Ordering({ a: 1 }, undefined, () => 10, wanted, 100);
      for (let a = 100; a > 0; a--) ordering.add({ a: new Int32(a) }, () => a);
      return ordering.items();
    };
    expect(add(9)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(() => add(11))
      .to.throw('Sort exceeded memory limit of 100 bytes, but did not opt in to external sorting.')
      .with.property('code', 292);
  });
});
