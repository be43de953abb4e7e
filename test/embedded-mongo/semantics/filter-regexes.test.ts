import { BSONSymbol } from 'bson';
import { expect } from 'chai';
import { matcher } from '../../../src/embedded-mongo/semantics/filter.ts';
import { faultCode as code, stored } from './values.ts';

const matched = (doc: object, filter: object): boolean => matcher(stored(filter))(stored(doc));

describe('regular expressions in filters', () => {
  it('mean what Perl means by them', () => {
    expect(matched({ a: 'ABC' }, { a: { $regex: 'b', $options: 'i' } })).to.equal(true);
    expect(matched({ a: 'ABC' }, { a: { $options: 'i', $regex: 'b' } })).to.equal(true);
    expect(code(() => matched({ a: 'x' }, { a: { $regex: 5 } }))).to.equal(2);
    expect(code(() => matched({ a: 'x' }, { a: { $regex: 'x', $options: 5 } }))).to.equal(2);
    expect(code(() => matched({ a: 'x' }, { a: { $options: 'i' } }))).to.equal(2);
    expect(code(() => matched({ a: 'x' }, { a: { $regex: /x/i, $options: 'm' } }))).to.equal(51075);
    expect(code(() => matched({ a: 'x' }, { a: { $regex: '[[:constructor:]]' } }))).to.equal(51091);
    expect(matched({ a: 'X' }, { a: { $regex: /x/, $options: 'i' } })).to.equal(true);
    expect(code(() => matched({ a: 'x' }, { a: { $regex: 'x', $options: 'g' } }))).to.equal(51108);
    expect(code(() => matched({ a: 'x' }, { a: { $regex: '(' } }))).to.equal(51091);
    expect(matched({ a: 'a\nb' }, { a: /^b/m })).to.equal(true);
    expect(matched({ a: 'a\nb' }, { a: { $regex: 'a.b', $options: 's' } })).to.equal(true);
    expect(matched({ a: 'a\nb' }, { a: /a.b/ })).to.equal(false);
    expect(matched({ a: 'a\rb' }, { a: /a.b/ })).to.equal(true);
    expect(matched({ a: 'abc\n' }, { a: /abc$/ })).to.equal(true);
    expect(matched({ a: 'abc' }, { a: { $regex: '\\Aabc\\z' } })).to.equal(true);
    expect(matched({ a: 'xabc' }, { a: { $regex: '\\Aabc' } })).to.equal(false);
    expect(matched({ a: 'abc\n' }, { a: { $regex: 'abc\\Z' } })).to.equal(true);
    expect(matched({ a: /ab/i }, { a: /ab/i })).to.equal(true);
    expect(matched({ a: /ab/i }, { a: /ab/ })).to.equal(false);
    expect(matched({ a: /ab/ }, { a: { $eq: /ab/ } })).to.equal(true);
    expect(matched({ a: 'ab' }, { a: { $eq: /ab/ } })).to.equal(false);
    expect(matched({ a: 'abc' }, { a: { $regex: 'b', $ne: 'abc' } })).to.equal(false);
    expect(matched({ a: 5 }, { a: /5/ })).to.equal(false);
    expect(matched({ a: new BSONSymbol('abc') }, { a: /b/ })).to.equal(true);
    expect(matched({ a: 'a b' }, { a: { $regex: 'a[[:space:]]b' } })).to.equal(true);
    expect(matched({ a: 'a1' }, { a: { $regex: '^[[:alpha:]][[:digit:]]$' } })).to.equal(true);
    expect(matched({ a: 'aa' }, { a: { $regex: '(?P<x>a)(?P=x)' } })).to.equal(true);
  });
});
