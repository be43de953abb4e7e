import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, cityDay } from '../../src/domain/city-day.ts';
import { cityInstant } from '../../src/domain/city-time.ts';

const zones = ['Asia/Ho_Chi_Minh', 'UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland'];

describe('A time of day in the city', () => {
  it('is an instant', () => {
    expect(cityInstant('2025-10-25', '12:00', 'Asia/Ho_Chi_Minh').toISOString()).to.equal('2025-10-25T05:00:00.000Z');
    expect(cityInstant('2025-10-25', '00:00', 'Asia/Ho_Chi_Minh').toISOString()).to.equal('2025-10-24T17:00:00.000Z');
    expect(cityInstant('2025-07-01', '12:00', 'America/New_York').toISOString()).to.equal('2025-07-01T16:00:00.000Z');
    expect(cityInstant('2025-12-01', '12:00', 'America/New_York').toISOString()).to.equal('2025-12-01T17:00:00.000Z');
  });

  it('at noon lies on its own day, wherever the city is and whatever its clocks do in summer', () => {
    fc.assert(
      fc.property(fc.nat(16_000), fc.constantFrom(...zones), (days, zone) => {
        const day = addDays('2000-01-01', days);
        const noon = cityInstant(day, '12:00', zone);
        expect(cityDay(noon, zone)).to.equal(day);
        expect(noon.toLocaleTimeString('en-GB', { timeZone: zone })).to.equal('12:00:00');
      }),
    );
  });
});
