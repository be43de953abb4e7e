import { expect } from 'chai';
import { code, NOW, value } from './evaluate.ts';

describe('expressions', () => {
  it('read fields, through documents and arrays', () => {
    const doc = { a: { b: 1 }, list: [{ b: 1 }, { c: 2 }, { b: [3] }, 4], n: null };
    expect(value('$a.b', doc)).to.equal(1);
    expect(value('$list.b', doc)).to.deep.equal([1, [3]]);
    expect(value('$list.0', doc)).to.deep.equal([]);
    expect(value('$a.b.c', doc)).to.equal(undefined);
    expect(value(['$missing', 1], doc)).to.deep.equal([null, 1]);
    expect(value({ x: '$missing', y: '$n' }, doc)).to.deep.equal({ y: null });
    expect(value('$$ROOT.a.b', doc)).to.equal(1);
    expect(value('$$NOW')).to.deep.equal(NOW);
    expect(value({ $literal: '$a' }, doc)).to.equal('$a');
    expect(value('$constructor', doc)).to.equal(undefined);
  });

  it('do not let a small expression take all memory or time', function () {
    this.timeout(20_000);
    expect(code({ $range: [0, 2_000_000_000] })).to.equal(146);
    const doubling = (initialValue: unknown, operator: string) => ({
      $reduce: { input: { $range: [0, 30] }, initialValue, in: { [operator]: ['$$value', '$$value'] } },
    });
    expect(code(doubling([1], '$concatArrays'))).to.equal(146);
    expect(code(doubling('ab', '$concat'))).to.equal(13548);
    expect(value({ $pow: [2, 1_000_000] })).to.equal(Number.POSITIVE_INFINITY);
    expect(String(value({ $pow: [3, 39] }))).to.equal(String(3n ** 39n));
    expect(code({ $toLong: '9'.repeat(100_000) })).to.equal(241);
  });
});
