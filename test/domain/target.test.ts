import { expect } from 'chai';
import { type Target, targetOn } from '../../src/domain/target.ts';
import { agencyOf } from '../support/small-city.ts';

const ward = agencyOf({ code: 'W', kind: 'ward' });
const of = (value: number, rest: Partial<Target> = {}): Target => ({
  indicator: 'satisfaction',
  value,
  from: '2017-01-01',
  ...rest,
});

describe('A target', () => {
  it('holds from its first to its last day', () => {
    const targets = [of(0.9, { to: '2017-12-31' })];
    expect(
      ['2016-12-31', '2017-01-01', '2017-12-31', '2018-01-01'].map((day) => targetOn(targets, ward, day)),
    ).to.deep.equal([undefined, 0.9, 0.9, undefined]);
  });

  it('of equal closeness is the latest, in whatever order they are kept', () => {
    const targets = [of(0.9), of(0.95, { from: '2020-01-01' })];
    expect(targetOn(targets, ward, '2021-01-01')).to.equal(0.95);
    expect(targetOn([...targets].reverse(), ward, '2021-01-01')).to.equal(0.95);
    expect(targetOn(targets, ward, '2019-12-31')).to.equal(0.9);
  });

  it('of the unit wins over a later one of its kind', () => {
    expect(
      targetOn(
        [of(0.7, { agencyCode: 'W' }), of(0.95, { agencyKind: 'ward', from: '2020-01-01' })],
        ward,
        '2021-01-01',
      ),
    ).to.equal(0.7);
  });

  it('of other units, other kinds and other indicators does not concern it', () => {
    const others = [
      of(0.1, { agencyCode: 'X' }),
      of(0.2, { agencyKind: 'district' }),
      of(0.3, { indicator: 'online_share' }),
    ];
    expect(targetOn(others, ward, '2021-01-01')).to.equal(undefined);
    expect(targetOn(others, ward, '2021-01-01', 'online_share')).to.equal(0.3);
  });
});
