import { at, double, expectFaults, expectValues, long, NOW } from './evaluate.ts';

const NY = 'America/New_York';

describe('parts of dates', () => {
  it('are taken apart and put together, what is too much being carried over', () => {
    expectValues([
      [{ $dateFromParts: { year: 2017, month: 2, day: 8, hour: 12 } }, at('2017-02-08T12:00:00Z')],
      [{ $dateFromParts: { isoWeekYear: 2017, isoWeek: 6, isoDayOfWeek: 3, hour: 12 } }, at('2017-02-08T12:00:00Z')],
      [
        { $dateFromParts: { year: 2016, month: 12, day: 31, hour: 23, minute: 46, second: 12, timezone: NY } },
        at('2017-01-01T04:46:12Z'),
      ],
      [{ $dateFromParts: { year: 2017, month: 14, day: 1, hour: 12 } }, at('2018-02-01T12:00:00Z')],
      [{ $dateFromParts: { year: 2017, month: 0, day: 1, hour: 12 } }, at('2016-12-01T12:00:00Z')],
      [{ $dateFromParts: { year: 2017, day: 0 } }, at('2016-12-31T00:00:00Z')],
      [{ $dateFromParts: { year: 2017, month: null } }, null],
      [{ $dateFromParts: { year: 2017, timezone: '$x' } }, null],
      [{ $dateFromParts: { year: 2017, millisecond: double(5) } }, at('2017-01-01T00:00:00.005Z')],
      [
        { $dateToParts: { date: at('2017-01-01T01:29:09.123Z'), timezone: NY } },
        { year: 2016, month: 12, day: 31, hour: 20, minute: 29, second: 9, millisecond: 123 },
      ],
      [
        { $dateToParts: { date: at('2017-01-01T01:29:09.123Z'), iso8601: true } },
        { isoWeekYear: 2016, isoWeek: 52, isoDayOfWeek: 7, hour: 1, minute: 29, second: 9, millisecond: 123 },
      ],
      [{ $dateToParts: { date: null } }, null],
      [{ $year: { date: '$x' } }, null],
      [{ $year: [NOW] }, 2026],
      [{ $week: at('2016-01-04T00:00:00Z') }, 1],
      [{ $week: { date: at('1998-11-02T00:00:00Z'), timezone: '-0500' } }, 44],
      [{ $isoWeek: { date: at('1998-11-02T00:00:00Z'), timezone: '-0500' } }, 44],
      [{ $dayOfYear: at('2016-12-31T00:00:00Z') }, 366],
      [{ $isoWeekYear: at('2016-01-01T00:00:00Z') }, long(2015)],
      [{ $millisecond: at('1969-12-31T23:59:59.999Z') }, 999],
      [{ $second: at('1969-12-31T23:59:59.999Z') }, 59],
      [{ $dayOfWeek: at('2026-03-01T00:00:00Z') }, 1],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $dateFromParts: { year: 2017, isoWeek: 1 } }, 40489],
      [{ $dateFromParts: { isoWeekYear: 2017, month: 1 } }, 40525],
      [{ $dateFromParts: { month: 1 } }, 40516],
      [{ $dateFromParts: { year: 'a' } }, 40515],
      [{ $dateFromParts: { year: 10000 } }, 40523],
      [{ $dateFromParts: { isoWeekYear: 10000 } }, 31095],
      [{ $dateFromParts: { year: 2017, month: 40000 } }, 31034],
      [{ $dateFromParts: { year: 2017, second: long('1000000000000000000') } }, 159],
      [{ $dateFromParts: { x: 1 } }, 40518],
      [{ $dateFromParts: 1 }, 40519],
      [{ $dateToParts: { date: NOW, iso8601: 1 } }, 40521],
      [{ $dateToParts: {} }, 40522],
      [{ $dateToParts: { date: NOW, x: 1 } }, 40520],
      [{ $dateToParts: 1 }, 40524],
      [{ $year: { date: NOW, x: 1 } }, 40535],
      [{ $year: [NOW, NOW] }, 40536],
      [{ $year: { timezone: 'UTC' } }, 40539],
      [{ $year: 'a' }, 16006],
    ]);
  });
});
