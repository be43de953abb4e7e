import { type CityDay, lastOfMonth, type Period } from '../domain/city-day.ts';
import { type Difference, dayCells, differences, monthCells } from '../domain/recount.ts';
import { type Cell, monthStart, type Tally } from '../domain/tally.ts';
import type { OwedTallies, ResponseStore } from '../stores/responses.ts';
import type { TallyStore } from '../stores/tallies.ts';
import { sideBySide } from './side-by-side.ts';

export type Progress = (done: number, of: number) => void;

export interface SatisfactionActions {
  /** Recounts some days of one agency, and their months, from the responses. Running it twice changes nothing. */
  tally(agency: string, days: readonly CityDay[]): Promise<void>;
  /** The same for many agencies. One that cannot be counted holds up no other; it is thrown at the end. */
  tallyAll(owed: readonly OwedTallies[]): Promise<void>;
  /** Counts everything that was received before an instant and is not counted yet; gives the number of days counted. */
  settle(before: Date): Promise<number>;
  /** Recounts every day that has responses or a tally; gives their number. */
  rebuild(progress?: Progress): Promise<number>;
  /**
   * Counts what is still owed, then recounts everything from the responses and compares. Answers that arrive meanwhile
   * are no difference: an agency that disagrees is settled and looked at again.
   */
  verify(progress?: Progress): Promise<{ owed: number; tallies: number; differences: Difference[] }>;
}

interface Parts {
  readonly stores: { readonly responses: ResponseStore; readonly tallies: TallyStore };
  now(): Date;
}

const always: Period = { from: '0000-01-01', to: '9999-12-31' };
const attempts = 20;
const settledAtOnce = 20_000;
const agenciesAtOnce = 8;

export function createSatisfaction({ stores: { responses, tallies }, now }: Parts): SatisfactionActions {
  /** Repeats a recount until nobody replaced a tally between the reading it rests on and its own writing. */
  const replaceWith = async (
    agency: string,
    span: Tally['span'],
    starts: readonly CityDay[],
    recount: () => Promise<ReadonlyMap<CityDay, readonly Cell[]>>,
  ): Promise<void> => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const upon = await tallies.revisions(agency, span, starts);
      const cells = await recount();
      const recounts = starts.map((start) => ({
        agency,
        span,
        start,
        cells: cells.get(start) ?? [],
        upon: upon.get(start) ?? 0,
      }));
      if (await tallies.replace(recounts, now())) return;
    }
    throw new Error(`the tallies of ${agency} were replaced by others ${attempts} times in a row`);
  };

  const recountDays = async (agency: string, days: readonly CityDay[]): Promise<void> => {
    const sorted = [...new Set(days)].sort();
    const first = sorted[0];
    const last = sorted.at(-1);
    if (first === undefined || last === undefined) return;
    await replaceWith(agency, 'day', sorted, async () =>
      dayCells(await responses.countables(agency, { from: first, to: last })),
    );
    const months = { from: monthStart(first), to: lastOfMonth(last) };
    await replaceWith(agency, 'month', [...new Set(sorted.map(monthStart))], async () =>
      monthCells(await tallies.daysOf(agency, months)),
    );
  };

  const tally = async (agency: string, days: readonly CityDay[]): Promise<void> => {
    // Only what was owed before the count began is paid by it: an answer that comes meanwhile keeps its debt.
    const paid = await responses.owedIds(agency, days);
    await recountDays(agency, days);
    await responses.settled(paid, 'tally');
  };

  const tallyAll = async (owed: readonly OwedTallies[]): Promise<void> => {
    const failures: Error[] = [];
    await sideBySide(owed, agenciesAtOnce, ({ agency, days }) =>
      tally(agency, days).catch((error: Error) => void failures.push(error)),
    );
    if (failures[0])
      throw new AggregateError(failures, `${failures.length} agencies not counted: ${failures[0].message}`);
  };

  const everyAgency = async (): Promise<string[]> =>
    [...new Set([...(await responses.agencies()), ...(await tallies.agencies())])].sort();

  const settle = async (before: Date): Promise<number> => {
    let settled = 0;
    for (;;) {
      const owed = await responses.owedTallies(before, settledAtOnce);
      if (owed.length === 0) return settled;
      await tallyAll(owed);
      settled += owed.reduce((sum, { days }) => sum + days.length, 0);
    }
  };
  const compared = async (agency: string) => {
    const stored = await tallies.ofAgency(agency);
    return { stored, found: differences(agency, stored, await responses.countables(agency, always)) };
  };

  return {
    tally,
    tallyAll,
    settle,
    async rebuild(progress) {
      const agencies = await everyAgency();
      let rebuilt = 0;
      let done = 0;
      await sideBySide(agencies, agenciesAtOnce, async (agency) => {
        const days = new Set([
          ...(await tallies.daysOf(agency, always)).map(({ start }) => start),
          ...(await responses.countables(agency, always)).map(({ day }) => day),
        ]);
        await tally(agency, [...days]);
        rebuilt += days.size;
        progress?.((done += 1), agencies.length);
      });
      return rebuilt;
    },
    async verify(progress) {
      const owed = await settle(now());
      const agencies = await everyAgency();
      const all: Difference[] = [];
      let checked = 0;
      for (const [index, agency] of agencies.entries()) {
        let { stored, found } = await compared(agency);
        if (found.length > 0) {
          await settle(now());
          ({ stored, found } = await compared(agency));
        }
        all.push(...found);
        checked += stored.length;
        progress?.(index + 1, agencies.length);
      }
      return { owed, tallies: checked, differences: all };
    },
  };
}
