import { expect } from 'chai';
import fc from 'fast-check';
import { changedDays, withYear, yearFaults, yearOf } from '../../src/domain/calendar-year.ts';
import { firstCalendar } from '../../src/domain/first-calendar.ts';
import { weekFaults } from '../../src/domain/working-week.ts';

const calendar = firstCalendar('Asia/Ho_Chi_Minh');
const whole = { from: '2025-01-01', to: '2027-12-31' };

describe('A year of the working calendar', () => {
  it('put back in its place changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2024, max: 2028 }), (year) => {
        expect(withYear(calendar, yearOf(calendar, year))).to.deep.equal(calendar);
      }),
    );
  });

  it('of the first calendar has no faults, nor has its week', () => {
    for (const year of [2025, 2026, 2027]) expect(yearFaults(calendar, yearOf(calendar, year))).to.deep.equal([]);
    expect(weekFaults(calendar)).to.deep.equal([]);
  });

  it('tells which days are worked on after a change and were not before', () => {
    const names = { vi: 'Đổi ngày', en: 'Swap' };
    const { holidays, workingDays } = yearOf(calendar, 2027);
    const after = withYear(calendar, {
      year: 2027,
      holidays: [...holidays.filter(({ day }) => day !== '2027-09-03'), { day: '2027-12-31', ...names }],
      workingDays: [...workingDays, { day: '2027-12-25', ...names }],
    });
    expect(changedDays(calendar, after, whole)).to.deep.equal([
      { day: '2027-09-03', works: true },
      { day: '2027-12-25', works: true },
      { day: '2027-12-31', works: false },
    ]);
    expect(changedDays(calendar, calendar, whole)).to.deep.equal([]);
  });
});
