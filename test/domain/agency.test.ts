import { expect } from 'chai';
import { type Agency, existsOn, isRated, nameOn, parentOn, parentSpans } from '../../src/domain/agency.ts';
import { addDays } from '../../src/domain/city-day.ts';
import { isOfferedBy } from '../../src/domain/procedure.ts';
import { agencyOf, procedureOf } from '../support/small-city.ts';

const environment: Agency = {
  ...agencyOf({ code: 'MT', kind: 'department', parent: 'C', from: '2003-07-01', to: '2025-12-31' }),
  names: [
    { vi: 'Sở Tài nguyên và Môi trường', en: 'Department of Natural Resources and Environment', from: '2003-07-01' },
    { vi: 'Sở Nông nghiệp và Môi trường', en: 'Department of Agriculture and Environment', from: '2025-05-01' },
  ],
  parents: [
    { code: 'C', from: '2003-07-01' },
    { code: 'B', from: '2020-01-01' },
  ],
};

describe('An agency', () => {
  it('exists on its first and on its last day and not beyond', () => {
    expect(
      ['2003-06-30', '2003-07-01', '2025-12-31', '2026-01-01'].map((day) => existsOn(environment, day)),
    ).to.deep.equal([false, true, true, false]);
  });

  it('bears the name of the day', () => {
    expect(nameOn(environment, '2025-04-30', 'vi')).to.equal('Sở Tài nguyên và Môi trường');
    expect(nameOn(environment, '2025-05-01', 'en')).to.equal('Department of Agriculture and Environment');
    expect(nameOn(environment, '1999-01-01', 'vi')).to.equal('Sở Tài nguyên và Môi trường');
  });

  it('has one parent on every day: its spans meet without gap or overlap and agree with the parent of the day', () => {
    const [first, second] = parentSpans(environment);
    expect(first).to.deep.equal({ code: 'C', from: '0000-01-01', to: '2019-12-31' });
    expect(second?.from).to.equal(addDays(first?.to ?? '', 1));
    expect(second?.to).to.equal('9999-12-31');
    for (const day of ['1999-01-01', '2019-12-31', '2020-01-01', '2030-01-01'])
      expect(parentSpans(environment).find(({ from, to }) => from <= day && day <= to)?.code).to.equal(
        parentOn(environment, day),
      );
  });

  it('is rated unless it only routes, watches or carries', () => {
    expect(isRated(environment)).to.equal(true);
    for (const kind of ['city', 'monitor', 'hotline', 'institute', 'post', 'enterprise'] as const)
      expect(isRated(agencyOf({ code: 'X', kind })), kind).to.equal(false);
  });
});

describe('A procedure', () => {
  const planning = agencyOf({ code: 'QHKT', kind: 'department' });
  const health = agencyOf({ code: 'SYT', kind: 'department' });
  const ward = agencyOf({ code: 'W', kind: 'ward' });

  it('is handled by the agencies of its kinds', () => {
    expect(isOfferedBy(procedureOf('1.000001', 'civil_status', ['ward']), ward)).to.equal(true);
    expect(isOfferedBy(procedureOf('1.000001', 'civil_status', ['ward']), health)).to.equal(false);
  });

  it('is handled among departments by those that it names, if it names any', () => {
    const named = procedureOf('1.000002', 'planning', ['department', 'ward'], ['QHKT']);
    expect([planning, health, ward].map((agency) => isOfferedBy(named, agency))).to.deep.equal([true, false, true]);
    expect(isOfferedBy(procedureOf('1.000003', 'any', ['department']), health)).to.equal(true);
  });
});
