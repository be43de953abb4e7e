import { type CalendarYear, withYear, yearFaults } from '../domain/calendar-year.ts';
import { firstPolicies } from '../domain/deadline-policies.ts';
import type { DeadlinePolicy } from '../domain/deadline-policy.ts';
import { type Fault, invalid, Refusal } from '../domain/errors.ts';
import { firstCalendar } from '../domain/first-calendar.ts';
import { completedHolidays } from '../domain/holiday-proposal.ts';
import { policyFaults } from '../domain/policy-faults.ts';
import type { Signature } from '../domain/signature.ts';
import type { NamedDay, WorkingCalendar } from '../domain/working-calendar.ts';
import { type WorkingWeek, weekFaults } from '../domain/working-week.ts';
import type { CalendarStore } from '../stores/calendars.ts';
import type { PolicyStore } from '../stores/policies.ts';

/** What deadlines are computed from. */
export interface DeadlineBasis {
  readonly calendar: WorkingCalendar;
  readonly policies: readonly DeadlinePolicy[];
  /** Grows with every version saved of either. */
  readonly basis: number;
}

/** Somebody who saves a new version, and why, and the newest version she has seen. */
export interface Saving {
  readonly by: { readonly account: string; readonly name: string };
  readonly reason: string;
  readonly seen: number;
}

/** Each saving throws Refusal `invalid` with faults, `conflict` when somebody else has saved since. */
export interface Deadlines {
  /** As of two seconds ago at most. */
  current(): Promise<DeadlineBasis>;
  /** Writes the first versions into a store that lacks them. */
  ensure(): Promise<void>;
  /** Saves a new version of the calendar with these days in place of those of their year. */
  saveYear(year: CalendarYear, saving: Saving): Promise<void>;
  /** Saves a new version of the calendar with this week. */
  saveWeek(week: WorkingWeek, saving: Saving): Promise<void>;
  /** Saves a new version of a policy; `seen` is the number of the newest version of any. */
  savePolicy(policy: DeadlinePolicy, saving: Saving): Promise<void>;
  /** The holidays that a year is likely to have; what is decided year by year is not among them. */
  proposed(year: number): Promise<readonly NamedDay[]>;
}

interface Parts {
  readonly calendars: CalendarStore;
  readonly policies: PolicyStore;
  /** The public holidays of a year by the lunar and the solar calendar. */
  publicHolidays(year: number): readonly NamedDay[];
  readonly timeZone: string;
  now(): Date;
}

const freshFor = 2_000;
const firstReason = 'Bản đầu tiên của hệ thống';

export function createDeadlines({ calendars, policies, publicHolidays, timeZone, now }: Parts): Deadlines {
  let known: (DeadlineBasis & { at: number }) | undefined;

  const read = async (): Promise<DeadlineBasis> => {
    const [[calendar], versions] = await Promise.all([calendars.latest(1), policies.all()]);
    if (!calendar || versions.length === 0) throw new Error('The store has no calendar or no deadline policies');
    return { calendar, policies: versions, basis: calendar.version + (versions.at(-1)?.number ?? 0) };
  };
  const signature = ({ by, reason }: Saving): Signature => ({ savedAt: now(), savedBy: by, reason });
  /** Saves what stands upon the version that was seen, or tells that it is not the newest any more. */
  const save = async (
    saving: Saving,
    newest: number,
    faults: readonly Fault[],
    append: () => Promise<boolean>,
  ): Promise<void> => {
    const all =
      saving.reason === '' ? [...faults, { pointer: '/reason', code: 'deadline:fault-reason-missing' }] : faults;
    if (all.length > 0) throw invalid(all);
    if (saving.seen !== newest || !(await append())) throw new Refusal('conflict', 'deadline:conflict');
    known = undefined;
  };
  const saveCalendar = async (
    saving: Saving,
    change: (calendar: WorkingCalendar) => { calendar: WorkingCalendar; faults: readonly Fault[] },
  ): Promise<void> => {
    const before = (await read()).calendar;
    const { calendar, faults } = change(before);
    const version = before.version + 1;
    await save(saving, before.version, faults, () =>
      calendars.append({ ...calendar, version, timeZone, ...signature(saving) }),
    );
  };

  return {
    async current() {
      const at = now().getTime();
      if (!known || at < known.at || at - known.at >= freshFor) known = { ...(await read()), at };
      return known;
    },
    async ensure() {
      const first = { savedAt: now(), reason: firstReason };
      if ((await calendars.latest(1)).length === 0) await calendars.append({ ...firstCalendar(timeZone), ...first });
      // A start that was broken off is completed by the next; of two at once, either's versions will do.
      const there = new Set((await policies.all()).map(({ number }) => number));
      for (const [index, policy] of firstPolicies.entries())
        if (!there.has(index + 1)) await policies.append({ ...policy, number: index + 1, ...first });
      known = undefined;
    },
    saveYear: (year, saving) =>
      saveCalendar(saving, (before) => ({ calendar: withYear(before, year), faults: yearFaults(before, year) })),
    saveWeek: (week, saving) =>
      saveCalendar(saving, (before) => ({ calendar: { ...before, ...week }, faults: weekFaults(week) })),
    async savePolicy(policy, saving) {
      const versions = await policies.all();
      const newest = versions.at(-1)?.number ?? 0;
      const faults = policyFaults(policy, new Set(versions.map(({ code }) => code)));
      await save(saving, newest, faults, () =>
        policies.append({ ...policy, number: newest + 1, ...signature(saving) }),
      );
    },
    async proposed(year) {
      return completedHolidays(year, publicHolidays(year), (await read()).calendar);
    },
  };
}
