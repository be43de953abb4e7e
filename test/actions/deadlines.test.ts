import { expect } from 'chai';
import type { Saving } from '../../src/actions/deadlines.ts';
import { type CalendarYear, yearOf } from '../../src/domain/calendar-year.ts';
import { type DeadlinePolicy, policyOn } from '../../src/domain/deadline-policy.ts';
import { isWorkingDay } from '../../src/domain/working-calendar.ts';
import { refusal } from '../support/refusal.ts';
import { stored } from '../support/stored.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the deadlines', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ worker: false, catalogue: 'none' });
  });
  afterEach(() => world.close());
  const deadlines = () => world.system.actions.deadlines;
  const saving = (seen: number, reason = 'Theo quyết định mới'): Saving => ({
    by: { account: 'an account', name: 'Quản trị' },
    reason,
    seen,
  });
  const year2028 = (...days: string[]): CalendarYear => ({
    year: 2028,
    holidays: days.map((day) => ({ day, vi: 'Nghỉ', en: 'Free' })),
    workingDays: [],
  });
  const policy = async (changes: Partial<DeadlinePolicy> = {}): Promise<DeadlinePolicy> => {
    const { policies } = await deadlines().current();
    const { code, names, source, stages, extension, warnBefore, escalateEvery, ...rest } = policyOn(
      policies,
      'hotline',
      '2026-11-22',
    );
    const { reopenWithinDays, informationWithinDays } = rest;
    return {
      ...{ code, names, source, stages, extension, warnBefore, escalateEvery, reopenWithinDays, informationWithinDays },
      from: '2027-01-01',
      ...changes,
    };
  };

  it('begin with the first calendar and policies, however often and by how many processes at once', async () => {
    const before = await stored(world, 'policies');
    await Promise.all([deadlines().ensure(), deadlines().ensure(), deadlines().ensure()]);
    expect(await stored(world, 'policies')).to.deep.equal(before);
    expect(await stored(world, 'calendars')).to.have.length(1);
    const { calendar, policies, basis } = await deadlines().current();
    expect(isWorkingDay(calendar, '2026-02-17')).to.equal(false);
    expect(calendar.timeZone).to.equal('Asia/Ho_Chi_Minh');
    expect(new Set(policies.map(({ code }) => code))).to.deep.equal(new Set(['hotline', 'portal']));
    expect(basis).to.equal(1 + policies.length);
  });

  it('take over a year in a new version, and leave the old version and the other years as they were', async () => {
    const { calendar, basis } = await deadlines().current();
    await deadlines().saveYear(year2028('2028-01-26'), saving(calendar.version));
    const after = await deadlines().current();
    expect(after.basis).to.equal(basis + 1);
    expect(after.calendar.version).to.equal(calendar.version + 1);
    expect(yearOf(after.calendar, 2028)).to.deep.equal(year2028('2028-01-26'));
    expect(yearOf(after.calendar, 2027)).to.deep.equal(yearOf(calendar, 2027));
    const [newest, first] = await world.system.stores.calendars.latest(9);
    expect([newest?.savedBy?.name, newest?.reason]).to.deep.equal(['Quản trị', 'Theo quyết định mới']);
    expect(first?.holidays).to.deep.equal(calendar.holidays);
    await deadlines().saveYear(year2028(), saving(after.calendar.version, 'Nhầm'));
    expect(yearOf((await deadlines().current()).calendar, 2028).holidays).to.deep.equal([]);
  });

  it('of two who save at once take one, and tell the other', async () => {
    const { version } = (await deadlines().current()).calendar;
    const saved = await Promise.allSettled([
      deadlines().saveYear(year2028('2028-01-26'), saving(version)),
      deadlines().saveYear(year2028('2028-01-27'), saving(version)),
      deadlines().saveWeek({ officeHours: [{ from: '08:00', to: '16:00' }], restWeekdays: [0] }, saving(version)),
    ]);
    expect(saved.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    for (const outcome of saved)
      if (outcome.status === 'rejected') expect(outcome.reason).to.include({ kind: 'conflict' });
    expect(await stored(world, 'calendars')).to.have.length(2);
  });

  it('refuse what was filled in upon an older version, or upon one that is not there yet', async () => {
    const { version } = (await deadlines().current()).calendar;
    await deadlines().saveYear(year2028(), saving(version));
    for (const seen of [version, version + 2, 0])
      expect(await refusal(deadlines().saveYear(year2028(), saving(seen)))).to.include({ kind: 'conflict' });
    expect(await refusal(deadlines().savePolicy(await policy(), saving(0)))).to.include({ kind: 'conflict' });
  });

  it('refuse days that cannot be, and a change without a reason', async () => {
    const named = { vi: 'Nghỉ', en: 'Free' };
    const bad: CalendarYear = {
      year: 2028,
      holidays: [
        { day: '2028-02-30', ...named },
        { day: '2027-01-01', ...named },
        { day: '2028-01-03', ...named },
        { day: '2028-01-04', vi: '', en: '' },
      ],
      workingDays: [
        { day: '2028-01-03', ...named },
        { day: '2028-01-05', ...named },
        { day: '2028-01-08', ...named },
      ],
    };
    const { faults } = await refusal(deadlines().saveYear(bad, saving(1, '')));
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`)).to.deep.equal([
      '/holidays/0/day day-form',
      '/holidays/1/day deadline:fault-other-year',
      '/holidays/3/vi deadline:fault-name-missing',
      '/holidays/3/en deadline:fault-name-missing',
      '/workingDays/0/day deadline:fault-day-twice',
      '/workingDays/1/day deadline:fault-works-anyway',
      '/reason deadline:fault-reason-missing',
    ]);
    expect(await stored(world, 'calendars')).to.have.length(1);
  });

  it('refuse a week in which nobody works or time runs backwards', async () => {
    const codes = async (officeHours: { from: string; to: string }[], restWeekdays = [0, 6]) =>
      (await refusal(deadlines().saveWeek({ officeHours, restWeekdays }, saving(1)))).faults.map(({ code }) => code);
    expect(await codes([{ from: '08:00', to: '16:00' }], [0, 1, 2, 3, 4, 5, 6])).to.deep.equal([
      'deadline:fault-no-work',
    ]);
    expect(await codes([])).to.deep.equal(['deadline:fault-hours']);
    expect(await codes([{ from: '8:00', to: '16:00' }])).to.deep.equal(['deadline:fault-hours']);
    expect(await codes([{ from: '16:00', to: '08:00' }])).to.deep.equal(['deadline:fault-hours-order']);
    const overlap = [
      { from: '08:00', to: '12:00' },
      { from: '11:30', to: '16:00' },
    ];
    expect(await codes(overlap)).to.deep.equal(['deadline:fault-hours-order']);
  });

  it('add a version of a policy, which is in force from its day on', async () => {
    const { policies, basis } = await deadlines().current();
    const before = policyOn(policies, 'hotline', '2026-12-31');
    const stages = { ...before.stages, process: { amount: 8, unit: 'working_days' as const } };
    await deadlines().savePolicy(await policy({ stages }), saving(policies.length));
    const after = await deadlines().current();
    expect(after.basis).to.equal(basis + 1);
    expect(policyOn(after.policies, 'hotline', '2026-12-31')).to.deep.equal(before);
    expect(policyOn(after.policies, 'hotline', '2027-01-01').stages).to.deep.equal(stages);
  });

  it('let no version take the thirty days of reopening away, or allow nothing at all', async () => {
    const bad = await policy({
      code: 'nobody',
      from: '2027-02-29',
      names: { vi: '', en: 'Hotline' },
      source: '',
      reopenWithinDays: 29,
      informationWithinDays: 0,
      extension: { amount: 0, unit: 'days' },
      escalateEvery: { amount: 1.5, unit: 'days' },
    });
    const { faults } = await refusal(deadlines().savePolicy(bad, saving(4)));
    expect(faults.map(({ pointer }) => pointer)).to.deep.equal([
      '/code',
      '/from',
      '/names/vi',
      '/source',
      '/extension',
      '/escalateEvery',
      '/reopenWithinDays',
      '/informationWithinDays',
    ]);
  });

  it('are seen by the other processes within two seconds', async () => {
    const { calendar } = await deadlines().current();
    const { calendars } = world.system.stores;
    await calendars.append({ ...calendar, version: 2, savedAt: world.clock.now(), reason: 'Ở một tiến trình khác' });
    expect((await deadlines().current()).calendar.version).to.equal(1);
    world.clock.advance('2 seconds');
    expect((await deadlines().current()).calendar.version).to.equal(2);
  });

  it('propose the holidays of a year with substitutes, but nothing that is decided year by year', async () => {
    const days = async (year: number) => (await deadlines().proposed(year)).map(({ day }) => day.slice(5));
    expect(await days(2027)).to.deep.equal(
      '01-01 02-05 02-06 02-07 02-08 02-09 02-10 02-11 04-16 04-30 05-01 05-03 09-02 09-03'.split(' '),
    );
    expect(await days(2026)).to.deep.equal(
      '01-01 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 09-01 09-02'.split(' '),
    );
    const proposals = await deadlines().proposed(2028);
    expect(proposals.find(({ day }) => day === '2028-01-03')).to.deep.equal({
      day: '2028-01-03',
      vi: 'Nghỉ bù Tết Dương lịch',
      en: 'Substitute day for New Year',
    });
    for (const { source } of proposals) expect(source).to.equal(undefined);
  });
});
