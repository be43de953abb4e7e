import { at, expectFaults, expectValues, long, NOW } from './evaluate.ts';

const HCM = 'Asia/Ho_Chi_Minh';

const start = (date: string, unit: string, more: object = {}) => ({ $dateTrunc: { date: at(date), unit, ...more } });

describe('the start of a unit of time', () => {
  it('is counted from the year 2000 in the time of the zone', () => {
    expectValues([
      [start('2021-03-20T11:30:05Z', 'hour', { binSize: 2 }), at('2021-03-20T10:00:00Z')],
      [start('2021-03-20T11:30:05Z', 'week'), at('2021-03-14T00:00:00Z')],
      [start('2021-03-20T11:30:05Z', 'week', { startOfWeek: 'monday' }), at('2021-03-15T00:00:00Z')],
      [
        start('2021-03-20T11:30:05Z', 'week', { binSize: 2, timezone: 'America/Los_Angeles', startOfWeek: 'Monday' }),
        at('2021-03-15T07:00:00Z'),
      ],
      [
        start('2021-03-20T11:30:05Z', 'month', { binSize: 6, timezone: 'America/Los_Angeles' }),
        at('2021-01-01T08:00:00Z'),
      ],
      [start('2021-05-20T11:30:05Z', 'quarter'), at('2021-04-01T00:00:00Z')],
      [start('1999-12-31T23:59:59Z', 'year', { binSize: 10 }), at('1990-01-01T00:00:00Z')],
      [start('2026-03-31T17:00:00Z', 'day', { timezone: HCM }), at('2026-03-31T17:00:00Z')],
      [start('2026-03-31T16:59:59.999Z', 'day', { timezone: HCM }), at('2026-03-30T17:00:00Z')],
      [start('2026-03-31T17:00:00Z', 'month', { timezone: HCM }), at('2026-03-31T17:00:00Z')],
      [start('1999-12-31T16:59:59Z', 'day', { timezone: HCM }), at('1999-12-30T17:00:00Z')],
      [start('2021-03-20T11:37:05Z', 'minute', { binSize: 15 }), at('2021-03-20T11:30:00Z')],
      [start('2021-03-20T11:37:05Z', 'hour', { timezone: 'Asia/Kolkata' }), at('2021-03-20T11:30:00Z')],
      [start('2021-03-20T11:37:05.678Z', 'second'), at('2021-03-20T11:37:05Z')],
      [start('2021-03-20T11:37:05.678Z', 'millisecond', { binSize: 100 }), at('2021-03-20T11:37:05.600Z')],
      [start('1975-06-12T17:30:00Z', 'day', { timezone: HCM }), at('1975-06-12T17:00:00Z')],
      [start('1975-06-12T16:30:00Z', 'day', { timezone: HCM }), at('1975-06-11T16:00:00Z')],
      [{ $dateTrunc: { date: null, unit: 'day' } }, null],
      [{ $dateTrunc: { date: NOW, unit: 'day', binSize: null } }, null],
      [{ $dateTrunc: { date: NOW, unit: 'day', timezone: null } }, null],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $dateTrunc: { date: 'a', unit: 'day' } }, 5439012],
      [{ $dateTrunc: { date: NOW, unit: 'day', binSize: 0 } }, 5439018],
      [{ $dateTrunc: { date: NOW, unit: 'day', binSize: 'a' } }, 5439017],
      [{ $dateTrunc: { date: at('1924-01-01T00:00:00Z'), unit: 'hour', binSize: long('100000000000') } }, 159],
      [{ $dateTrunc: { date: NOW, unit: 'dayz' } }, 5439014],
      [{ $dateTrunc: { date: NOW, unit: 5 } }, 5439013],
      [{ $dateTrunc: { unit: 'day' } }, 5439009],
      [{ $dateTrunc: { date: NOW } }, 5439010],
      [{ $dateTrunc: { date: NOW, unit: 'day', x: 1 } }, 5439008],
      [{ $dateTrunc: 1 }, 5439007],
    ]);
  });
});
