import { at, expectFaults, expectValues, NOW } from './evaluate.ts';

const HCM = 'Asia/Ho_Chi_Minh';
const NY = 'America/New_York';

describe('dates as text', () => {
  it('are written and read by format in any zone, as clocks showed then', () => {
    expectValues([
      [{ $dateToString: { date: at('2014-01-01T08:15:39.736Z'), format: '%Y-%m-%d' } }, '2014-01-01'],
      [
        { $dateToString: { format: '%H:%M:%S:%L%z', date: at('2014-01-01T08:15:39.736Z'), timezone: NY } },
        '03:15:39:736-0500',
      ],
      [
        { $dateToString: { format: '%H:%M:%S:%L%z', date: at('2014-01-01T08:15:39.736Z'), timezone: '+04:30' } },
        '12:45:39:736+0430',
      ],
      [{ $dateToString: { format: '%Z', date: at('2014-01-01T08:15:39.736Z'), timezone: '+04:30' } }, '270'],
      [{ $dateToString: { format: '%Z %z', date: at('2014-01-01T08:15:39.736Z'), timezone: NY } }, '-300 -0500'],
      [
        { $dateToString: { format: '%j %w %u %U %V %G %% %b %B', date: at('2014-01-01T08:15:39.736Z') } },
        '001 4 3 00 01 2014 % Jan January',
      ],
      [{ $dateToString: { date: at('2014-01-01T08:15:39.736Z') } }, '2014-01-01T08:15:39.736Z'],
      [{ $dateToString: { date: at('2014-01-01T08:15:39.736Z'), timezone: HCM } }, '2014-01-01T15:15:39.736'],
      [{ $dateToString: { date: at('2014-01-01T08:15:39.736Z'), timezone: 'UTC' } }, '2014-01-01T08:15:39.736Z'],
      [{ $dateToString: { date: '$x' } }, null],
      [{ $dateToString: { date: null, onNull: 'N/A' } }, 'N/A'],
      [{ $dateToString: { date: NOW, format: null } }, null],
      [{ $dateToString: { date: NOW, timezone: '$x' } }, null],
      [
        { $dateToString: { date: at('1975-06-12T15:59:59Z'), timezone: HCM, format: '%Y-%m-%d %H:%M:%S %z' } },
        '1975-06-12 23:59:59 +0800',
      ],
      [
        { $dateToString: { date: at('1975-06-12T16:00:00Z'), timezone: HCM, format: '%Y-%m-%d %H:%M:%S %z' } },
        '1975-06-12 23:00:00 +0700',
      ],
      [
        { $dateToString: { date: at('2026-01-01T00:00:00Z'), timezone: 'Asia/Kathmandu', format: '%H:%M %z %Z' } },
        '05:45 +0545 345',
      ],
      [{ $dateFromString: { dateString: '2017-02-08T12:10:40.787' } }, at('2017-02-08T12:10:40.787Z')],
      [{ $dateFromString: { dateString: '2017-02-08T12:10:40.787', timezone: NY } }, at('2017-02-08T17:10:40.787Z')],
      [{ $dateFromString: { dateString: '2017-02-08' } }, at('2017-02-08T00:00:00Z')],
      [{ $dateFromString: { dateString: '06-15-2018', format: '%m-%d-%Y' } }, at('2018-06-15T00:00:00Z')],
      [{ $dateFromString: { dateString: '2018 Jun 15', format: '%Y %b %d' } }, at('2018-06-15T00:00:00Z')],
      [{ $dateFromString: { dateString: '15 September 2018', format: '%d %B %Y' } }, at('2018-09-15T00:00:00Z')],
      [{ $dateFromString: { dateString: '2017-02-08T12:10:40+0530' } }, at('2017-02-08T06:40:40Z')],
      [{ $dateFromString: { dateString: '2018-W03-2', format: '%G-W%V-%u' } }, at('2018-01-16T00:00:00Z')],
      [{ $dateFromString: { dateString: '2018-060', format: '%Y-%j' } }, at('2018-03-01T00:00:00Z')],
      [{ $dateFromString: { dateString: 'x', onError: 'e' } }, 'e'],
      [{ $dateFromString: { dateString: null, onNull: 'n' } }, 'n'],
      [{ $dateFromString: { dateString: 5, onError: 'e' } }, 'e'],
      [{ $dateFromString: { dateString: '2018 2018 01 02', format: '%Y %Y %m %d' } }, at('2018-01-02T00:00:00Z')],
      [{ $dateFromString: { dateString: '2018-01-02 +07', format: '%Y-%m-%d %z' } }, at('2018-01-01T17:00:00Z')],
      [{ $dateFromString: { dateString: '2018-01-02 +420', format: '%Y-%m-%d %Z' } }, at('2018-01-01T17:00:00Z')],
    ]);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expectFaults([
      [{ $dateToString: { date: NOW, format: '%k' } }, 18536],
      [{ $dateToString: { date: NOW, format: '%' } }, 18535],
      [{ $dateToString: { date: null, format: '%k' } }, 18536],
      [{ $dateToString: { date: NOW, format: 1 } }, 18533],
      [{ $dateToString: { date: 'a' } }, 16006],
      [{ $dateToString: {} }, 18628],
      [{ $dateToString: { date: NOW, x: 1 } }, 18534],
      [{ $dateToString: 1 }, 18629],
      [{ $dateToString: { date: NOW, timezone: 'Nope' } }, 40485],
      [{ $dateToString: { date: NOW, timezone: 5 } }, 40517],
      [{ $dateToString: { date: NOW, timezone: 'asia/ho_chi_minh' } }, 40485],
      [{ $dateToString: { date: NOW, timezone: 'Z' } }, 40485],
      [{ $dateToString: { date: NOW, timezone: '+7' } }, 40485],
      [{ $dateToString: { date: NOW, timezone: '+07:' } }, 40485],
      [{ $dateToString: { date: at('-000001-01-01T00:00:00Z') } }, 18537],
      [{ $dateFromString: { dateString: '2017-02-08T12:10:40+0530', timezone: NY } }, 241],
      [{ $dateFromString: { dateString: '2017-02-08T12:10:40 America/New_York' } }, 241],
      [{ $dateFromString: { dateString: '2018', format: '%Y' } }, 241],
      [{ $dateFromString: { dateString: '2018-01', format: '%Y-%m' } }, 241],
      [{ $dateFromString: { dateString: '2018-02-30', format: '%Y-%m-%d' } }, 241],
      [{ $dateFromString: { dateString: 5 } }, 241],
      [{ $dateFromString: { dateString: 'x', format: '%q', onError: 'e' } }, 18536],
      [{ $dateFromString: { dateString: 'x', timezone: 'q', onError: 'e' } }, 40485],
      [{ $dateFromString: { dateString: 'x', format: 5 } }, 40684],
      [{ $dateFromString: { format: '%Y' } }, 40542],
      [{ $dateFromString: { dateString: 'x', x: 1 } }, 40541],
      [{ $dateFromString: 1 }, 40540],
    ]);
  });
});
