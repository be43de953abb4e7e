import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  bucketOf,
  type CityDay,
  cityDay,
  grains,
  isCityDay,
  lastOfMonth,
  lastTwelveMonths,
  monthsWithin,
  type Period,
} from '../../src/domain/city-day.ts';

const day: fc.Arbitrary<CityDay> = fc.integer({ min: 0, max: 16_000 }).map((days) => addDays('2000-01-01', days));
const period: fc.Arbitrary<Period> = fc
  .tuple(day, fc.nat(900))
  .map(([from, length]) => ({ from, to: addDays(from, length) }));

function* daysOf({ from, to }: Period): Iterable<CityDay> {
  for (let current = from; current <= to; current = addDays(current, 1)) yield current;
}

describe('A city day', () => {
  it('begins at midnight in the city, not in Greenwich', () => {
    expect(cityDay(new Date('2017-03-31T16:59:59Z'), 'Asia/Ho_Chi_Minh')).to.equal('2017-03-31');
    expect(cityDay(new Date('2017-03-31T17:00:00Z'), 'Asia/Ho_Chi_Minh')).to.equal('2017-04-01');
    expect(cityDay(new Date('2017-12-31T17:00:00Z'), 'Asia/Ho_Chi_Minh')).to.equal('2018-01-01');
  });

  it('has its four digits of the year in the first centuries too, so that days compare as strings', () => {
    expect(cityDay(new Date('0002-01-01T00:00:00Z'), 'Asia/Ho_Chi_Minh')).to.equal('0002-01-01');
  });

  it('exists in the calendar', () => {
    expect(['2016-02-29', '2017-12-31'].every(isCityDay)).to.equal(true);
    expect(
      ['2017-02-29', '2017-04-31', '2017-13-01', '2017-4-1', '', '2017-04-01T00:00', '20170401'].some(isCityDay),
    ).to.equal(false);
  });

  it('plus one day and less one day is itself, and later days compare as greater', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 5000 }), (start, days) => {
        expect(addDays(addDays(start, days), -days)).to.equal(start);
        expect(addDays(start, days) > start).to.equal(true);
      }),
    );
  });

  it('a month later is the same day or the last of a shorter month', () => {
    expect(addMonths('2017-01-31', 1)).to.equal('2017-02-28');
    expect(addMonths('2016-01-31', 1)).to.equal('2016-02-29');
    expect(addMonths('2017-03-31', -1)).to.equal('2017-02-28');
    expect(addMonths('2017-11-15', 2)).to.equal('2018-01-15');
  });

  it('lies in the day, month, quarter and year that are named after it', () => {
    expect(grains.map((grain) => bucketOf('2017-11-30', grain))).to.deep.equal([
      '2017-11-30',
      '2017-11',
      '2017-Q4',
      '2017',
    ]);
    expect(
      ['2017-01-01', '2017-03-31', '2017-04-01', '2017-09-30'].map((each) => bucketOf(each, 'quarter')),
    ).to.deep.equal(['2017-Q1', '2017-Q1', '2017-Q2', '2017-Q3']);
  });

  it('falls into one month only, whose last day is the eve of a first', () => {
    fc.assert(
      fc.property(day, (given) => {
        expect(bucketOf(lastOfMonth(given), 'month')).to.equal(bucketOf(given, 'month'));
        expect(addDays(lastOfMonth(given), 1).slice(8)).to.equal('01');
      }),
    );
  });
});

describe('A period', () => {
  it('of the last twelve months ends today and begins the day after today a year ago', () => {
    expect(lastTwelveMonths('2017-11-22')).to.deep.equal({ from: '2016-11-23', to: '2017-11-22' });
    expect(lastTwelveMonths('2017-11-30')).to.deep.equal({ from: '2016-12-01', to: '2017-11-30' });
    expect(lastTwelveMonths('2016-02-29')).to.deep.equal({ from: '2015-03-01', to: '2016-02-29' });
  });

  it('falls apart into whole months and single days that cover each of its days exactly once', () => {
    fc.assert(
      fc.property(period, (given) => {
        const { months, days } = monthsWithin(given);
        const parts = [...(months ? [months] : []), ...days].flatMap((part) => [...daysOf(part)]);
        expect(parts.sort()).to.deep.equal([...daysOf(given)]);
      }),
    );
  });

  it('keeps as single days only what makes no whole month', () => {
    fc.assert(
      fc.property(period, (given) => {
        const { months, days } = monthsWithin(given);
        if (months) {
          expect(months.from.slice(8)).to.equal('01');
          expect(months.to).to.equal(lastOfMonth(months.to));
        }
        for (const { from, to } of days) expect(from.slice(8) === '01' && to === lastOfMonth(from)).to.equal(false);
        expect(days.length).to.be.at.most(2);
      }),
    );
  });

  it('of the survey of 2017 is eight whole months', () => {
    const survey = { from: '2017-04-01', to: '2017-11-30' };
    expect(monthsWithin(survey)).to.deep.equal({ months: survey, days: [] });
  });

  it('that ends before it begins holds no days', () => {
    expect(monthsWithin({ from: '2017-05-02', to: '2017-05-01' })).to.deep.equal({ days: [] });
  });
});
