import { expect } from 'chai';
import fc from 'fast-check';
import { addDays } from '../../src/domain/city-day.ts';
import { firstCalendar } from '../../src/domain/first-calendar.ts';
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  weekdayOf,
  workingDaysWithin,
} from '../../src/domain/working-calendar.ts';

const calendar = firstCalendar('Asia/Ho_Chi_Minh');
const day = fc.nat(1094).map((days) => addDays('2025-01-01', days));

describe('The working calendar', () => {
  it('rests at weekends, on holidays and on the days that substitute them', () => {
    const rest = ['2026-03-07', '2026-03-08', '2026-02-16', '2026-02-20', '2026-04-27', '2027-05-03', '2027-02-11'];
    expect(rest.filter((each) => isWorkingDay(calendar, each))).to.deep.equal([]);
    expect(
      ['2026-03-06', '2026-02-13', '2026-02-23', '2026-04-28'].every((each) => isWorkingDay(calendar, each)),
    ).to.equal(true);
  });

  it('works on Saturdays that are made up', () => {
    expect(isWorkingDay(calendar, '2026-01-10')).to.equal(true);
    expect(isWorkingDay(calendar, '2026-01-17')).to.equal(false);
    expect(workingDaysWithin(calendar, '2026-01-04', '2026-01-11')).to.equal(6);
  });

  it('gives five days of Tết, of which two fell on a weekend in 2027 and are substituted', () => {
    expect(addWorkingDays(calendar, '2026-02-13', 1)).to.equal('2026-02-23');
    expect(addWorkingDays(calendar, '2027-02-04', 1)).to.equal('2027-02-12');
    expect(addWorkingDays(calendar, '2027-02-12', -1)).to.equal('2027-02-04');
  });

  it('has the first day of the lunar year, and no day twice', () => {
    const days = [...calendar.holidays, ...calendar.workingDays].map((each) => each.day);
    expect(days).to.include.members(['2025-01-29', '2026-02-17', '2027-02-06']);
    expect(new Set(days).size).to.equal(days.length);
  });

  it('gives eleven holidays a year, substitutes for each that falls on a day of rest, and work for each day swapped', () => {
    for (const year of ['2025', '2026', '2027']) {
      const holidays = calendar.holidays.filter((each) => each.day.startsWith(year));
      const named = (words: string) => holidays.filter(({ vi }) => vi.startsWith(words)).length;
      const atRest = holidays.filter((each) => calendar.restWeekdays.includes(weekdayOf(each.day))).length;
      const madeUp = calendar.workingDays.filter((each) => each.day.startsWith(year)).length;
      expect([year, named('Nghỉ bù'), named('Nghỉ hoán đổi')]).to.deep.equal([year, atRest, madeUp]);
      expect(holidays.length - atRest - madeUp).to.equal(11);
    }
  });

  it('takes the day itself as the next working day only when work is done on it', () => {
    expect(nextWorkingDay(calendar, '2026-02-13')).to.equal('2026-02-13');
    expect(nextWorkingDay(calendar, '2026-02-14')).to.equal('2026-02-23');
  });

  it('counts as many working days as it adds', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (start, n) => {
        const later = addWorkingDays(calendar, start, n);
        expect(isWorkingDay(calendar, later)).to.equal(true);
        expect(workingDaysWithin(calendar, start, later)).to.equal(n);
        expect(workingDaysWithin(calendar, start, addDays(later, -1))).to.equal(n - 1);
      }),
    );
  });

  it('goes back as many working days as it went on', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 60 }), (given, n) => {
        const start = nextWorkingDay(calendar, given);
        expect(addWorkingDays(calendar, addWorkingDays(calendar, start, n), -n)).to.equal(start);
      }),
    );
  });
});
