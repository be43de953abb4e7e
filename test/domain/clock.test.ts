import { expect } from 'chai';
import fc from 'fast-check';
import { type Allowance, allowanceUnits } from '../../src/domain/allowance.ts';
import { addDays, cityDay } from '../../src/domain/city-day.ts';
import { cityInstant, dayEnding } from '../../src/domain/city-time.ts';
import { dueAt, earlier, later, type Run } from '../../src/domain/clock.ts';
import { firstCalendar } from '../../src/domain/first-calendar.ts';
import type { WorkingCalendar } from '../../src/domain/working-calendar.ts';

const city = firstCalendar('Asia/Ho_Chi_Minh');
/** `2026-02-13 10:00` on the city's clock. */
const at = (text: string, timeZone = city.timeZone): Date => cityInstant(text.slice(0, 10), text.slice(11), timeZone);
const minutes = (amount: number): Allowance => ({ amount, unit: 'minutes' });
const hours = (amount: number): Allowance => ({ amount, unit: 'hours' });
const days = (amount: number): Allowance => ({ amount, unit: 'days' });
const workingHours = (amount: number): Allowance => ({ amount, unit: 'working_hours' });
const workingDays = (amount: number): Allowance => ({ amount, unit: 'working_days' });
const pause = (from: string, to: string) => ({ from: at(from), to: at(to) });
const run = (startedAt: string, allowance: Allowance, more: Partial<Run> = {}): Run => ({
  startedAt: at(startedAt),
  allowance,
  pauses: [],
  ...more,
});
const expectDue = (given: Run, due: string, calendar = city): void => {
  expect(dueAt(given, calendar)?.toISOString()).to.equal(at(due, calendar.timeZone).toISOString());
};

describe('A clock of minutes and hours', () => {
  it('runs by night and on holidays', () => {
    expectDue(run('2026-02-16 23:58', minutes(5)), '2026-02-17 00:03');
    expectDue(run('2026-02-14 10:00', hours(30)), '2026-02-15 16:00');
  });

  it('is shifted by exactly the length of its pauses', () => {
    const pauses = [pause('2026-03-02 10:01', '2026-03-02 10:04'), pause('2026-03-02 10:05', '2026-03-04 10:05')];
    expectDue(run('2026-03-02 10:00', minutes(5), { pauses }), '2026-03-04 10:08');
  });
});

describe('A clock of days', () => {
  it('does not count the day it starts on and runs until 24:00 of the last', () => {
    expectDue(run('2026-03-02 00:01', days(10)), '2026-03-12 24:00');
    expectDue(run('2026-03-02 23:59', days(10)), '2026-03-12 24:00');
    expect(dayEnding(at('2026-03-12 24:00'), city.timeZone)).to.equal('2026-03-12');
  });

  it('counts from Friday what comes at 23:59 of a Friday, and from Saturday what comes a minute later', () => {
    expectDue(run('2026-03-06 23:59', days(10)), '2026-03-16 24:00');
    expectDue(run('2026-03-07 00:00', days(10)), '2026-03-17 24:00');
  });

  it('goes on to the next working day when the last is one of rest', () => {
    expectDue(run('2026-03-04 09:00', days(10)), '2026-03-16 24:00');
    expectDue(run('2026-02-06 09:00', days(10)), '2026-02-23 24:00');
    expectDue(run('2027-02-04 09:00', days(5)), '2027-02-12 24:00');
    expectDue(run('2026-04-16 09:00', days(10)), '2026-04-28 24:00');
  });

  it('ends on a Saturday that is made up', () => {
    expectDue(run('2026-01-08 09:00', days(2)), '2026-01-10 24:00');
    expectDue(run('2026-01-15 09:00', days(2)), '2026-01-19 24:00');
  });

  it('is not counted on the days that pauses take out', () => {
    expectDue(
      run('2026-03-02 09:00', days(10), { pauses: [pause('2026-03-04 08:00', '2026-03-09 20:00')] }),
      '2026-03-17 24:00',
    );
  });

  it('paused on the working day that stands for a day of rest ends on the day it is resumed', () => {
    const pauses = [pause('2026-03-16 10:00', '2026-03-18 09:00')];
    expectDue(run('2026-03-04 09:00', days(10), { pauses }), '2026-03-18 24:00');
  });
});

describe('A clock of working days', () => {
  it('ends when the office closes', () => {
    expectDue(run('2026-03-02 07:00', workingDays(2)), '2026-03-04 17:00');
    expectDue(run('2026-03-02 22:00', workingDays(2)), '2026-03-04 17:00');
  });

  it('passes over weekends, whenever it started', () => {
    for (const start of ['2026-03-06 23:59', '2026-03-07 09:00', '2026-03-08 23:59'])
      expectDue(run(start, workingDays(2)), '2026-03-10 17:00');
  });

  it('passes over Tết and its substitute days', () => {
    expectDue(run('2026-02-13 10:00', workingDays(1)), '2026-02-23 17:00');
    expectDue(run('2026-02-13 10:00', workingDays(15)), '2026-03-13 17:00');
    expectDue(run('2026-02-18 10:00', workingDays(2)), '2026-02-24 17:00');
    expectDue(run('2027-02-04 10:00', workingDays(2)), '2027-02-15 17:00');
  });

  it('counts a Saturday that is made up', () => {
    expectDue(run('2026-01-08 10:00', workingDays(2)), '2026-01-10 17:00');
    expectDue(run('2026-01-08 10:00', workingDays(3)), '2026-01-12 17:00');
  });

  it('is moved by the working days from the day after a pause began to the day it ended on', () => {
    const paused = (from: string, to: string) => run('2026-03-02 09:00', workingDays(5), { pauses: [pause(from, to)] });
    expectDue(paused('2026-03-03 08:00', '2026-03-05 16:00'), '2026-03-11 17:00');
    expectDue(paused('2026-03-06 08:00', '2026-03-08 16:00'), '2026-03-09 17:00');
    expectDue(paused('2026-03-04 08:00', '2026-03-04 16:00'), '2026-03-09 17:00');
  });

  it('paused on its last day leaves time to work in when it is resumed', () => {
    const paused = (to: string) => run('2026-03-02 09:00', workingDays(4), { pauses: [pause('2026-03-06 10:00', to)] });
    expectDue(paused('2026-03-10 09:00'), '2026-03-10 17:00');
    expectDue(paused('2026-03-10 18:00'), '2026-03-11 17:00');
    expectDue(paused('2026-03-07 09:00'), '2026-03-09 17:00');
  });
});

describe('A clock of working hours', () => {
  it('runs while the offices are open', () => {
    expectDue(run('2026-03-02 09:00', workingHours(4)), '2026-03-02 14:30');
    expectDue(run('2026-03-02 12:00', workingHours(4)), '2026-03-02 17:00');
    expectDue(run('2026-03-06 16:00', workingHours(2)), '2026-03-09 08:30');
    expectDue(run('2026-02-14 09:00', workingHours(1)), '2026-02-23 08:30');
  });

  it('loses to a pause only the time in which the offices were open', () => {
    const pauses = [pause('2026-03-02 16:00', '2026-03-03 08:00')];
    expectDue(run('2026-03-02 15:00', workingHours(3), { pauses }), '2026-03-03 10:00');
    const overTheWeekend = [pause('2026-03-06 16:00', '2026-03-09 08:00')];
    expectDue(run('2026-03-06 15:00', workingHours(3), { pauses: overTheWeekend }), '2026-03-09 10:00');
  });
});

describe('A clock', () => {
  it('has no end while a pause is open', () => {
    expect(dueAt(run('2026-03-02 09:00', days(5), { pauses: [{ from: at('2026-03-03 09:00') }] }), city)).to.equal(
      undefined,
    );
  });

  it('is not moved by a pause that begins when it is over', () => {
    const pauses = [pause('2026-03-05 09:00', '2026-03-25 09:00')];
    expectDue(run('2026-03-02 09:00', workingDays(2), { pauses }), '2026-03-04 17:00');
    expectDue(run('2026-03-02 09:00', days(2), { pauses }), '2026-03-04 24:00');
    expectDue(run('2026-03-02 09:00', hours(48), { pauses }), '2026-03-04 09:00');
  });

  it('counts no time twice when pauses overlap', () => {
    const pauses = [pause('2026-03-02 10:00', '2026-03-02 14:00'), pause('2026-03-02 12:00', '2026-03-02 13:00')];
    expectDue(run('2026-03-02 09:00', hours(8), { pauses }), '2026-03-02 21:00');
  });

  it('adds an extension in the same unit to the allowance, and another one after it', () => {
    expectDue(run('2026-03-02 09:00', workingDays(15), { extension: workingDays(5) }), '2026-03-30 17:00');
    expectDue(run('2026-03-04 09:00', days(10), { extension: days(1) }), '2026-03-16 24:00');
    expectDue(run('2026-03-04 09:00', days(10), { extension: workingDays(2) }), '2026-03-18 17:00');
    expectDue(run('2026-03-02 09:00', days(10), { extension: hours(3) }), '2026-03-13 03:00');
  });

  it('gives an extension what a pause within it took', () => {
    const pauses = [pause('2026-03-17 10:00', '2026-03-19 10:00')];
    expectDue(run('2026-03-04 09:00', days(10), { extension: workingDays(2), pauses }), '2026-03-20 17:00');
  });

  it('gives an extension no more than the part of a pause that lies within it', () => {
    const pauses = [pause('2026-03-03 10:00', '2026-03-03 18:00')];
    expectDue(run('2026-03-02 09:00', workingDays(1), { extension: hours(3), pauses }), '2026-03-03 21:00');
  });

  it('warns and escalates in whole working days at the same hour', () => {
    expect(earlier(at('2026-02-23 17:00'), workingDays(1), city)).to.deep.equal(at('2026-02-13 17:00'));
    expect(earlier(at('2026-03-09 24:00'), workingDays(1), city)).to.deep.equal(at('2026-03-06 24:00'));
    expect(earlier(at('2026-03-09 24:00'), days(1), city)).to.deep.equal(at('2026-03-08 24:00'));
    expect(earlier(at('2026-03-09 08:30'), workingHours(2), city)).to.deep.equal(at('2026-03-06 16:00'));
    expect(earlier(at('2026-03-09 09:30'), workingHours(2), city)).to.deep.equal(at('2026-03-09 07:30'));
    expect(earlier(at('2026-03-09 08:30'), minutes(1), city)).to.deep.equal(at('2026-03-09 08:29'));
    expect(later(at('2026-02-13 17:00'), workingDays(1), city)).to.deep.equal(at('2026-02-23 17:00'));
  });

  it('keeps the days of a city whose clocks change in summer', () => {
    const berlin = { ...city, timeZone: 'Europe/Berlin', holidays: [], workingDays: [] };
    const started = (text: string, allowance: Allowance): Run => ({
      startedAt: at(text, berlin.timeZone),
      allowance,
      pauses: [],
    });
    expectDue(started('2026-03-27 23:59', workingDays(1)), '2026-03-30 17:00', berlin);
    expectDue(started('2026-03-27 12:00', days(3)), '2026-03-30 24:00', berlin);
    expect(dueAt(started('2026-03-28 12:00', hours(24)), berlin)).to.deep.equal(
      at('2026-03-29 13:00', berlin.timeZone),
    );
    const lord = { ...berlin, timeZone: 'Australia/Lord_Howe' };
    expectDue(
      { startedAt: at('2026-04-03 10:00', lord.timeZone), allowance: workingDays(1), pauses: [] },
      '2026-04-06 17:00',
      lord,
    );
  });

  it('takes a midnight that the clocks leave out as the moment they are put forward', () => {
    expect(cityInstant('2024-09-08', '00:00', 'America/Santiago').toISOString()).to.equal('2024-09-08T04:00:00.000Z');
    expect(cityDay(cityInstant('2024-09-08', '00:00', 'America/Santiago'), 'America/Santiago')).to.equal('2024-09-08');
  });
});

describe('The laws of clocks', () => {
  const zones = ['Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/Santiago', 'Pacific/Auckland'];
  const calendar: fc.Arbitrary<WorkingCalendar> = fc.constantFrom(...zones).map(firstCalendar);
  const cityCalendar = fc.constant(city);
  const instant = fc.date({
    min: new Date('2025-12-20T00:00:00Z'),
    max: new Date('2026-06-01T00:00:00Z'),
    noInvalidDate: true,
  });
  const allowance = (most = 20): fc.Arbitrary<Allowance> =>
    fc.record({ amount: fc.integer({ min: 1, max: most }), unit: fc.constantFrom(...allowanceUnits) });
  const someHours = (most: number) => fc.double({ min: 0, max: most, noNaN: true }).map((each) => each * 3_600_000);
  const pausesFrom = (start: Date) =>
    fc.array(fc.tuple(someHours(400), someHours(200)), { maxLength: 3 }).map((gaps) => {
      let end = start.getTime();
      return gaps.map(([before, length]) => {
        const from = end + before;
        end = from + length;
        return { from: new Date(from), to: new Date(end) };
      });
    });
  const runs: fc.Arbitrary<Run> = instant.chain((startedAt) =>
    fc.record({ startedAt: fc.constant(startedAt), allowance: allowance(), pauses: pausesFrom(startedAt) }),
  );
  const extended = fc
    .tuple(runs, fc.option(allowance(), { nil: undefined }))
    .map(([given, extension]): Run => (extension ? { ...given, extension } : given));
  const due = (given: Run, within: WorkingCalendar): Date => dueAt(given, within) ?? expect.fail('a pause is open');
  const numRuns = 300;

  it('a larger allowance never ends earlier', () => {
    fc.assert(
      fc.property(extended, cityCalendar, fc.integer({ min: 1, max: 9 }), (given, within, more) => {
        const { amount, unit } = given.allowance;
        expect(due({ ...given, allowance: { unit, amount: amount + more } }, within)).to.be.at.least(
          due(given, within),
        );
      }),
      { numRuns },
    );
  });

  it('a pause never ends a clock earlier, nor before it is resumed when it began in time and lasted past the day', () => {
    fc.assert(
      fc.property(extended, calendar, (given, within) => {
        const before = due({ ...given, pauses: given.pauses.slice(0, -1) }, within);
        const after = due(given, within);
        expect(after).to.be.at.least(before);
        const { from, to } = given.pauses.at(-1) ?? {};
        if (!from || !to || from >= before) return;
        if (cityDay(from, within.timeZone) < cityDay(to, within.timeZone)) expect(after).to.be.above(to);
      }),
      { numRuns },
    );
  });

  it('pausing and resuming on one day changes nothing where days are counted', () => {
    fc.assert(
      fc.property(
        runs,
        calendar,
        fc.constantFrom('days' as const, 'working_days' as const),
        fc.nat(30),
        (given, within, unit, on) => {
          const day = addDays(cityDay(given.startedAt, within.timeZone), on + 1);
          const aDay = {
            from: cityInstant(day, '10:00', within.timeZone),
            to: cityInstant(day, '20:00', within.timeZone),
          };
          const counted = { ...given, allowance: { ...given.allowance, unit }, pauses: [] };
          expect(due({ ...counted, pauses: [aDay] }, within)).to.deep.equal(due(counted, within));
        },
      ),
      { numRuns },
    );
  });

  it('one holiday more never ends a clock earlier', () => {
    fc.assert(
      fc.property(extended, calendar, fc.nat(300), (given, within, offset) => {
        const day = addDays('2025-12-20', offset);
        const more = { ...within, holidays: [...within.holidays, { day, vi: 'Nghỉ', en: 'Day off' }] };
        expect(due(given, more)).to.be.at.least(due(given, within));
      }),
      { numRuns },
    );
  });

  it('one extension more ends a clock later', () => {
    fc.assert(
      fc.property(runs, calendar, allowance(), (given, within, extension) => {
        expect(due({ ...given, extension }, within)).to.be.at.least(due(given, within));
      }),
      { numRuns },
    );
  });

  it('the order in which pauses are told does not matter, and computing again gives the same', () => {
    fc.assert(
      fc.property(extended, calendar, (given, within) => {
        expect(due({ ...given, pauses: given.pauses.toReversed() }, within)).to.deep.equal(due(given, within));
        expect(due(structuredClone(given), structuredClone(within))).to.deep.equal(due(given, within));
      }),
      { numRuns },
    );
  });

  it('the end lies after the start, and a warning not after the end', () => {
    fc.assert(
      fc.property(extended, cityCalendar, allowance(), (given, within, before) => {
        const end = due(given, within);
        expect(end).to.be.above(given.startedAt);
        expect(earlier(end, before, within)).to.be.below(end);
      }),
      { numRuns },
    );
  });
});
