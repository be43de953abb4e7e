import { expect } from 'chai';
import fc from 'fast-check';
import { bounds, hotlineMonthOf, monthOf, monthsFrom, stretchOf } from '../../src/domain/hotline-month.ts';

const city = 'Asia/Ho_Chi_Minh';
const instant = fc.date({
  min: new Date('2018-01-01T00:00:00Z'),
  max: new Date('2035-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const zone = fc.constantFrom(city, 'America/New_York', 'UTC');

describe("The hotline's month", () => {
  it('runs from noon of the 25th to noon of the next 25th on the clock of the city', () => {
    expect(bounds('2025-10', city)).to.deep.equal({
      from: new Date('2025-09-25T05:00:00Z'),
      to: new Date('2025-10-25T05:00:00Z'),
    });
    expect(bounds('2026-01', city).from).to.deep.equal(new Date('2025-12-25T05:00:00Z'));
  });

  it('begins with noon itself and ends just before it', () => {
    expect(hotlineMonthOf(new Date('2025-09-25T04:59:59.999Z'), city)).to.equal('2025-09');
    expect(hotlineMonthOf(new Date('2025-09-25T05:00:00Z'), city)).to.equal('2025-10');
    expect(hotlineMonthOf(new Date('2025-12-31T16:00:00Z'), city)).to.equal('2026-01');
  });

  it('holds every instant exactly once', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const month = hotlineMonthOf(at, timeZone);
        const before = bounds(month, timeZone);
        expect(before.from <= at && at < before.to).to.equal(true);
        const [, next = ''] = monthsFrom(month, '2036-01');
        expect(bounds(next, timeZone).from).to.deep.equal(before.to);
      }),
      { numRuns: 50 },
    );
  });
});

describe('Months of a report', () => {
  it('are of the calendar too, from midnight to midnight', () => {
    expect(stretchOf('calendar', '2025-09', '2025-10', city)).to.deep.equal({
      from: new Date('2025-08-31T17:00:00Z'),
      to: new Date('2025-10-31T17:00:00Z'),
    });
    expect(monthOf('calendar', new Date('2025-09-30T17:00:00Z'), city)).to.equal('2025-10');
  });

  it('follow one another without a gap', () => {
    expect(monthsFrom('2025-11', '2026-02')).to.deep.equal(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(stretchOf('hotline', '2025-01', '2025-09', city)).to.deep.equal({
      from: new Date('2024-12-25T05:00:00Z'),
      to: new Date('2025-09-25T05:00:00Z'),
    });
  });

  it('of either kind hold every instant that lies in their stretch', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom('hotline' as const, 'calendar' as const), zone, (at, kind, timeZone) => {
        const month = monthOf(kind, at, timeZone);
        const { from, to } = stretchOf(kind, month, month, timeZone);
        expect(from <= at && at < to).to.equal(true);
      }),
    );
  });
});
