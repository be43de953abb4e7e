import { ObjectId } from 'bson';
import { at, double, expectFaults, expectValues, long, NOW } from './evaluate.ts';

const HCM = 'Asia/Ho_Chi_Minh';
const NY = 'America/New_York';

const add = (startDate: unknown, unit: unknown, amount: unknown, more: object = {}) => ({
  $dateAdd: { startDate, unit, amount, ...more },
});
const between = (startDate: unknown, endDate: unknown, unit: unknown, more: object = {}) => ({
  $dateDiff: { startDate, endDate, unit, ...more },
});

describe('units of time', () => {
  it('are added at most to the end of a month, and told apart by boundaries crossed', () => {
    expectValues([
      [add(at('2020-10-31T12:10:05Z'), 'month', 1), at('2020-11-30T12:10:05Z')],
      [add(at('2020-12-31T12:10:05Z'), 'month', 2), at('2021-02-28T12:10:05Z')],
      [add(at('2021-03-31T00:00:00Z'), 'quarter', -1), at('2020-12-31T00:00:00Z')],
      [
        { $dateSubtract: { startDate: at('2021-03-31T12:00:00Z'), unit: 'month', amount: 1 } },
        at('2021-02-28T12:00:00Z'),
      ],
      [add(at('2024-02-29T00:00:00Z'), 'year', 1), at('2025-02-28T00:00:00Z')],
      [add(at('2021-01-01T18:00:00Z'), 'day', 1, { timezone: HCM }), at('2021-01-02T18:00:00Z')],
      [add(at('2020-10-24T18:10:00Z'), 'day', 1, { timezone: 'Europe/Paris' }), at('2020-10-25T19:10:00Z')],
      [add(at('2020-10-24T18:10:00Z'), 'hour', 24, { timezone: 'Europe/Paris' }), at('2020-10-25T18:10:00Z')],
      [add(at('2020-03-28T01:30:00Z'), 'day', 1, { timezone: 'Europe/Berlin' }), at('2020-03-29T01:30:00Z')],
      [add(null, 'day', 1), null],
      [add(NOW, '$x', 1), null],
      [add(new ObjectId('5ab9c3da31c2ab715d421285'), 'second', 2), at('2018-03-27T04:09:00.000Z')],
      [add(NOW, 'week', 2), at('2026-03-15T00:00:00Z')],
      [add(at('2026-01-30T18:00:00Z'), 'month', 1, { timezone: HCM }), at('2026-02-27T18:00:00Z')],
      [add(at('2026-01-31T00:00:00Z'), 'month', 1, { timezone: '+07' }), at('2026-02-28T00:00:00Z')],
      [between(at('2020-11-15T00:00:00Z'), at('2021-01-01T00:00:00Z'), 'quarter'), long(1)],
      [between(at('2021-01-24T18:30:00Z'), at('2021-01-25T18:30:00Z'), 'week'), long(0)],
      [between(at('2021-01-23T18:30:00Z'), at('2021-01-24T18:30:00Z'), 'week', { startOfWeek: 'sun' }), long(1)],
      [between(at('2021-01-24T18:30:00Z'), at('2021-01-25T18:30:00Z'), 'week', { startOfWeek: 'MONDAY' }), long(1)],
      [between(at('2021-01-02T00:00:00Z'), at('2021-01-01T23:59:59Z'), 'day'), long(-1)],
      [between(at('2021-01-01T00:00:00.500Z'), at('2021-01-01T00:00:01.400Z'), 'second'), long(1)],
      [between(at('2021-01-01T00:00:00Z'), at('2021-01-01T00:00:00.400Z'), 'millisecond'), long(400)],
      [between(at('2026-03-31T16:59:59Z'), at('2026-03-31T17:00:00Z'), 'month', { timezone: HCM }), long(1)],
      [between(at('2020-03-08T06:30:00Z'), at('2020-03-08T08:30:00Z'), 'hour', { timezone: NY }), long(2)],
      [between(null, NOW, 'day'), null],
      [between(NOW, NOW, 'week', { startOfWeek: null }), null],
      [between(NOW, NOW, 'day', { startOfWeek: 'nonsense' }), long(0)],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [add('a', 'day', 1), 5166403],
      [add(NOW, 1, 1), 5166404],
      [add(NOW, 'days', 1), 9],
      [add(NOW, 'day', double(1.5)), 5166405],
      [add(NOW, 'day', double(1e15)), 5976500],
      [{ $dateAdd: { startDate: NOW, unit: 'day' } }, 5166402],
      [add(NOW, 'day', 1, { x: 1 }), 5166401],
      [{ $dateAdd: 1 }, 5166400],
      [between(NOW, NOW, 'week', { startOfWeek: 'nonsense' }), 5439016],
      [between(NOW, NOW, 'week', { startOfWeek: 1 }), 5439015],
      [between('a', NOW, 'day'), 5166307],
      [between(NOW, NOW, 'x'), 5439014],
      [between(NOW, NOW, 1), 5439013],
      [{ $dateDiff: { startDate: NOW, unit: 'day' } }, 5166304],
      [{ $dateDiff: 1 }, 5166301],
      [{ $dateDiff: { x: 1 } }, 5166302],
    ]);
  });
});
