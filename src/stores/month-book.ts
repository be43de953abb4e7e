import type { CityDay, Period } from '../domain/city-day.ts';
import type { Tally } from '../domain/tally.ts';

interface Revised extends Tally {
  readonly revision: number;
  readonly countedAt: Date;
}

/** The monthly tallies in memory, brought up to date before each reading by asking for what changed since. */
export interface MonthBook {
  read(agencies: ReadonlySet<string>, months: Period): Promise<Tally[]>;
  version(): Promise<number>;
}

/** Clocks of the processes that count may differ by this much, and a write may take as long to appear, in ms. */
const overlap = 10_000;

/**
 * A city has some thousands of monthly tallies however many answers it has, so a page adds them in memory instead of
 * fetching them. The store stays the truth: nothing is read from here before `changedSince` was asked.
 */
export function monthBook(changedSince: (since: Date | undefined) => Promise<Revised[]>): MonthBook {
  const months = new Map<CityDay, Map<string, Revised>>();
  let latest: Date | undefined;
  /** Every tally that was counted before this instant is here, however late it came. */
  let complete = Number.NEGATIVE_INFINITY;
  let mark: { readonly countedAt: number; readonly seenAt: number } | undefined;
  let version = 0;
  let underWay: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const fetch = async (): Promise<void> => {
    const began = performance.now();
    for (const tally of await changedSince(latest && new Date(Math.max(complete, latest.getTime() - overlap)))) {
      if (!latest || tally.countedAt > latest) latest = tally.countedAt;
      const month = months.get(tally.start) ?? new Map<string, Revised>();
      months.set(tally.start, month);
      const known = month.get(tally.agency);
      if (known && known.revision >= tally.revision && known.countedAt >= tally.countedAt) continue;
      month.set(tally.agency, tally);
      version += 1;
    }
    // Else whatever was counted just before a quiet time, all months perhaps, would be fetched again by each reader.
    if (mark && began - mark.seenAt >= overlap) {
      complete = mark.countedAt;
      mark = undefined;
    }
    if (latest && latest.getTime() > complete) mark ??= { countedAt: latest.getTime(), seenAt: performance.now() };
  };
  // Readers that come while a fetch is under way share the one after it: theirs must have begun after they asked.
  const refreshed = (): Promise<void> => {
    if (!underWay) {
      underWay = fetch().finally(() => {
        underWay = undefined;
      });
      return underWay;
    }
    next ??= underWay
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return refreshed();
      });
    return next;
  };

  return {
    async read(agencies, { from, to }) {
      await refreshed();
      const read: Tally[] = [];
      for (const [start, month] of months)
        if (from <= start && start <= to)
          for (const tally of month.values()) if (agencies.has(tally.agency)) read.push(tally);
      return read;
    },
    async version() {
      await refreshed();
      return version;
    },
  };
}
