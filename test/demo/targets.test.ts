import { expect } from 'chai';
import { demoAgencies } from '../../src/demo/catalogue.ts';
import { type AgencyKind, isRated } from '../../src/domain/agency.ts';
import { isCityDay } from '../../src/domain/city-day.ts';
import { type Indicator, indicators, type Target, targetOn } from '../../src/domain/target.ts';
import { demoRows } from './csv-rows.ts';

const targets = demoRows('targets.csv').map(
  (row): Target => ({
    indicator: row.indicator as Indicator,
    value: Number(row.value),
    from: row.from ?? '',
    ...(row.to ? { to: row.to } : {}),
    ...(row.agencyCode ? { agencyCode: row.agencyCode } : {}),
    ...(row.agencyKind ? { agencyKind: row.agencyKind as AgencyKind } : {}),
  }),
);
const agency = (code: string) => demoAgencies.find((unit) => unit.code === code) ?? expect.fail(code);

describe('The targets of the demo data', () => {
  it('are shares of known indicators over days that exist, each for a kind or for a unit', () => {
    for (const target of targets) {
      expect(indicators).to.include(target.indicator);
      expect(target.value).to.be.within(0, 1);
      expect(isCityDay(target.from)).to.equal(true);
      if (target.to) expect(isCityDay(target.to) && target.from <= target.to).to.equal(true);
      expect(target.agencyCode === undefined).to.equal(target.agencyKind !== undefined);
      if (target.agencyCode) agency(target.agencyCode);
    }
  });

  it('ask 90 % satisfied of the city and of every unit that residents rate, on its last day', () => {
    for (const unit of demoAgencies.filter((each) => isRated(each) || each.code === 'H79'))
      expect(targetOn(targets, unit, unit.validTo ?? '2026-11-22'), unit.code).to.equal(0.9);
  });

  it('ask more online of a unit that has a target of its own than of its kind', () => {
    const share = (code: string, day: string) => targetOn(targets, agency(code), day, 'online_share');
    expect(share('H79-STP', '2022-06-01')).to.equal(0.55);
    expect(share('H79-SDL', '2022-06-01')).to.equal(0.45);
    expect(share('H79-762', '2022-06-01')).to.equal(0.35);
    expect(share('H79-26740', '2022-06-01')).to.equal(0.25);
    expect(share('H79-762', '2021-12-31')).to.equal(undefined);
    expect(targets.filter(({ value }) => value === 0.55)).to.have.length(27);
  });
});
