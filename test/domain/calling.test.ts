import { expect } from 'chai';
import fc from 'fast-check';
import { callableAt, isCallingDay, mayCall, windowAt } from '../../src/domain/calling.ts';
import type { CallingRules } from '../../src/domain/campaign.ts';
import { firstCalendar } from '../../src/domain/first-calendar.ts';

const zone = 'Asia/Ho_Chi_Minh';
const calendar = {
  ...firstCalendar(zone),
  holidays: [{ day: '2027-02-08', vi: 'Tết', en: 'Tet' }],
};
const rules: CallingRules = {
  ...{ weekdays: [1, 2, 3, 4, 5, 6], from: '08:00', to: '20:00', onHolidays: false },
  ...{ attempts: 6, attemptsPerDay: 2, leaseMinutes: 30 },
};
const at = (text: string) => new Date(`${text}+07:00`);

describe('Calling hours', () => {
  it('last from the first minute up to the last, and go on the next day that is one for calling', () => {
    expect(callableAt(rules, calendar, at('2026-11-20T08:00:00'))).to.deep.equal(at('2026-11-20T08:00:00'));
    expect(callableAt(rules, calendar, at('2026-11-20T07:59:59'))).to.deep.equal(at('2026-11-20T08:00:00'));
    expect(callableAt(rules, calendar, at('2026-11-21T20:00:00'))).to.deep.equal(at('2026-11-23T08:00:00'));
  });

  it('leave out public holidays, unless the campaign calls on them', () => {
    expect(callableAt(rules, calendar, at('2027-02-08T09:00:00'))).to.deep.equal(at('2027-02-09T08:00:00'));
    expect(mayCall({ ...rules, onHolidays: true }, calendar, at('2027-02-08T09:00:00'))).to.equal(true);
  });

  it('do not come where no day is one for calling', () => {
    expect(callableAt({ ...rules, weekdays: [] }, calendar, at('2026-11-20T08:00:00'))).to.equal(undefined);
  });

  it('are found never before the time asked for, and always within them', () =>
    fc.assert(
      fc.property(
        fc.date({ min: at('2026-01-01T00:00:00'), max: at('2027-12-31T00:00:00'), noInvalidDate: true }),
        fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
        (from, weekdays) => {
          const some = { ...rules, weekdays };
          const found = callableAt(some, calendar, from);
          expect(found?.getTime()).to.be.at.least(from.getTime());
          expect(found && mayCall(some, calendar, found)).to.equal(true);
        },
      ),
    ));
});

describe('Calling windows', () => {
  it('are morning, afternoon and evening on the days of the week, and the weekend by itself', () => {
    expect(windowAt(at('2026-11-20T11:59:59'), zone)).to.equal('morning');
    expect(windowAt(at('2026-11-20T12:00:00'), zone)).to.equal('afternoon');
    expect(windowAt(at('2026-11-20T17:00:00'), zone)).to.equal('evening');
    expect(windowAt(at('2026-11-21T00:30:00'), zone), 'Saturday in the city, Friday in London').to.equal('weekend');
    expect(isCallingDay(rules, calendar, '2026-11-22'), 'Sunday').to.equal(false);
  });
});
