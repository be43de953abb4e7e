import { expect } from 'chai';
import fc from 'fast-check';
import { value } from './evaluate.ts';

const DAY = 86_400_000;

/** Zones without changes of the clock at midnight since 1987. */
const zones = fc.constantFrom(
  'UTC',
  'Asia/Ho_Chi_Minh',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
);
const instants = fc.integer({ min: Date.UTC(1987, 0, 1), max: Date.UTC(2060, 0, 1) }).map((time) => new Date(time));

/** An instant as the platform's calendar shows it, written as if it were UTC: without our own arithmetic. */
function shownIn(timeZone: string, date: Date): Date {
  const text = date.toLocaleString('sv-SE', { timeZone });
  return new Date(Date.parse(`${text.replace(' ', 'T')}Z`) + date.getUTCMilliseconds());
}

const civilDay = (local: Date): number => Math.floor(local.getTime() / DAY);
const clock = (local: Date): number => local.getTime() - civilDay(local) * DAY;
const civilMonth = (local: Date): number => local.getUTCFullYear() * 12 + local.getUTCMonth();

describe('calendars in any time zone', () => {
  it('begin a day at midnight, a week on its day, a month on its first, a quarter every third', () => {
    fc.assert(
      fc.property(instants, zones, fc.constantFrom('sunday', 'monday', 'wed'), (date, timezone, startOfWeek) => {
        const start = (unit: string) =>
          shownIn(timezone, value({ $dateTrunc: { date, unit, timezone, startOfWeek } }) as Date);
        const local = shownIn(timezone, date);
        for (const unit of ['day', 'week', 'month', 'quarter', 'year']) expect(clock(start(unit))).to.equal(0);
        expect(civilDay(start('day'))).to.equal(civilDay(local));
        const first = ['sunday', 'monday', '', 'wed'].indexOf(startOfWeek);
        expect(start('week').getUTCDay()).to.equal(first);
        expect(civilDay(local) - civilDay(start('week'))).to.be.within(0, 6);
        expect(start('month').getUTCDate()).to.equal(1);
        expect(civilMonth(start('month'))).to.equal(civilMonth(local));
        expect(civilMonth(start('quarter'))).to.equal(Math.floor(civilMonth(local) / 3) * 3);
        expect(civilMonth(start('year'))).to.equal(local.getUTCFullYear() * 12);
      }),
    );
  });

  it('move by months to the same day and hour, or to the last day of a shorter month', () => {
    fc.assert(
      fc.property(instants, zones, fc.integer({ min: -40, max: 40 }), (startDate, timezone, amount) => {
        const local = shownIn(timezone, startDate);
        const moved = shownIn(timezone, value({ $dateAdd: { startDate, unit: 'month', amount, timezone } }) as Date);
        const month = civilMonth(local) + amount;
        const last = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
        expect(civilMonth(moved)).to.equal(month);
        expect(moved.getUTCDate()).to.equal(Math.min(local.getUTCDate(), last));
        // A clock that is put forward may skip the hour.
        expect(Math.abs(clock(moved) - clock(local))).to.be.oneOf([0, DAY / 48, DAY / 24]);
      }),
    );
  });

  it('tell days and months apart by their boundaries, and hours by what has passed', () => {
    fc.assert(
      fc.property(instants, instants, zones, (startDate, endDate, timezone) => {
        const between = (unit: string) => value({ $dateDiff: { startDate, endDate, unit, timezone } });
        const [from, to] = [shownIn(timezone, startDate), shownIn(timezone, endDate)];
        expect(between('day')).to.equal(civilDay(to) - civilDay(from));
        expect(between('month')).to.equal(civilMonth(to) - civilMonth(from));
        expect(between('year')).to.equal(to.getUTCFullYear() - from.getUTCFullYear());
        const hours = (endDate.getTime() - startDate.getTime()) / (DAY / 24);
        expect(Math.abs((between('hour') as number) - hours)).to.be.lessThan(1.51);
      }),
    );
  });

  it('are written as the platform writes them, and read back', () => {
    fc.assert(
      fc.property(instants, zones, (date, timezone) => {
        const format = '%Y-%m-%d %H:%M:%S.%L';
        const text = value({ $dateToString: { date, format, timezone } });
        expect(text).to.equal(shownIn(timezone, date).toISOString().replace('T', ' ').replace('Z', ''));
        const read = value({ $dateFromString: { dateString: text, format, timezone } }) as Date;
        // An hour that the clock shows twice may be read as the other one.
        expect(shownIn(timezone, read)).to.deep.equal(shownIn(timezone, date));
        const parts = value({ $dateToParts: { date, timezone } }) as object;
        expect(value({ $dateFromParts: { ...parts, timezone } })).to.deep.equal(read);
        const isoParts = value({ $dateToParts: { date, timezone, iso8601: true } }) as object;
        expect(value({ $dateFromParts: { ...isoParts, timezone } })).to.deep.equal(read);
      }),
    );
  });
});
