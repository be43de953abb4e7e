import { Decimal128, Double, Int32, Long } from 'bson';
import { expect } from 'chai';
import { NOW } from './evaluate.ts';
import { typedUpdate, updated } from './updates.ts';
import { faultCode as code, refusal } from './values.ts';

const D = (text: string) => Decimal128.fromString(text);
const L = (value: bigint) => Long.fromBigInt(value);
const F = (value: number) => new Double(value);
const I = (value: number) => new Int32(value);
describe('the operators of updates', () => {
  it('$set makes paths, orders new fields and leaves _id alone', () => {
    expect(updated({ _id: 1 }, { $set: { b: 1, a: 2 } })).to.deep.equal({ _id: 1, a: 2, b: 1 });
    expect(updated({ _id: 1 }, { $set: { 10: 1, 9: 2, a: 3 } })).to.deep.equal({ 9: 2, 10: 1, _id: 1, a: 3 });
    expect(updated({ a: 1 }, { $set: {} })).to.deep.equal({ a: 1 });
    expect(code(() => updated({ a: 1 }, { $set: 5 }))).to.equal(9);
    expect(code(() => updated({}, { $set: { '': 1 } }))).to.equal(56);
    expect(code(() => updated({}, { $set: { 'a.': 1 } }))).to.equal(56);
    expect(code(() => updated({}, { $set: { '.a': 1 } }))).to.equal(56);
    expect(code(() => updated({}, { $set: { $a: 1 } }))).to.equal(52);
    expect(updated({}, { $set: { 'a.$b': 1 } })).to.deep.equal({ a: { $b: 1 } });
    expect(updated({}, { $set: { a: { $b: 1 } } })).to.deep.equal({ a: { $b: 1 } });
    expect(updated({}, { $set: { 'a.b.c': 1 } })).to.deep.equal({ a: { b: { c: 1 } } });
    expect(refusal(() => updated({ a: 1 }, { $set: { 'a.b': 1 } }))).to.match(
      /Cannot create field 'b' in element \{a: 1\}/,
    );
    expect(code(() => updated({ a: null }, { $set: { 'a.b': 1 } }))).to.equal(28);
    expect(code(() => updated({ a: 'x' }, { $inc: { 'a.b': 1 } }))).to.equal(28);
    expect(code(() => updated({ a: [1] }, { $set: { 'a.b': 1 } }))).to.equal(28);
    expect(updated({ a: [] }, { $set: { 'a.2': 1 } })).to.deep.equal({ a: [null, null, 1] });
    expect(updated({ a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } })).to.deep.equal({ a: [{ b: 2 }] });
    expect(code(() => updated({ a: [1] }, { $set: { 'a.0.b': 2 } }))).to.equal(28);
    expect(updated({ a: [] }, { $set: { 'a.0.b': 2 } })).to.deep.equal({ a: [{ b: 2 }] });
    expect(code(() => updated({ _id: 1 }, { $set: { _id: 2 } }))).to.equal(66);
    expect(code(() => updated({ _id: 1 }, { $set: { _id: F(1) } }))).to.equal(66);
    expect(updated({ _id: 1 }, { $set: { _id: 1 } })).to.deep.equal({ _id: 1 });
    expect(updated({ _id: { a: 1 } }, { $set: { '_id.a': 1 } })).to.deep.equal({ _id: { a: 1 } });
    expect(code(() => updated({ _id: { a: 1 } }, { $set: { '_id.b': 1 } }))).to.equal(66);
    expect(code(() => updated({ _id: 1 }, { $unset: { _id: 1 } }))).to.equal(66);
    expect(code(() => updated({ _id: 1 }, { $rename: { _id: 'a' } }))).to.equal(66);
    expect(code(() => updated({ _id: 1, a: 2 }, { $rename: { a: '_id' } }))).to.equal(66);
    expect(code(() => updated({ _id: 1 }, { $inc: { _id: 1 } }))).to.equal(66);
    expect(updated({ _id: 1 }, { $inc: { _id: 0 } })).to.deep.equal({ _id: 1 });
  });

  it('are refused when unknown, mixed with fields, or in conflict', () => {
    expect(refusal(() => updated({}, { $foo: { a: 1 } }))).to.match(
      /^Unknown modifier: \$foo\. Expected a valid update modifier or pipeline-style update specified as an array$/,
    );
    expect(code(() => updated({}, { $set: { a: 1 }, b: 1 }))).to.equal(9);
    expect(code(() => updated({}, { b: 1, $set: { a: 1 } }))).to.equal(52);
    expect(refusal(() => updated({}, { $set: { a: 1 }, $inc: { a: 1 } }))).to.match(
      /^Updating the path 'a' would create a conflict at 'a'$/,
    );
    expect(refusal(() => updated({}, { $set: { 'a.b': 1 }, $inc: { a: 1 } }))).to.match(
      /^Updating the path 'a' would create a conflict at 'a'$/,
    );
    expect(refusal(() => updated({}, { $set: { a: 1 }, $inc: { 'a.b': 1 } }))).to.match(
      /^Updating the path 'a\.b' would create a conflict at 'a'$/,
    );
    expect(updated({}, { $set: { 'a.b': 1, 'a.c': 2 } })).to.deep.equal({ a: { b: 1, c: 2 } });
    expect(updated({}, { $set: { ab: 1, 'a.b': 2 } })).to.deep.equal({ a: { b: 2 }, ab: 1 });
    expect(code(() => updated({ a: 1 }, { $rename: { a: 'b' }, $set: { b: 1 } }))).to.equal(40);
    expect(code(() => updated({ a: 1 }, { $unset: { a: 1 }, $set: { a: 1 } }))).to.equal(40);
    expect(code(() => updated({}, { $setOnInsert: { a: 1 }, $set: { a: 1 } }))).to.equal(40);
    expect(
      refusal(() => updated({ a: [1] }, { $set: { 'a.$[i]': 1, 'a.0': 2 } }, { arrayFilters: [{ i: 1 }] })),
    ).to.match(/^Updating the path 'a\.0' would create a conflict at 'a'$/);
    expect(
      refusal(() =>
        updated({ a: [0] }, { $set: { 'a.$[i]': 1, 'a.$[j]': 2 } }, { arrayFilters: [{ i: 0 }, { j: 0 }] }),
      ),
    ).to.match(/^Update created a conflict at 'a\.0'$/);
    expect(
      updated({ a: [0, 1] }, { $set: { 'a.$[i]': 5, 'a.$[j]': 6 } }, { arrayFilters: [{ i: 0 }, { j: 1 }] }),
    ).to.deep.equal({ a: [5, 6] });
    expect(code(() => updated({ a: [1, 2] }, { $set: { 'a.$': 5, 'a.0': 1 } }, { filter: { a: 1 } }))).to.equal(40);
    expect(updated({ a: [1, 2] }, { $set: { 'a.$': 5, 'a.0': 9 } }, { filter: { a: 2 } })).to.deep.equal({ a: [9, 5] });
  });

  it('$inc and $mul keep the types of numbers and refuse what is none', () => {
    expect(typedUpdate({ a: I(1) }, { $inc: { a: F(1.5) } })).to.deep.equal({ a: { $numberDouble: '2.5' } });
    expect(typedUpdate({ a: I(2147483647) }, { $inc: { a: I(1) } })).to.deep.equal({
      a: { $numberLong: '2147483648' },
    });
    expect(typedUpdate({ a: I(-2147483648) }, { $inc: { a: I(-1) } })).to.deep.equal({
      a: { $numberLong: '-2147483649' },
    });
    expect(typedUpdate({ a: L(5n) }, { $inc: { a: I(1) } })).to.deep.equal({ a: { $numberLong: '6' } });
    expect(typedUpdate({ a: L(2n ** 62n) }, { $inc: { a: L(1n) } })).to.deep.equal({
      a: { $numberLong: String(2n ** 62n + 1n) },
    });
    expect(typedUpdate({ a: L(2n ** 53n + 1n) }, { $inc: { a: F(0) } })).to.deep.equal({
      a: { $numberDouble: '9007199254740992.0' },
    });
    expect(typedUpdate({ a: D('0.1') }, { $inc: { a: D('0.2') } })).to.deep.equal({ a: { $numberDecimal: '0.3' } });
    expect(typedUpdate({ a: D('1') }, { $inc: { a: F(0.1) } })).to.deep.equal({
      a: { $numberDecimal: '1.100000000000000' },
    });
    expect(typedUpdate({ a: F(0.1) }, { $inc: { a: D('0') } })).to.deep.equal({
      a: { $numberDecimal: '0.100000000000000' },
    });
    expect(typedUpdate({ a: I(3) }, { $mul: { a: L(2n) } })).to.deep.equal({ a: { $numberLong: '6' } });
    expect(typedUpdate({ a: I(65536) }, { $mul: { a: I(65536) } })).to.deep.equal({ a: { $numberLong: '4294967296' } });
    expect(typedUpdate({}, { $mul: { a: L(2n) } })).to.deep.equal({ a: { $numberLong: '0' } });
    expect(typedUpdate({}, { $mul: { a: D('2.5') } })).to.deep.equal({ a: { $numberDecimal: '0.0' } });
    expect(typedUpdate({}, { $inc: { a: L(2n) } })).to.deep.equal({ a: { $numberLong: '2' } });
    expect(typedUpdate({ a: D('9.999999999999999999999999999999999E+6144') }, { $mul: { a: I(10) } })).to.deep.equal({
      a: { $numberDecimal: 'Infinity' },
    });
    expect(typedUpdate({ a: D('1E-6176') }, { $mul: { a: D('0.1') } })).to.deep.equal({
      a: { $numberDecimal: '0E-6176' },
    });
    expect(typedUpdate({ a: D('9999999999999999999999999999999999') }, { $inc: { a: I(1) } })).to.deep.equal({
      a: { $numberDecimal: '1.000000000000000000000000000000000E+34' },
    });
    expect(typedUpdate({ a: D('1E+6000') }, { $inc: { a: I(1) } })).to.deep.equal({
      a: { $numberDecimal: '1.000000000000000000000000000000000E+6000' },
    });
    expect(typedUpdate({ a: D('Infinity') }, { $inc: { a: D('-Infinity') } })).to.deep.equal({
      a: { $numberDecimal: 'NaN' },
    });
    expect(typedUpdate({ a: F(Infinity) }, { $inc: { a: I(1) } })).to.deep.equal({ a: { $numberDouble: 'Infinity' } });
    expect(typedUpdate({ a: F(-0) }, { $mul: { a: I(1) } })).to.deep.equal({ a: { $numberDouble: '-0.0' } });
    expect(refusal(() => updated({ _id: 1, a: L(2n ** 63n - 1n) }, { $inc: { a: 1 } }))).to.match(
      /^Failed to apply \$inc operations to current value \(\(NumberLong\)9223372036854775807\) for document \{_id: 1\}$/,
    );
    expect(code(() => updated({ _id: 1, a: L(2n ** 62n) }, { $mul: { a: 4 } }))).to.equal(2);
    expect(refusal(() => updated({ _id: 'k', a: 'x' }, { $inc: { a: 1 } }))).to.match(
      /^Cannot apply \$inc to a value of non-numeric type\. \{_id: "k"\} has the field 'a' of non-numeric type string$/,
    );
    expect(code(() => updated({ a: null }, { $mul: { a: 2 } }))).to.equal(14);
    expect(refusal(() => updated({}, { $inc: { a: '1' } }))).to.match(
      /^Cannot increment with non-numeric argument: \{a: "1"\}$/,
    );
    expect(refusal(() => updated({}, { $mul: { a: null } }))).to.match(
      /^Cannot multiply with non-numeric argument: \{a: null\}$/,
    );
  });

  it('$min and $max take the order of BSON', () => {
    expect(typedUpdate({ a: I(5) }, { $min: { a: F(5) } })).to.deep.equal({ a: { $numberInt: '5' } });
    expect(updated({ a: 5 }, { $max: { a: 'x' } })).to.deep.equal({ a: 'x' });
    expect(updated({ a: 5 }, { $min: { a: null } })).to.deep.equal({ a: null });
    expect(updated({ a: new Date(5) }, { $max: { a: new Date(9) } })).to.deep.equal({ a: new Date(9) });
    expect(updated({ a: D('0.1') }, { $max: { a: F(0.1) } })).to.deep.equal({ a: 0.1 });
  });

  it('$bit works on whole numbers alone', () => {
    expect(typedUpdate({ a: I(13) }, { $bit: { a: { and: L(10n) } } })).to.deep.equal({ a: { $numberLong: '8' } });
    expect(typedUpdate({}, { $bit: { a: { or: I(5) } } })).to.deep.equal({ a: { $numberInt: '5' } });
    expect(code(() => updated({ a: F(1) }, { $bit: { a: { or: 1 } } }))).to.equal(2);
    expect(code(() => updated({ a: 1 }, { $bit: { a: { or: F(1) } } }))).to.equal(2);
    expect(code(() => updated({ a: 1 }, { $bit: { a: { not: 1 } } }))).to.equal(2);
    expect(code(() => updated({ a: 1 }, { $bit: { a: {} } }))).to.equal(2);
    expect(code(() => updated({ a: 1 }, { $bit: { a: 5 } }))).to.equal(2);
    expect(typedUpdate({ a: I(-1) }, { $bit: { a: { xor: I(1) } } })).to.deep.equal({ a: { $numberInt: '-2' } });
  });

  it('$currentDate takes a boolean or a type', () => {
    expect(updated({}, { $currentDate: { a: true } })).to.deep.equal({ a: NOW });
    expect(updated({}, { $currentDate: { a: false } })).to.deep.equal({ a: NOW });
    expect(updated({}, { $currentDate: { a: { $type: 'date' } } })).to.deep.equal({ a: NOW });
    expect(code(() => updated({}, { $currentDate: { a: 1 } }))).to.equal(2);
    expect(code(() => updated({}, { $currentDate: { a: { $type: 'x' } } }))).to.equal(2);
    expect(code(() => updated({}, { $currentDate: { a: { $type: 'date', b: 1 } } }))).to.equal(2);
    expect(code(() => updated({}, { $currentDate: { a: {} } }))).to.equal(2);
  });

  it('$rename enters no arrays', () => {
    expect(updated({ a: 1 }, { $rename: { a: 'b.c' } })).to.deep.equal({ b: { c: 1 } });
    expect(code(() => updated({ a: 1 }, { $rename: { a: 'a' } }))).to.equal(2);
    expect(code(() => updated({ a: 1 }, { $rename: { a: 'a.b' } }))).to.equal(2);
    expect(code(() => updated({ a: 1 }, { $rename: { a: 5 } }))).to.equal(2);
    expect(code(() => updated({ a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }))).to.equal(2);
    expect(updated({ a: [{ b: 1 }] }, { $rename: { 'a.9.b': 'c' } })).to.deep.equal({ a: [{ b: 1 }] });
    expect(code(() => updated({ b: 1, a: [1] }, { $rename: { b: 'a.0' } }))).to.equal(2);
    expect(updated({ a: [1] }, { $rename: { b: 'a.0' } })).to.deep.equal({ a: [1] });
    expect(code(() => updated({ a: 5 }, { $rename: { 'a.b': 'c' } }))).to.equal(28);
    expect(code(() => updated({ a: [5] }, { $rename: { 'a.b': 'c' } }))).to.equal(28);
    expect(code(() => updated({ a: 1 }, { $rename: { 'a.$': 'b' } }))).to.equal(2);
    expect(code(() => updated({ a: 1 }, { $rename: { a: 'b.$[]' } }))).to.equal(2);
    expect(code(() => updated({ a: 1, b: 5 }, { $rename: { a: 'b.c' } }))).to.equal(28);
    expect(updated({ a: { x: 1 }, b: 2 }, { $rename: { 'a.x': 'b' } })).to.deep.equal({ a: {}, b: 1 });
    expect(updated({ a: 1, b: 2 }, { $rename: { a: 'c', b: 'd' } })).to.deep.equal({ c: 1, d: 2 });
  });

  it('$unset leaves null in arrays', () => {
    expect(updated({ a: 1 }, { $unset: { a: '' } })).to.deep.equal({});
    expect(updated({ a: 1 }, { $unset: { 'a.b': '' } })).to.deep.equal({ a: 1 });
    expect(updated({ a: [1, 2] }, { $unset: { 'a.0': '' } })).to.deep.equal({ a: [null, 2] });
    expect(updated({ a: [1] }, { $unset: { 'a.5': '' } })).to.deep.equal({ a: [1] });
    expect(updated({ a: [{ b: 1 }] }, { $unset: { 'a.b': '' } })).to.deep.equal({ a: [{ b: 1 }] });
  });

  it('give way to whole documents and pipelines, which keep the _id', () => {
    expect(updated({ _id: 1, a: 1 }, { b: 1 })).to.deep.equal({ _id: 1, b: 1 });
    expect(refusal(() => updated({ _id: 1 }, { _id: 2 }))).to.match(
      /^After applying the update, the \(immutable\) field '_id' was found to have been altered to _id: 2$/,
    );
    expect(updated({ _id: 1 }, { a: { $b: 1 } })).to.deep.equal({ _id: 1, a: { $b: 1 } });
    expect(code(() => updated({ _id: 1 }, { a: 1, $b: 1 }))).to.equal(52);
    expect(updated({ _id: 1 }, { 'a.b': 1 })).to.deep.equal({ _id: 1, 'a.b': 1 });
    expect(code(() => updated({ _id: 1, a: 1 }, [{ $set: { _id: 2 } }]))).to.equal(66);
    expect(updated({ _id: 1, a: 1 }, [{ $unset: '_id' }])).to.deep.equal({ _id: 1, a: 1 });
  });
});
